//! Tests of declarations that are left out: unused generic declarations, and in lenient mode all declarations that Rust
//! cannot express.

use std::fmt::Write;

use tl_parser::Severity;
use tl_parser::schema::Schema;

use super::*;

fn schema(text: &str) -> Schema {
    Schema::parse("test.tl", text).unwrap()
}

fn config(roots: &[&str]) -> Config {
    let roots = roots.iter().map(ToString::to_string).collect();
    Config { format: false, docs: false, roots, ..Config::default() }
}

/// Returns the names of all structs, and the names that the root file lists as left out.
fn names(files: &Files) -> (String, Option<&str>) {
    let registry = files.get("registry.rs").unwrap();
    let mut names: Vec<_> =
        registry.split('"').skip(1).step_by(2).filter(|name| !name.contains(' ')).collect();
    names.sort_unstable();
    let note = files.get("mod.rs").unwrap().lines().find(|line| line.starts_with("// Left out"));
    (names.join(" "), note.and_then(|note| note.split_once(": ")).map(|(_, names)| names))
}

fn plain(text: &str, roots: &[&str]) -> Result<(String, Option<String>), Vec<&'static str>> {
    match generate(&schema(text), &config(roots), Location::Directory) {
        Ok(files) => {
            let (names, left_out) = names(&files);
            Ok((names, left_out.map(str::to_owned)))
        }
        Err(GenerateError::Unsupported(problems)) => Err(problems.iter().map(|p| p.code.as_str()).collect()),
        Err(error) => panic!("{error}"),
    }
}

/// Returns the names of the structs that are generated, and the codes of the warnings.
fn lenient(text: &str, roots: &[&str]) -> (String, Vec<&'static str>) {
    let (files, warnings) = generate_lenient(&schema(text), &config(roots), Location::Directory).unwrap();
    assert!(warnings.iter().all(|warning| warning.severity == Severity::Warning));
    (names(&files).0, warnings.iter().map(|warning| warning.code.as_str()).collect())
}

/// Declares `broken`, a generic constructor that Rust cannot express, because it contains a value of `E`. The type `E`
/// has no constructors and so no values.
const BROKEN: &str = "Empty E;\nbroken {t:Type} x:t y:E = Broken t;\n";

#[test]
fn a_generic_declaration_that_nothing_uses_is_left_out() {
    let text = format!("{BROKEN}pair {{x:Type}} a:x b:x = Pair x;\na.b x:int = a.B;");
    assert_eq!(plain(&text, &[]), Ok(("a.b pair".to_owned(), Some("broken.".to_owned()))));
    // If only unused declarations use a generic declaration, it is unused too.
    let text = format!(
        "{BROKEN}list {{n:#}} [ (Broken int) ] = List n;\ntwo {{t:Type}} x:(Broken t) = Two t;\n\
         wrap {{t:Type}} x:(Two t) = Wrap t;\na = A;"
    );
    assert_eq!(plain(&text, &[]), Ok(("a".to_owned(), Some("broken, list, two, wrap.".to_owned()))));
}

#[test]
fn a_generic_declaration_that_is_used_or_is_a_root_is_not_left_out() {
    let text = format!("{BROKEN}a x:(Broken int) = A;");
    assert_eq!(plain(&text, &[]), Err(vec!["TL0708"]));
    let text = format!("{BROKEN}a x:int = A;");
    for root in ["broken", "Broken"] {
        assert_eq!(plain(&text, &[root]), Err(vec!["TL0708"]));
        assert_eq!(plain(&text, &["a", root]), Err(vec!["TL0708"]));
    }
    assert_eq!(plain(&text, &["*"]).unwrap().0, "a");
    // At least one declaration must remain.
    assert_eq!(plain(BROKEN, &[]), Err(vec!["TL0708"]));
    // Functions count as used.
    let text = format!("{BROKEN}---functions---\nf x:int = Broken int;");
    assert_eq!(plain(&text, &[]), Err(vec!["TL0708"]));
}

#[test]
fn lenient_mode_leaves_out_what_rust_cannot_express_and_dependents() {
    let text = format!(
        "{BROKEN}a x:(Broken int) = A;\nb x:A = B;\nc1 x:Vector<B> = C;\nc2 = C;\nd x:C = D;\nt X:Type = T;\n\
         e x:E = F;\nboolTrue#00000001 = Bool; g x:Bool = G;\n\
         ---functions---\nf x:int = B;\ng2 x:D = C;"
    );
    let codes = ["TL0703", "TL0708", "TL0708", "TL0710", "TL0714", "TL0714", "TL0714", "TL0714"];
    let (left, mut found) = lenient(&text, &[]);
    found.sort_unstable();
    assert_eq!((&*left, found), ("c2 d g g2", codes.to_vec()));
    assert_eq!(lenient(&text, &["f", "d"]).0, "c2 d");
}

#[test]
fn it_is_an_error_if_lenient_mode_leaves_out_everything() {
    let schema = schema(&format!("{BROKEN}a x:(Broken int) = A;"));
    let Err(GenerateError::Unsupported(found)) = generate_lenient(&schema, &config(&[]), Location::Directory)
    else {
        panic!("something is left");
    };
    assert_eq!(found.count(Severity::Error), 1);
    let error = found.iter().find(|problem| problem.code.as_str() == "TL0706").unwrap();
    assert_eq!(error.message, "nothing is left to generate");
}

#[test]
fn a_long_chain_of_dependents_is_left_out() {
    let mut text = "a0 X:Type = A0;\nz = Z;\n".to_owned();
    for n in 0..2_000 {
        writeln!(text, "a{} x:A{n} = A{};", n + 1, n + 1).unwrap();
    }
    let (left, warnings) = lenient(&text, &[]);
    assert_eq!((&*left, warnings.len()), ("z", 2_001));
}

/// Checks that names do not depend on the roots. `aB` and `a_b` both become `AB`, so the second one gets a number, even
/// if the first one is not generated.
#[test]
fn roots_do_not_change_names() {
    let text = "aB x:int = A;\na_b y:int = B;\n---functions---\ngetA = A;\nauth.getB = B;\n";
    let text_of = |roots: &[&str]| {
        let files = generate(&schema(text), &config(roots), Location::Directory).unwrap();
        files.get("types/mod.rs").unwrap().to_owned()
    };
    assert!(text_of(&[]).contains("pub struct AB2"), "{}", text_of(&[]));
    let part = text_of(&["auth.getB"]);
    assert!(part.contains("pub struct AB2") && !part.contains("pub struct AB "), "{part}");
    let files = generate(&schema(text), &config(&["getA"]), Location::Directory).unwrap();
    assert!(files.get("functions/auth.rs").is_none());
    assert!(!files.get("functions/mod.rs").unwrap().contains("mod auth"));
}

#[test]
fn a_type_that_contains_itself_with_growing_arguments_has_no_form_in_rust() {
    let prelude = "tuple {t:Type} {n:#} [t] = Tuple t n;\nnone {t:Type} = Maybe t;\nsome {t:Type} t = Maybe t;\n\
                   pair {x:Type} {y:Type} a:x b:y = Pair x y;\nphantom {t:Type} x:int = Phantom t;\n\
                   box {t:Type} x:t = Box t;\n";
    let codes = |grow: &str| {
        let text = format!("{prelude}{grow}\nuse n:# x:(grow int n) = Use;");
        plain(&text, &[]).err().unwrap_or_default()
    };
    for growing in [
        "grow {t:Type} {n:#} a:t b:(Maybe (grow (pair int t) n)) = Grow t n;",
        "grow {t:Type} {n:#} a:t b:(vector (grow (tuple t n) n)) = Grow t n;",
        "grow {t:Type} {n:#} a:t b:n.0?(grow (vector t) n) = Grow t n;",
        "grow {t:Type} {n:#} a:n*[ x:t y:(vector (Grow (Maybe t) n)) ] = Grow t n;",
        "grow {t:Type} {n:#} a:n.0?t b:(box (Other t)) = Grow t n;\n\
         one {t:Type} a:t = Other t;\ntwo {t:Type} a:(Maybe (grow (box t) 1)) = Other t;",
    ] {
        assert_eq!(codes(growing), ["TL0718"], "{growing}");
    }
    for finite in [
        "grow {t:Type} {n:#} a:t b:(Maybe (grow t n)) = Grow t n;",
        "grow {t:Type} {n:#} a:t b:(Maybe (grow (pair int string) n)) = Grow t n;",
        "grow {t:Type} {n:#} a:t b:(Maybe (grow (phantom t) n)) = Grow t n;",
        "grow {t:Type} {n:#} a:t b:(Maybe (pair (grow t n) (vector t))) = Grow t n;",
    ] {
        assert!(codes(finite).is_empty(), "{finite}");
    }
    let text = "box {t:Type} x:t = Box t;\ngrow {t:Type} a:t b:(vector (grow (box t))) = Grow t;\na x:(grow int) = A;";
    assert_eq!(lenient(text, &["a", "box"]), ("box".to_owned(), vec!["TL0718", "TL0714"]));
}
