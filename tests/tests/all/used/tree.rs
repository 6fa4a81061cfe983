//! Parses the output of `{:?}` for a generated value into a tree.

/// A value in the output.
#[derive(Debug, PartialEq)]
pub(super) enum Tree {
    /// A number, a string literal, `()`, an `Unread`, or the name of a struct or variant without fields.
    Leaf(String),
    Tuple(String, Vec<Tree>),
    Struct(String, Vec<(String, Tree)>),
    List(Vec<Tree>),
}

impl Tree {
    /// Parses the whole output.
    pub(super) fn of(shown: &str) -> Self {
        let mut text = Text(shown);
        let tree = text.tree();
        assert!(text.0.is_empty(), "{shown}: `{}` was not parsed", text.0);
        tree
    }

    /// Returns whether `part` is equal to this value. Fields that are missing in `part` and values that are `Unread` in
    /// `part` are not compared.
    pub(super) fn covers(&self, part: &Self) -> bool {
        let all = |these: &[Self], those: &[Self]| {
            these.len() == those.len() && these.iter().zip(those).all(|(this, that)| this.covers(that))
        };
        match (self, part) {
            (_, part) if part.is_unread() => true,
            (Self::Struct(this, _), Self::Leaf(that)) => this == that,
            (Self::Struct(this, all), Self::Struct(that, some)) => {
                let covers = |(name, part): &(String, Self)| {
                    all.iter().any(|(field, value)| field == name && value.covers(part))
                };
                this == that && some.iter().all(covers)
            }
            (Self::Tuple(this, these), Self::Tuple(that, those)) => this == that && all(these, those),
            (Self::List(these), Self::List(those)) => all(these, those),
            (this, that) => this == that,
        }
    }

    /// Returns whether the value is an `Unread`, or an `Other` variant that contains one.
    fn is_unread(&self) -> bool {
        match self {
            Self::Leaf(name) => name == "Unread",
            Self::Tuple(name, values) => {
                name.starts_with("Other") && *values == [Self::Leaf("Unread".into())]
            }
            _ => false,
        }
    }
}

/// The rest of the output, which is not parsed yet.
struct Text<'a>(&'a str);

impl<'a> Text<'a> {
    fn tree(&mut self) -> Tree {
        if self.eat("[") {
            return Tree::List(self.list("]"));
        }
        if self.eat("Unread(") {
            self.take(|rest| rest.find(')').unwrap() + 1);
            return Tree::Leaf("Unread".to_owned());
        }
        if self.0.starts_with('"') {
            return Tree::Leaf(self.take(end_of_string).to_owned());
        }
        if self.eat("()") {
            return Tree::Leaf("()".to_owned());
        }
        let name = self.take(|rest| rest.find([',', '(', ')', '{', '}', ']', ' ']).unwrap_or(rest.len()));
        let name = name.to_owned();
        if self.eat("(") {
            Tree::Tuple(name, self.list(")"))
        } else if self.eat("{") {
            Tree::Struct(name, self.fields())
        } else {
            Tree::Leaf(name)
        }
    }

    fn list(&mut self, close: &str) -> Vec<Tree> {
        let mut values = Vec::new();
        while !self.eat(close) {
            values.push(self.tree());
            self.eat(",");
        }
        values
    }

    fn fields(&mut self) -> Vec<(String, Tree)> {
        let mut fields = Vec::new();
        while !self.eat("}") {
            let name = self.take(|rest| rest.find(':').unwrap()).to_owned();
            self.eat(":");
            fields.push((name, self.tree()));
            self.eat(",");
        }
        fields
    }

    /// Skips spaces. If `token` follows, skips it and the spaces after it, and returns `true`.
    fn eat(&mut self, token: &str) -> bool {
        self.0 = self.0.trim_start();
        let rest = self.0.strip_prefix(token);
        self.0 = rest.unwrap_or(self.0).trim_start();
        rest.is_some()
    }

    /// Removes the beginning of the text, and returns it. `end` computes the length of the beginning from the text.
    fn take(&mut self, end: impl FnOnce(&str) -> usize) -> &'a str {
        let (taken, rest) = self.0.split_at(end(self.0));
        self.0 = rest;
        taken
    }
}

/// Returns the length of the string literal at the beginning of `text`.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        if c == '"' && !is_escaped {
            return index + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    panic!("the string literal has no closing quote: {text}");
}
