//! Prints declarations and types as lines with links.

use tl_parser::schema::{CombinatorId, Primitive, Reference, Sink};

use super::built_in::BuiltIn;
use super::page::{Line, Target};
use super::site::Site;

/// A line of TL whose names are links.
pub(super) struct Signature<'a> {
    site: &'a Site<'a>,
    pub(super) line: Line,
}

impl<'a> Signature<'a> {
    /// Creates an empty line.
    pub(super) fn new(site: &'a Site<'a>) -> Self {
        Self { site, line: Line::default() }
    }

    fn target(&self, to: Reference) -> Option<Target> {
        match to {
            Reference::Nat => Some(Target::BuiltIn(BuiltIn::Nat)),
            Reference::Call => Some(Target::BuiltIn(BuiltIn::Call)),
            Reference::Type(ty) => {
                let page = self.site.ty(ty).map(Target::Page);
                page.or_else(|| self.site.schema[ty].primitive().map(built_in))
            }
            Reference::Constructor(constructor) => self.bare(constructor),
        }
    }

    /// Returns the page of a constructor, or the section of its type if that type is built in. `Object` is built in
    /// too, but a constructor that a file declares for `Object` has a page.
    fn bare(&self, constructor: CombinatorId) -> Option<Target> {
        let ty = self.site.schema.type_of(constructor);
        let primitive = ty.and_then(|ty| self.site.schema[ty].primitive());
        let page = self.site.combinator(constructor).map(Target::Page);
        match primitive {
            Some(Primitive::Object) => page.or(primitive.map(built_in)),
            Some(primitive) => Some(built_in(primitive)),
            None => page,
        }
    }
}

impl Sink for Signature<'_> {
    fn text(&mut self, text: &str) {
        self.line.push(text);
    }

    fn reference(&mut self, text: &str, to: Reference) {
        self.line.push_link(self.target(to), text);
    }
}

fn built_in(primitive: Primitive) -> Target {
    Target::BuiltIn(BuiltIn::Primitive(primitive))
}
