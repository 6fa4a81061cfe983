//! What one overlay says, in whatever form it was written.

use super::{Availability, CallError};
use crate::Spanned;
use crate::schema::Category;

/// A name and its place in the overlay.
pub(crate) type Named = Spanned<String>;

/// All that a file says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overlay {
    pub(crate) notes: Vec<Note>,
    /// What errors mean, by their texts, whichever functions end with them.
    pub(crate) errors: Vec<(Named, String)>,
}

/// What is said of one name.
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
    /// Without anything said yet.
    pub(crate) fn new(subject: Subject, name: Named) -> Self {
        Self { subject, name, description: None, fields: Vec::new(), availability: None, errors: Vec::new() }
    }
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Type,
    Combinator(Category),
}

impl Subject {
    /// All of them.
    pub(crate) const ALL: [Self; 3] =
        [Self::Type, Self::Combinator(Category::Constructor), Self::Combinator(Category::Function)];

    /// As messages call it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Combinator(Category::Constructor) => "constructor",
            Self::Combinator(Category::Function) => "function",
        }
    }
}
