//! Tests of config files with modules: the generated files, and the positions of mistakes.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tl_codegen::rust::Config;
use tl_codegen::{Builder, Error, Files};

const PETS: &str = "cat name:string = Pet;\ndog name:string = Pet;\n---functions---\ngetPet = Pet;\n";
const CARS: &str = "car wheels:int = Car;\ntruck = Car;\n---functions---\ngetCar = Car;\n";

/// Creates a folder with two schemas and a config file. Also returns the path of the config file.
fn project(toml: &str) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in [("pets.tl", PETS), ("cars.tl", CARS), ("tl.toml", toml)] {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let path = dir.path().join("tl.toml");
    (dir, path)
}

/// Generates the modules. Returns the lines of the error, without the path of the folder.
fn errors(toml: &str) -> Vec<String> {
    let (dir, path) = project(toml);
    let error = Builder::from_file(&path).and_then(|builder| builder.generate()).unwrap_err();
    let folder = format!("{}{}", dir.path().display(), std::path::MAIN_SEPARATOR);
    error.to_string().replace(&folder, "").lines().map(str::to_owned).collect()
}

fn text(files: &Files, path: &str) -> String {
    files.get(path).unwrap().split_whitespace().collect()
}

const TWO: &str = r#"
output = "src/tl"
strings = "bytes"

[modules.pets]
schemas = ["pets.tl"]

[modules.cars]
schemas = ["cars.tl"]
output = "vehicles"
strings = "utf8"
derives = ["Debug"]
"#;

#[test]
fn modules_combine_the_config_of_the_file_with_their_own_keys() {
    let (_dir, path) = project(TWO);
    let files = Builder::from_file(&path).unwrap().generate().unwrap();
    assert!(text(&files, "pets/types/mod.rs").contains("pubname:Vec<u8>"));
    assert!(text(&files, "pets/types/mod.rs").contains("#[derive(Clone,Debug,PartialEq)]"));
    assert!(text(&files, "cars/types/mod.rs").contains("#[derive(Debug)]"));
    assert!(files.get("pets.rs").is_some() && files.get("cars.rs").is_some());
}

#[test]
fn directories_have_the_output_folders_of_the_file() {
    let (dir, path) = project(TWO);
    let modules = Builder::from_file(&path).unwrap().directories().unwrap().modules;
    let outputs: Vec<_> = modules.iter().map(|module| module.output.clone().unwrap()).collect();
    assert_eq!(outputs, [dir.path().join("src/tl/pets"), dir.path().join("vehicles")]);
    assert!(text(&modules[1].files, "types/mod.rs").contains("pubstructCar"));
    let place = modules[1].place.as_ref().unwrap();
    assert_eq!((place.path.as_path(), place.position.line, place.position.column), (&*path, 8, 10));
}

#[test]
fn a_file_with_modules_can_be_read_as_a_config() {
    let (_dir, path) = project("serde = true\n[modules.pets]\nschemas = [\"pets.tl\"]\nserde = false\n");
    assert_eq!(Config::read(&path).unwrap(), Config { serde: true, ..Config::default() });
}

#[test]
fn names_at_the_top_level_need_only_be_in_one_of_the_modules() {
    let toml = |pets: &str| {
        format!(
            "roots = [\"getPet\", \"getCar\"]\n[modules.pets]\nschemas = [\"pets.tl\"]\n{pets}\n\
             [modules.cars]\nschemas = [\"cars.tl\"]\nserde = true\n"
        )
    };
    let (_dir, path) = project(&toml(""));
    Builder::from_file(&path).unwrap().generate().unwrap();
    // The module `pets` overrides the list, and the schema of `cars` does not contain `getPet`.
    assert_eq!(
        errors(&toml("roots = [\"cat\"]")),
        ["tl.toml:1:10: config key `roots`: `getPet` is not in the schema"]
    );
}

/// Checks an overlay with comments for declarations that only one of the modules has. They must not cause warnings.
#[test]
fn overlays_at_the_top_level_are_for_all_modules() {
    let toml = "overlay = [\"overlay.tl\"]\n[modules.pets]\nschemas = [\"pets.tl\"]\n\
                [modules.cars]\nschemas = [\"cars.tl\"]\nserde = true\n";
    let (dir, path) = project(toml);
    let overlay = "//@description A purring pet @name Its name\ncat name:string = Pet;\n\
                   //@description A vehicle @wheels Three or four\ncar wheels:int = Car;\n";
    fs::write(dir.path().join("overlay.tl"), overlay).unwrap();
    let done = Builder::from_file(&path).unwrap().directories().unwrap();
    assert!(done.warnings.iter().all(|warnings| warnings.diagnostics.is_empty()), "{:?}", done.warnings);
    for (module, comment) in done.modules.iter().zip(["A purring pet", "A vehicle"]) {
        assert!(module.files.get("types/mod.rs").unwrap().contains(comment), "{}", module.name);
    }
}

#[test]
fn sources_limit_only_the_modules_that_list_them() {
    let toml = "[modules.pets]\nschemas = [\"pets.tl\"]\nused = [\"main.rs\"]\n\
                [modules.cars]\nschemas = [\"cars.tl\"]\n";
    let (dir, path) = project(toml);
    fs::write(dir.path().join("main.rs"), "GetPet; Cat").unwrap();
    let done = Builder::from_file(&path).unwrap().directories().unwrap();
    let kept: Vec<_> = done.modules.iter().map(|module| module.kept.as_ref().map(Vec::len)).collect();
    assert!(kept[0] > Some(0) && kept[1].is_none(), "{kept:?}");
    assert!(!text(&done.modules[0].files, "enums/mod.rs").contains("Dog"));
    assert!(text(&done.modules[1].files, "enums/mod.rs").contains("Truck"));
}

#[test]
fn a_module_may_be_lenient() {
    let toml = "[modules.pets]\nschemas = [\"pets.tl\"]\nlenient = true\n\
                [modules.cars]\nschemas = [\"cars.tl\"]\n";
    let (dir, path) = project(toml);
    let builder = Builder::from_file(&path).unwrap();
    fs::write(dir.path().join("pets.tl"), format!("{PETS}cow x:Missing = Pet;\n")).unwrap();
    assert_eq!(builder.directories().unwrap().modules.len(), 2);
    fs::write(dir.path().join("cars.tl"), format!("{CARS}\nvan x:Missing = Car;\n")).unwrap();
    let error = builder.generate().unwrap_err().to_string();
    assert!(error.contains("cars.tl:6:7") && error.contains("set `lenient`"), "{error}");
}

#[test]
fn every_mistake_is_reported_with_its_position() {
    let toml = "rols = \"client\"\nlayer = 82\ndocs = 1\n\n[modules.pets]\nschema = [\"pets.tl\"]\n\
                [modules.cars]\nrole = \"driver\"\nschemas = \"cars.tl\"\n";
    assert_eq!(
        errors(toml),
        [
            "tl.toml:1:1: unknown key `rols`",
            "  help: did you mean `role`?",
            "tl.toml:2:1: unknown key `layer`",
            "  help: move `layer` to the table of a module, such as `[modules.api]`",
            "tl.toml:3:8: `docs`: invalid type: integer `1`, expected a boolean",
            "tl.toml:6:1: unknown key `schema`",
            "  help: did you mean `schemas`?",
            "tl.toml:8:8: `role`: unknown variant `driver`, expected one of `client`, `server`, `both`",
            "tl.toml:9:11: `schemas`: invalid type: string \"cars.tl\", expected a sequence",
        ]
    );
}

#[test]
fn a_module_needs_either_schemas_or_a_layer() {
    for (keys, errors_of) in [
        (
            "",
            vec![
                "tl.toml:1:10: module `pets` has no schema",
                "  help: add `layer = N`, or `schemas = [\"FILE\"]`",
            ],
        ),
        (
            "schemas = []",
            vec![
                "tl.toml:1:10: module `pets` has no schema",
                "  help: add `layer = N`, or `schemas = [\"FILE\"]`",
            ],
        ),
        (
            "schemas = [\"pets.tl\"]\nlayer = 82",
            vec!["tl.toml:1:10: module `pets` has both `schemas` and `layer`", "  help: remove one of them"],
        ),
    ] {
        assert_eq!(errors(&format!("[modules.pets]\n{keys}\n")), errors_of);
    }
    assert_eq!(
        errors("serde = true\n"),
        [
            "tl.toml:1:1: the file has no modules",
            "  help: add a table such as `[modules.api]` with the key `layer` or `schemas`"
        ]
    );
    assert_eq!(errors("modules.pets = 1\n")[0], "tl.toml:1:16: module `pets` is not a table");
}

#[test]
fn errors_of_invalid_toml_have_a_position() {
    assert_eq!(errors("serde = true\n[modules.pets\n"), ["tl.toml:2:14: unclosed table, expected `]`"]);
}

#[test]
fn names_and_outputs_of_modules_are_checked() {
    let pets = "schemas = [\"pets.tl\"]\n";
    assert_eq!(
        errors(&format!("[modules.fn]\n{pets}")),
        ["tl.toml:1:10: module `fn` is not a Rust identifier"]
    );
    let both = format!("output = \"a\"\n[modules.pets]\n{pets}[modules.cars]\n{pets}output = \"a/pets\"\n");
    assert_eq!(errors(&both), ["tl.toml:4:10: module `cars` has the same output as `pets`"]);
}

/// Checks the keys whose values can name something that does not exist, or can contain invalid Rust.
#[test]
fn errors_of_missing_files_and_names_have_positions() {
    let place = |keys: &str| {
        let toml = format!("[modules.pets]\n{keys}\n");
        let error = errors(&toml).remove(0);
        error.split(": ").next().unwrap().to_owned()
    };
    assert_eq!(place("schemas = [\"pets.tl\",\n  \"gone.tl\"]"), "tl.toml:3:3");
    assert_eq!(place("schemas = [\"pets.tl\"]\noverlay = [\"gone.tl\"]"), "tl.toml:3:12");
    assert_eq!(place("schemas = [\"pets.tl\"]\npassing = [\"gone.tl\"]"), "tl.toml:3:12");
    assert_eq!(place("schemas = [\"pets.tl\"]\nused = [\"src\"]"), "tl.toml:3:9");
    assert_eq!(place("schemas = [\"pets.tl\"]\nroots = [\"cat\", \"cow\"]"), "tl.toml:3:17");
    assert_eq!(place("schemas = [\"pets.tl\"]\nrename = { cow = \"Cow\" }"), "tl.toml:3:12");
    assert_eq!(place("schemas = [\"pets.tl\"]\nderives = [\"Debug\", \"a b\"]"), "tl.toml:3:21");
    assert_eq!(place("schemas = [\"pets.tl\"]\nattributes = { cat = [\"#\"] }"), "tl.toml:3:23");
    assert_eq!(place("schemas = [\"pets.tl\"]\nruntime = \"super::x\""), "tl.toml:3:11");
}

#[test]
fn all_missing_schemas_are_reported() {
    let toml = "[modules.pets]\nschemas = [\"a.tl\", \"b.tl\"]\n[modules.cars]\nschemas = [\"c.tl\"]\n";
    let places: Vec<_> =
        errors(toml).iter().map(|error| error.split(": ").next().unwrap().to_owned()).collect();
    assert_eq!(places, ["tl.toml:2:12", "tl.toml:2:20", "tl.toml:4:12"]);
}

#[cfg(feature = "bundled")]
#[test]
fn bundled_schemas_are_found_by_name_and_by_layer() {
    let toml = "[modules.api]\nlayer = 82\npassing = [\"telegram/86\"]\n[modules.mtproto]\nschemas = [\"mtproto\"]\n";
    let (_dir, path) = project(toml);
    let files = Builder::from_file(&path).unwrap().generate().unwrap();
    assert!(files.get("api.rs").is_some() && files.get("mtproto.rs").is_some());
    assert_eq!(
        errors("[modules.api]\nlayer = 83\n"),
        [
            "tl.toml:2:9: layer 83 of the Telegram API is not bundled; the nearest are `telegram/82` and `telegram/86`"
        ]
    );
    assert_eq!(
        errors("[modules.api]\nschemas = [\"mtprot\"]\n"),
        ["tl.toml:2:12: cannot read mtprot: no such file, and no bundled schema is called `mtprot`"]
    );
}

#[test]
fn the_error_for_an_unreadable_file_contains_its_path() {
    let error = Builder::from_file(Path::new("nowhere/tl.toml")).unwrap_err();
    assert!(matches!(error, Error::Io { .. }) && error.to_string().contains("nowhere"), "{error}");
}
