//! Tests of the directions of items, which depend on the role and on the config key `both`.

use tl_parser::schema::Schema;

use super::Location;
use super::config::{Config, Role};
use super::lower::lower;
use super::model::{Directions, Item};
use super::program::Program;

const SCHEMA: &str = "\
user#1 id:int photo:Photo = User;
userEmpty#2 = User;
photo#3 id:int = Photo;
photoEmpty#4 = Photo;
chat#5 photo:Photo = Chat;
---functions---
users.get#6 id:int = User;
users.set#7 user:User = Bool;
chats.get#8 id:int = Chat;
chats.all#9 = Vector<Chat>;
";

fn schema() -> Schema {
    Schema::parse("a.tl", SCHEMA).unwrap()
}

/// Returns the directions of the item with this TL name. Also returns the directions of the result of a function, or of
/// the conversions of an enum.
fn directions(config: &Config, name: &str) -> (Directions, Directions) {
    let schema = schema();
    let paths = config.paths(false).unwrap();
    let package = lower(&schema, &schema, config, &paths, Program::default()).unwrap();
    let mut items = package.modules.iter().flat_map(|module| &module.items);
    let found = items.find_map(|item| match item {
        Item::Struct(item) if &*item.name == name => {
            Some((item.directions, item.output.as_ref().map_or(Directions::NONE, |output| output.directions)))
        }
        Item::Enum(item) if &*item.name == name => Some((item.directions, item.conversions)),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{name}"))
}

fn config(role: Role, both: &[&str]) -> Config {
    let both = both.iter().map(ToString::to_string).collect();
    Config { role, both, format: false, ..Config::default() }
}

#[test]
fn conversions_do_not_depend_on_the_role() {
    for role in [Role::Client, Role::Server, Role::Both] {
        for name in ["User", "Photo"] {
            assert_eq!(directions(&config(role, &[]), name).1, Directions::BOTH, "{name} {role:?}");
        }
    }
    let without = Config { conversions: false, ..config(Role::Client, &[]) };
    assert_eq!(directions(&without, "User").1, Directions::NONE);
}

#[test]
fn items_in_the_key_both_have_both_directions_in_every_role() {
    let (reads, writes, both) = (Directions::READS, Directions::WRITES, Directions::BOTH);
    let client = config(Role::Client, &[]);
    assert_eq!(directions(&client, "chat").0, reads);
    assert_eq!(directions(&client, "chats.get"), (writes, reads));
    // A function in `both` also adds its result and the types in the result, but not other functions.
    let client = config(Role::Client, &["chats.get"]);
    assert_eq!(directions(&client, "chats.get"), (both, both));
    assert_eq!(directions(&client, "chat").0, both);
    assert_eq!(directions(&client, "Photo").0, both);
    assert_eq!(directions(&client, "chats.all"), (writes, reads));
    // A type is found by its name. Its constructors are added too.
    let server = config(Role::Server, &["Chat", "users.*"]);
    assert_eq!(directions(&server, "chat").0, both);
    assert_eq!(directions(&server, "users.get"), (both, both));
    assert_eq!(directions(&server, "chats.get"), (reads, writes));
}

#[test]
fn a_name_that_is_not_in_the_schema_is_an_error() {
    let error = super::generate(&schema(), &config(Role::Client, &["chats.gett"]), Location::Directory);
    let expected = "config key `both`: `chats.gett` is not in the schema; a similar name exists: `chats.get`";
    assert_eq!(error.unwrap_err().to_string(), expected);
}
