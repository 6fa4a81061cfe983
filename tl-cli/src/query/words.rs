//! Measures how close a name is to the words of a search.

/// The words of a search, such as `get history` or `auth.cancel_code`. They are parts of a name. All characters except
/// letters and digits separate words.
pub(super) struct Words {
    words: Vec<String>,
    /// All words, joined without a separator.
    joined: String,
}

/// The way in which a name contains the words. The comparison ignores case, and all characters except letters and
/// digits. Closer matches compare as less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Closeness {
    /// The name is equal to the joined words.
    Whole,
    /// The name without its namespace is equal to the joined words.
    Local,
    /// The name without its namespace begins with the joined words.
    LocalStart,
    /// The name begins with the joined words.
    Start,
    /// The name contains the joined words, and they begin at the start of a word of the name.
    Phrase,
    /// The name contains the joined words.
    Part,
    /// Each word begins at the start of a word of the name.
    Words,
    /// The name contains each word.
    Parts,
}

impl Words {
    /// Returns `None` if `text` has no letter or digit.
    pub(super) fn new(text: &str) -> Option<Self> {
        let pieces = text.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
        let words: Vec<_> = pieces.map(str::to_lowercase).collect();
        let joined = words.concat();
        (!words.is_empty()).then_some(Self { words, joined })
    }

    /// Returns how `name` contains the words, or `None` if it doesn't contain all of them.
    pub(super) fn closeness(&self, name: &str) -> Option<Closeness> {
        let Name { letters, starts, local } = Name::new(name);
        let joined = self.joined.as_str();
        let begins_word = |(at, _): (usize, &str)| starts.contains(&at);
        if !self.words.iter().all(|word| letters.contains(word)) {
            return None;
        }
        let has = |word: &str| letters.match_indices(word).any(begins_word);
        Some(if letters == joined {
            Closeness::Whole
        } else if letters[local..] == *joined {
            Closeness::Local
        } else if letters[local..].starts_with(joined) {
            Closeness::LocalStart
        } else if letters.starts_with(joined) {
            Closeness::Start
        } else if has(joined) {
            Closeness::Phrase
        } else if letters.contains(joined) {
            Closeness::Part
        } else if self.words.iter().all(|word| has(word)) {
            Closeness::Words
        } else {
            Closeness::Parts
        })
    }
}

/// A name in the form that is compared: `auth.cancelCode` is `authcancelcode`, whose words start at 0, 4 and 10.
struct Name {
    letters: String,
    /// Offsets of the first letters of words, in bytes of `letters`.
    starts: Vec<usize>,
    /// Offset of the name without its namespace, in bytes of `letters`.
    local: usize,
}

impl Name {
    fn new(name: &str) -> Self {
        let (mut letters, mut starts, mut local) = (String::with_capacity(name.len()), Vec::new(), 0);
        let mut before = None;
        for c in name.chars() {
            if c == '.' {
                local = letters.len();
            }
            if c.is_alphanumeric() {
                let is_start = before.is_none_or(|before: char| !before.is_alphanumeric())
                    || (c.is_uppercase() && before.is_some_and(|before| !before.is_uppercase()));
                if is_start {
                    starts.push(letters.len());
                }
                letters.extend(c.to_lowercase());
            }
            before = Some(c);
        }
        Self { letters, starts, local }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closeness(text: &str, name: &str) -> Option<Closeness> {
        Words::new(text).unwrap().closeness(name)
    }

    #[test]
    fn each_closeness_is_recognized() {
        for (text, name, expected) in [
            ("auth cancelcode", "auth.cancelCode", Some(Closeness::Whole)),
            ("auth.cancel_code", "auth.cancelCode", Some(Closeness::Whole)),
            ("CANCELCODE", "auth.cancelCode", Some(Closeness::Local)),
            ("get history", "messages.getHistory", Some(Closeness::Local)),
            ("cancel", "auth.cancelCode", Some(Closeness::LocalStart)),
            ("auth can", "auth.cancelCode", Some(Closeness::Start)),
            ("code type", "auth.sentCodeTypeApp", Some(Closeness::Phrase)),
            ("elcode", "auth.cancelCode", Some(Closeness::Part)),
            ("code cancel", "auth.cancelCode", Some(Closeness::Words)),
            ("ode cancel", "auth.cancelCode", Some(Closeness::Parts)),
            ("cancel call", "auth.cancelCode", None),
        ] {
            assert_eq!(closeness(text, name), expected, "{text}");
        }
        assert!(Words::new("...").is_none() && Words::new("").is_none());
    }
}
