//! Converts the tables of a config file to configs and modules. Collects all mistakes in the file, each with its place.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use tl_parser::similar::similar;
use tl_parser::{Position, SourceMap, Span, TooLarge};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, Deserializer};

use super::keys::keys;
use crate::error::{Error, Place};
use crate::inputs::{Input, ModuleInput};
use crate::places::{LocatedText, Places};
use crate::rust::Config;

/// The keys at the top level of the file, in addition to those of [`Config`].
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct FileKeys {
    output: Option<PathBuf>,
    #[allow(dead_code, reason = "the modules are read from their tables")]
    modules: BTreeMap<String, IgnoredAny>,
}

/// The keys of a module, in addition to those of [`Config`].
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ModuleKeys {
    schemas: Option<Vec<PathBuf>>,
    layer: Option<u32>,
    output: Option<PathBuf>,
    lenient: bool,
}

type Key<'t> = Spanned<DeString<'t>>;
type Value<'t> = Spanned<DeValue<'t>>;

/// A table, split into the keys of a [`Config`] and all other keys.
struct Split<'t, T> {
    config: DeTable<'t>,
    keys: T,
}

/// A parsed config file, and the mistakes that were found in it.
pub(super) struct Reader<'t> {
    path: &'t Path,
    table: DeTable<'t>,
    sources: SourceMap,
    mistakes: Vec<Mistake>,
}

struct Mistake {
    position: Position,
    message: String,
    help: Option<String>,
}

impl<'t> Reader<'t> {
    /// Parses `text`. Returns an error if it is not TOML.
    pub(super) fn new(path: &'t Path, text: &'t str) -> Result<Self, Error> {
        let name = path.display().to_string();
        let mut sources = SourceMap::new();
        sources.add(name.clone(), text).map_err(|TooLarge| Error::too_large(name))?;
        let mut reader = Self { path, table: DeTable::new(), sources, mistakes: Vec::new() };
        match DeTable::parse(text) {
            Ok(table) => reader.table = table.into_inner(),
            Err(error) => reader.reject(error.span().unwrap_or_default(), error.message(), None),
        }
        reader.finish().map(|()| reader)
    }

    /// Returns the config at the top level.
    pub(super) fn config(mut self) -> Result<Config, Error> {
        let top = self.top();
        self.modules_of(&top);
        let config = self.deserialize(top.config);
        self.finish()?;
        Ok(config)
    }

    /// Returns the modules, in the order of the file.
    pub(super) fn modules(mut self) -> Result<Vec<ModuleInput>, Error> {
        let top = self.top();
        let modules = self.modules_of(&top);
        if modules.is_empty() && self.mistakes.is_empty() {
            let help = "add a table such as `[modules.api]` with the key `layer` or `schemas`";
            self.reject(0..0, "the file has no modules", Some(help.to_owned()));
        }
        self.finish()?;
        Ok(modules)
    }

    /// If mistakes were found, returns an error for each of them, in the order of their positions.
    fn finish(&mut self) -> Result<(), Error> {
        self.mistakes.sort_by_key(|mistake| mistake.position);
        Error::all(std::mem::take(&mut self.mistakes).into_iter().map(
            |Mistake { position, message, help }| {
                let place = Place { path: self.path.to_owned(), position };
                Error::ConfigFile { place, message, help }
            },
        ))
    }

    fn top(&mut self) -> Split<'t, FileKeys> {
        let table = self.table.clone();
        self.split(&table, |key| {
            let is_of_module = keys::<ModuleKeys>().contains(&key);
            is_of_module.then(|| format!("move `{key}` to the table of a module, such as `[modules.api]`"))
        })
    }

    fn modules_of(&mut self, top: &Split<'t, FileKeys>) -> Vec<ModuleInput> {
        let Some(DeValue::Table(tables)) = self.table.get("modules").map(Spanned::get_ref) else {
            return Vec::new();
        };
        let mut tables: Vec<_> = tables.clone().into_iter().collect();
        tables.sort_by_key(|(name, _)| name.span().start);
        let mut modules: Vec<ModuleInput> = Vec::new();
        for (name, value) in &tables {
            let Some(module) = self.module(name, value, top) else { continue };
            let other = modules.iter().find(|other| other.output.is_some() && other.output == module.output);
            if let Some(ModuleInput { name: other, .. }) = other {
                self.reject(
                    name.span(),
                    &format!("module `{}` has the same output as `{other}`", module.name),
                    None,
                );
            }
            modules.push(module);
        }
        modules
    }

    fn module(
        &mut self,
        name: &Key<'t>,
        value: &Value<'t>,
        top: &Split<'t, FileKeys>,
    ) -> Option<ModuleInput> {
        let Some(table) = value.get_ref().as_table() else {
            let help = format!("write a table `[modules.{}]`", name.get_ref());
            self.reject(value.span(), &format!("module `{}` is not a table", name.get_ref()), Some(help));
            return None;
        };
        let before = self.mistakes.len();
        let Split { config: own, keys } = self.split::<ModuleKeys>(table, |_| None);
        let mut config = top.config.clone();
        for (key, value) in own {
            // `insert` alone would keep the key of the top level, which has another position.
            config.remove(&key);
            config.insert(key, value);
        }
        let is_sound = self.mistakes.len() == before;
        let inputs = if is_sound { self.inputs(name, table, &keys) } else { Vec::new() };
        let name_of = name.get_ref().to_string();
        let by_default = || top.keys.output.as_ref().map(|output| self.path_of(output).join(&name_of));
        let output = keys.output.as_ref().map(|output| self.path_of(output)).or_else(by_default);
        let places = self.places(name, table, &config);
        Some(ModuleInput {
            config: Some(self.deserialize(config)),
            lenient: keys.lenient,
            output,
            places: Some(places),
            ..ModuleInput::new(name_of, inputs)
        })
    }

    /// Returns the schemas of a module. A module must have exactly one of the keys `schemas` and `layer`, and `schemas`
    /// must not be empty.
    fn inputs(&mut self, name: &Key<'t>, table: &DeTable<'t>, keys: &ModuleKeys) -> Vec<Input> {
        match keys {
            ModuleKeys { schemas: Some(schemas), layer: None, .. } if !schemas.is_empty() => {
                schemas.iter().map(|path| Input::named(self.schema(path))).collect()
            }
            ModuleKeys { schemas: None, layer: Some(layer), .. } => self.layer(*layer, table),
            ModuleKeys { schemas: Some(_), layer: Some(_), .. } => {
                let message = format!("module `{}` has both `schemas` and `layer`", name.get_ref());
                self.reject(name.span(), &message, Some("remove one of them".to_owned()));
                Vec::new()
            }
            _ => {
                let message = format!("module `{}` has no schema", name.get_ref());
                let help = "add `layer = N`, or `schemas = [\"FILE\"]`";
                self.reject(name.span(), &message, Some(help.to_owned()));
                Vec::new()
            }
        }
    }

    /// Returns the input for the key `layer`. The key is a mistake if no schemas are bundled.
    fn layer(&mut self, layer: u32, table: &DeTable<'t>) -> Vec<Input> {
        let input = Input::bundled(layer_name(layer));
        if input.is_none() {
            let span = table.get_key_value("layer").map(|(key, _)| key.span()).unwrap_or_default();
            self.reject(span, "`layer` needs the feature `bundled` of tl-codegen", None);
        }
        input.into_iter().collect()
    }

    /// Splits a table and checks each of its keys and values. `help` returns advice for an unknown key.
    fn split<T: Default + DeserializeOwned>(
        &mut self,
        table: &DeTable<'t>,
        help: impl Fn(&str) -> Option<String>,
    ) -> Split<'t, T> {
        let (mut config, mut others) = (DeTable::new(), DeTable::new());
        for (key, value) in table {
            let name: &str = key.get_ref();
            let checked = if keys::<T>().contains(&name) {
                others.insert(key.clone(), value.clone());
                only::<T>(key, value).map(drop)
            } else if keys::<Config>().contains(&name) {
                config.insert(key.clone(), value.clone());
                only::<Config>(key, value).map(drop)
            } else {
                let known = keys::<T>().iter().chain(keys::<Config>()).copied();
                let did_you_mean = || similar(name, known).map(|known| format!("did you mean `{known}`?"));
                let help = help(name).or_else(did_you_mean);
                self.reject(key.span(), &format!("unknown key `{name}`"), help);
                continue;
            };
            if let Err(error) = checked {
                let span = error.span().unwrap_or_else(|| value.span());
                self.reject(span, &format!("`{name}`: {}", error.message()), None);
            }
        }
        // Mistakes in these values were reported above.
        Split { config, keys: deserialize(others).unwrap_or_default() }
    }

    /// Converts a checked table to a [`Config`]. Relative paths in it are resolved from the folder of the config file.
    fn deserialize(&self, table: DeTable<'t>) -> Config {
        let mut config: Config = deserialize(table).unwrap_or_default();
        for path in config.overlay.iter_mut().chain(&mut config.used) {
            *path = self.path_of(path);
        }
        for path in &mut config.passing {
            *path = self.schema(path);
        }
        config
    }

    fn path_of(&self, path: &Path) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(path)
    }

    /// Resolves the path of a schema from the folder of the config file. If no such file exists and a bundled schema is
    /// called `path`, returns `path` unchanged.
    fn schema(&self, path: &Path) -> PathBuf {
        let in_folder = self.path_of(path);
        let is_bundled = Input::named(path.to_owned()).file().is_none();
        if is_bundled && !in_folder.is_file() { path.to_owned() } else { in_folder }
    }

    /// Returns the places of the keys and values of the module `name`. `table` is the table of the module. `config`
    /// contains the [`Config`] keys of this table and of the top level.
    fn places(&self, name: &Key<'t>, table: &DeTable<'t>, config: &DeTable<'t>) -> Places {
        let mut texts = Vec::new();
        let is_other = |key: &Key<'t>| !config.contains_key(key);
        let others = table.iter().filter(|(key, _)| is_other(key));
        for (key, value) in config.iter().chain(others) {
            let key_name = key.get_ref().to_string();
            texts.push(LocatedText {
                key: key_name.clone(),
                text: None,
                position: self.position(key.span()),
            });
            self.add_texts(&key_name, value, &mut texts);
        }
        Places { name: Place { path: self.path.to_owned(), position: self.position(name.span()) }, texts }
    }

    /// Adds each string in a value twice: unchanged, and as a path from the folder of the config file. Also adds the
    /// keys of tables and, for `layer = 82`, the name `telegram/82`.
    fn add_texts(&self, key: &str, value: &Value<'t>, texts: &mut Vec<LocatedText>) {
        let mut add = |text: String, span: Range<usize>| {
            let (key, text) = (key.to_owned(), Some(text));
            texts.push(LocatedText { key, text, position: self.position(span) });
        };
        match value.get_ref() {
            DeValue::String(text) => {
                add(text.to_string(), value.span());
                add(self.path_of(Path::new(&**text)).display().to_string(), value.span());
            }
            DeValue::Integer(layer) if key == "layer" => {
                if let Ok(layer) = layer.as_str().parse() {
                    add(layer_name(layer), value.span());
                }
            }
            DeValue::Array(items) => items.iter().for_each(|item| self.add_texts(key, item, texts)),
            DeValue::Table(table) => {
                for (inner, value) in table {
                    let position = self.position(inner.span());
                    texts.push(LocatedText {
                        key: key.to_owned(),
                        text: Some(inner.get_ref().to_string()),
                        position,
                    });
                    self.add_texts(key, value, texts);
                }
            }
            _ => {}
        }
    }

    fn reject(&mut self, span: Range<usize>, message: &str, help: Option<String>) {
        self.mistakes.push(Mistake { position: self.position(span), message: message.to_owned(), help });
    }

    fn position(&self, span: Range<usize>) -> Position {
        // The file is smaller than 4 GiB.
        self.sources.position(Span { start: span.start as u32, end: span.end as u32 })
    }
}

fn layer_name(layer: u32) -> String {
    format!("telegram/{layer}")
}

/// Deserializes a table with only this key.
fn only<T: DeserializeOwned>(key: &Key<'_>, value: &Value<'_>) -> Result<T, toml::de::Error> {
    let mut table = DeTable::new();
    table.insert(key.clone(), value.clone());
    deserialize(table)
}

fn deserialize<T: DeserializeOwned>(table: DeTable<'_>) -> Result<T, toml::de::Error> {
    T::deserialize(Deserializer::from(Spanned::new(0..0, table)))
}
