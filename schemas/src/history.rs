//! Every declaration of the bundled layers of the Telegram API, with the layers that contain it.
//!
//! The first line of `telegram/history.tsv` lists all layers. Each other line describes one declaration: its layers,
//! `constructor` or `function`, and the declaration without its `;`, separated by tabs.
//!
//! Constructors precede functions. Within each kind, the declarations of the newest layer come first, in the order of
//! that layer. The other declarations follow, sorted by the last layer that contains them, newest first.

use std::collections::{HashMap, HashSet};
use std::fmt;

/// A declaration of the Telegram API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The layers that contain the declaration.
    pub layers: Layers,
    /// Whether the declaration is a constructor or a function.
    pub kind: Kind,
    /// The declaration with its id and without its `;`: `auth.codeTypeSms#72a3158c = auth.CodeType`.
    pub text: &'static str,
}

/// The kind of a [`Declaration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A constructor of a type.
    Constructor,
    /// A function.
    Function,
}

/// The layers that contain a declaration: one or more ranges of bundled layers.
///
/// Displayed as `46 to 109, 111, 113 to 230`. A range includes every *bundled* layer between its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers(&'static str);

/// Returns all declarations, in the order of `telegram/history.tsv`.
pub fn declarations() -> impl Iterator<Item = Declaration> {
    text().lines().skip(1).filter_map(Declaration::parse)
}

/// Returns the declarations with this id, starting with those of the newest layers.
///
/// Several declarations have the same id if they differ only in `true` flags, because the id does not depend on these.
pub fn with_id(id: u32) -> impl Iterator<Item = Declaration> {
    declarations().filter(move |declaration| declaration.id() == Some(id))
}

/// Returns the declarations with this name and kind, starting with those of the newest layers.
pub fn with_name(name: &str, kind: Kind) -> impl Iterator<Item = Declaration> {
    declarations().filter(move |declaration| declaration.kind == kind && declaration.name() == name)
}

/// Returns the TL text of a bundled layer. Constructors are grouped by type, and functions by namespace.
pub(crate) fn layer(layer: u32) -> String {
    let of_layer = || declarations().filter(|declaration| declaration.layers.contains(layer));
    let [constructors, functions] = [Kind::Constructor, Kind::Function]
        .map(|kind| grouped(of_layer().filter(|declaration| declaration.kind == kind)).join("\n"));
    format!("{constructors}\n---functions---\n\n{functions}\n// LAYER {layer}\n")
}

/// Returns the TL text of all declarations. The newest declaration of each name comes first. Older declarations follow
/// below layer bars (`===n===`). The number of a bar is the number of newer declarations with the same name.
pub(crate) fn all() -> String {
    let mut seen = HashSet::new();
    let mut versions: Vec<[Vec<Declaration>; 2]> = Vec::new();
    let mut newer = HashMap::new();
    // Of several declarations with the same id, only the newest one is used. They differ only in flags.
    for declaration in declarations().filter(|declaration| seen.insert((declaration.kind, declaration.id())))
    {
        let newer = newer.entry((declaration.kind, declaration.name())).or_insert(0);
        if *newer == versions.len() {
            versions.push([Vec::new(), Vec::new()]);
        }
        versions[*newer][declaration.kind as usize].push(declaration);
        *newer += 1;
    }
    let text = |(newer, version): (usize, &[Vec<Declaration>; 2])| {
        let [constructors, functions] =
            version.each_ref().map(|of_kind| grouped(of_kind.iter().copied()).join("\n"));
        let bar = if newer == 0 { String::new() } else { format!("==={newer}===\n") };
        format!("{bar}---types---\n\n{constructors}\n---functions---\n\n{functions}\n")
    };
    versions.iter().enumerate().map(text).collect()
}

/// Returns the text of each group of declarations. The groups are in the order of their first declarations.
fn grouped(declarations: impl Iterator<Item = Declaration>) -> Vec<String> {
    let mut groups = Vec::<String>::new();
    let mut places = HashMap::new();
    for declaration in declarations {
        let place = *places.entry(declaration.group()).or_insert(groups.len());
        if place == groups.len() {
            groups.push(String::new());
        }
        groups[place] += declaration.text;
        groups[place] += ";\n";
    }
    groups
}

impl Declaration {
    fn parse(line: &'static str) -> Option<Self> {
        let (layers, rest) = line.split_once('\t')?;
        let (kind, text) = rest.split_once('\t')?;
        let kind = match kind {
            "constructor" => Kind::Constructor,
            "function" => Kind::Function,
            _ => return None,
        };
        Some(Self { layers: Layers(layers), kind, text })
    }

    /// Returns the name with its namespace, such as `auth.cancelCode`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.text.split('#').next().unwrap_or(self.text)
    }

    /// Returns the id, if the text contains a valid one.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        let (_, rest) = self.text.split_once('#')?;
        u32::from_str_radix(rest.split(' ').next()?, 16).ok()
    }

    /// Returns the result: the type of a constructor, or the type that a function returns.
    #[must_use]
    pub fn result(&self) -> &'static str {
        self.text.rsplit_once(" = ").map_or("", |(_, result)| result)
    }

    /// Returns the name of the group: the type of a constructor, or the namespace of a function.
    fn group(&self) -> &'static str {
        match self.kind {
            Kind::Constructor => self.result(),
            Kind::Function => self.name().rsplit_once('.').map_or("", |(namespace, _)| namespace),
        }
    }
}

impl Layers {
    /// Returns the first and the last layer of each range, in ascending order.
    pub fn ranges(self) -> impl DoubleEndedIterator<Item = (u32, u32)> {
        self.0.split(',').filter_map(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some((first.parse().ok()?, last.parse().ok()?))
        })
    }

    /// Returns whether `layer` contains the declaration. `layer` must be bundled.
    #[must_use]
    pub fn contains(self, layer: u32) -> bool {
        self.ranges().any(|(first, last)| (first..=last).contains(&layer))
    }

    /// Returns the layers after the word `layer` or `layers`, such as `layer 82` or `layers 46 to 109`.
    #[must_use]
    pub fn with_noun(self) -> String {
        let noun = if self.first() == self.last() { "layer" } else { "layers" };
        format!("{noun} {self}")
    }

    /// Returns the oldest layer that contains the declaration.
    #[must_use]
    pub fn first(self) -> u32 {
        self.ranges().next().map_or(0, |(first, _)| first)
    }

    /// Returns the newest layer that contains the declaration.
    #[must_use]
    pub fn last(self) -> u32 {
        self.ranges().next_back().map_or(0, |(_, last)| last)
    }
}

impl fmt::Display for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (first, last)) in self.ranges().enumerate() {
            f.write_str(if at > 0 { ", " } else { "" })?;
            match first == last {
                true => write!(f, "{first}")?,
                false => write!(f, "{first} to {last}")?,
            }
        }
        Ok(())
    }
}

#[cfg(not(feature = "packed"))]
fn text() -> &'static str {
    include_str!("../telegram/history.tsv")
}

#[cfg(feature = "packed")]
fn text() -> &'static str {
    use std::sync::LazyLock;

    // Unpacking cannot fail, because the build script of this crate has tried it with the same data.
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let stored = include_bytes!(concat!(env!("OUT_DIR"), "/history.packed"));
        crate::packed::unpack(&decompressed(stored)).unwrap_or_default()
    });
    &TEXT
}

#[cfg(feature = "compressed")]
fn decompressed(stored: &[u8]) -> Vec<u8> {
    use std::io::Read;

    let mut data = Vec::new();
    let read = flate2::read::ZlibDecoder::new(stored).read_to_end(&mut data);
    read.map(|_| data).unwrap_or_default()
}

#[cfg(all(feature = "packed", not(feature = "compressed")))]
fn decompressed(stored: &[u8]) -> Vec<u8> {
    stored.to_vec()
}
