//! Code in any notation, represented as nested lists, and its layout in lines.

/// Maximum width of a line in bytes. Code that cannot be broken may be wider.
const WIDTH: usize = 88;

/// A piece of code.
#[derive(Clone, Debug)]
pub(super) enum Code {
    Word(String),
    /// Code with a text before it and one after it. The code may take several lines.
    Wrapped(String, Box<Self>, &'static str),
    List {
        open: String,
        items: Vec<Self>,
        close: &'static str,
        layout: Layout,
    },
}

/// The layout of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Whether there are blanks inside of the brackets if the list is on one line.
    pub(super) blanks: bool,
    /// Whether the last item has a comma too if each item is on a line of its own.
    pub(super) last_comma: bool,
}

impl Code {
    pub(super) fn word(text: impl Into<String>) -> Self {
        Self::Word(text.into())
    }

    pub(super) fn wrapped(before: impl Into<String>, inner: Self, after: &'static str) -> Self {
        Self::Wrapped(before.into(), Box::new(inner), after)
    }

    /// Returns the text, without a line break at its end.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.write(0, 0, &mut text);
        text
    }

    /// Returns the number of bytes if the code is written on one line.
    fn width(&self) -> usize {
        match self {
            Self::Word(word) => word.len(),
            Self::Wrapped(before, inner, after) => before.len() + inner.width() + after.len(),
            Self::List { open, items, close, layout } => {
                let blanks = if layout.blanks && !items.is_empty() { 2 } else { 0 };
                let commas = 2 * items.len().saturating_sub(1);
                open.len() + items.iter().map(Self::width).sum::<usize>() + commas + blanks + close.len()
            }
        }
    }

    /// Writes the code, indented by `indent` blanks. `around` is the number of bytes before and after the code on the
    /// same line, without the indent.
    fn write(&self, indent: usize, around: usize, text: &mut String) {
        match self {
            Self::Word(word) => text.push_str(word),
            Self::Wrapped(before, inner, after) => {
                text.push_str(before);
                inner.write(indent, around + before.len() + after.len(), text);
                text.push_str(after);
            }
            Self::List { open, items, close, layout } => {
                text.push_str(open);
                match indent + around + self.width() <= WIDTH || items.is_empty() {
                    true => on_one_line(items, *layout, text),
                    false => on_several_lines(items, indent, *layout, text),
                }
                text.push_str(close);
            }
        }
    }
}

fn on_one_line(items: &[Code], layout: Layout, text: &mut String) {
    let blank = if layout.blanks && !items.is_empty() { " " } else { "" };
    text.push_str(blank);
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        // The list fits on the line, and so does everything in it.
        item.write(0, 0, text);
    }
    text.push_str(blank);
}

fn on_several_lines(items: &[Code], indent: usize, layout: Layout, text: &mut String) {
    let inner = indent + 4;
    for (index, item) in items.iter().enumerate() {
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', inner));
        item.write(inner, 1, text);
        if layout.last_comma || index + 1 < items.len() {
            text.push(',');
        }
    }
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
}
