//! The content of one overlay, independent of its form.

use super::{Availability, CallError};
use crate::Spanned;
use crate::schema::Category;

/// A name and its position in the overlay.
pub(crate) type Named = Spanned<String>;

/// The content of an overlay file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overlay {
    pub(crate) notes: Vec<Note>,
    /// Texts of errors, such as `PHONE_CODE_EXPIRED`, each with a description for all functions that have the error.
    pub(crate) errors: Vec<(Named, String)>,
}

/// The documentation of a type, a constructor or a function, with its name.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) subject: Subject,
    pub(crate) name: Named,
    pub(crate) description: Option<String>,
    pub(crate) fields: Vec<(Named, String)>,
    pub(crate) availability: Option<Availability>,
    pub(crate) errors: Vec<CallError>,
}

impl Note {
    pub(crate) fn new(subject: Subject, name: Named) -> Self {
        Self { subject, name, description: None, fields: Vec::new(), availability: None, errors: Vec::new() }
    }
}

/// The kind of definition that a name refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Type,
    Combinator(Category),
}

impl Subject {
    pub(crate) const ALL: [Self; 3] =
        [Self::Type, Self::Combinator(Category::Constructor), Self::Combinator(Category::Function)];

    /// Returns the name of the kind for messages.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Combinator(Category::Constructor) => "constructor",
            Self::Combinator(Category::Function) => "function",
        }
    }
}
