//! Places of the keys and values of a module in a config file.

use tl_parser::Position;

use crate::error::{Error, Operation, Place};
use crate::rust::ConfigError;

/// The places of the keys and values of a module in a config file. If the module does not override a key of the top
/// level, the place is that of the key at the top level.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// The place of the name of the module.
    pub(crate) name: Place,
    pub(crate) texts: Vec<LocatedText>,
}

/// A key, or a string in the value of a key.
#[derive(Clone, Debug)]
pub(crate) struct LocatedText {
    pub(crate) key: String,
    /// The string, or `None` for the key itself.
    pub(crate) text: Option<String>,
    pub(crate) position: Position,
}

impl Places {
    /// Adds the place in the config file to an error, if the file contains the cause of the error.
    pub(crate) fn locate(&self, error: Error) -> Error {
        let position = match &error {
            Error::Several(_) => None,
            Error::Io { operation: Operation::Read, path, .. } => self.text(&path.display().to_string()),
            #[cfg(feature = "bundled")]
            Error::UnknownSchema(error) | Error::NoSchema(error) => self.text(&error.name),
            Error::Config(ConfigError { key, value, .. }) => self.value(key, value),
            Error::TooLarge { name } => self.text(name).or(Some(self.name.position)),
            Error::Module { .. } => Some(self.name.position),
            _ => None,
        };
        match (error, position) {
            (Error::Several(errors), _) => {
                Error::Several(errors.into_iter().map(|error| self.locate(error)).collect())
            }
            (error, None) => error,
            (error, Some(position)) => Error::ConfigFile {
                place: Place { path: self.name.path.clone(), position },
                message: error.to_string(),
                help: None,
            },
        }
    }

    fn text(&self, text: &str) -> Option<Position> {
        self.texts
            .iter()
            .find(|located| located.text.as_deref() == Some(text))
            .map(|located| located.position)
    }

    /// Returns the place of the string `value` in the value of `key`. If there is no such string, returns the place of
    /// the key.
    fn value(&self, key: &str, value: &str) -> Option<Position> {
        let mut texts = self.texts.iter().filter(|located| located.key == key);
        let first = texts.clone().next();
        texts.find(|located| located.text.as_deref() == Some(value)).or(first).map(|located| located.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_too_large_has_a_place() {
        let [of_module, of_file] = [Position { line: 1, column: 10 }, Position { line: 2, column: 12 }];
        let file =
            LocatedText { key: "schemas".to_owned(), text: Some("a.tl".to_owned()), position: of_file };
        let name = Place { path: "tl.toml".into(), position: of_module };
        let places = Places { name, texts: vec![file] };
        for (file, expected) in [("a.tl", of_file), ("b.tl", of_module)] {
            let error = places.locate(Error::too_large(file.to_owned()));
            let Error::ConfigFile { place, message, .. } = error else { panic!("{error}") };
            assert_eq!(place.position, expected);
            assert!(message.contains(file), "{message}");
        }
    }
}
