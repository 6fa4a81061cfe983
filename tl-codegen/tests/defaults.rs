//! Tests of types with `Default`, and of methods that set a flag and the fields that share its bit.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tl_codegen::Builder;
use tl_codegen::rust::Config;

const SCHEMA: &str = "\
peerEmpty#1 = Peer;
peerUser#2 id:long = Peer;
modeOn#3 = Mode;
modeOff#4 = Mode;
key#5 small:int256 name:string = Key;
longKey#6 large:int512 = LongKey;
chain#7 next:Chain = Chain;
state#8 mode:Mode = State;
flags#9 flags:# modes:flags.0?Mode list:Vector<Mode> = Flags;
joined#a flags:# join:flags.3?true key:flags.3?string block:flags.3?bytes = Joined;
pair#d flags:# x:flags.0?true with_x:flags.0?true y:flags.0?int = Pair;
---functions---
search#b peer:Peer key:Key offset:int limit:int = Bool;
setMode#c mode:Mode offset:int = Bool;
";

/// Returns all code that is generated with `derives`, without white space.
fn code(derives: &[&str]) -> String {
    let derives = derives.iter().copied().map(str::to_owned).collect();
    let config = Config { derives, docs: false, format: false, ..Config::default() };
    let files = Builder::new().source("a.tl", SCHEMA).config(config).generate().unwrap();
    files.iter().flat_map(|(_, text)| text.split_whitespace()).collect()
}

/// Returns whether the item whose declaration begins with `start` has `Default`.
fn has_default(code: &str, start: &str) -> bool {
    let before = code.split_once(start).unwrap().0;
    before.rsplit_once("#[derive(").unwrap().1.contains("Default")
}

/// Checks that an enum has `Default` if one of its constructors is called `..Empty` and has no fields. A struct has
/// `Default` if the types of all its required fields have `Default`.
#[test]
fn default_is_derived_if_values_can_be_empty() {
    let code = code(&["Clone", "Default"]);
    for start in
        ["enumPeer{", "structPeerUser{", "structKey{", "structFlags{", "structSearch{", "structModeOn;"]
    {
        assert!(has_default(&code, start), "{start}");
    }
    for start in ["enumMode{", "structLongKey{", "structChain{", "structState{", "structSetMode{"] {
        assert!(!has_default(&code, start), "{start}");
    }
    assert_eq!(code.matches("#[default]").count(), 1);
    assert!(code.contains("#[default]Empty,"));
}

#[test]
fn without_the_derive_only_types_with_optional_fields_have_a_default() {
    let code = code(&["Clone"]);
    assert!(has_default(&code, "structJoined{") && !code.contains("#[default]"));
    assert_eq!(code.matches("Default)]").count(), 2);
}

#[test]
fn a_flag_is_set_together_with_the_fields_that_share_its_bit() {
    let code = code(&["Clone"]);
    let expected = "pubfnwith_join(mutself,key:String,block:Vec<u8>)->Self{self.key=Some(key);self.block=Some(block);self}";
    assert!(code.contains(expected), "{code}");
    // `with_x` is already the name of a flag, so the setter of `x` is called `with_x2`.
    assert!(code.contains("pubfnwith_x(&self)->bool"), "{code}");
    assert!(code.contains("pubfnwith_x2(mutself,y:i32)->Self"), "{code}");
}
