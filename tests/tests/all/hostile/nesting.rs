//! Tests of the nesting limit, with values that are nested up to the limit or deeper. Most tests run in a thread with
//! the default stack size.

use std::collections::HashSet;
use std::thread;

use tl_parser::schema::Category;
use tl_runtime::{Decode, DecodeErrorKind, Limits, Reader};
use tl_tests::layer_82::{enums, functions};

use crate::generated::{self, Generated};
use crate::wire::Wire;

/// Default stack size of a thread in Rust.
const STACK: usize = 2 << 20;

#[test]
fn nested_constructors_reach_the_limit_before_the_stack_overflows() {
    in_a_small_thread(|| {
        for module in generated::all() {
            let wire = Wire::new(&module.schema);
            for (id, text) in wire.deep_texts(200) {
                let error = module.rewrite(Category::Constructor, &text).unwrap_err();
                let name = module.schema[id].name();
                assert_eq!(error.kind(), &DecodeErrorKind::TooDeep { limit: 64 }, "{name}: {error}");
            }
        }
    });
}

/// Checks that values that are nested up to the limit can also be cloned, compared, formatted, dropped and encoded, and
/// converted to JSON and back.
#[test]
fn values_can_be_used_up_to_the_limit() {
    in_a_small_thread(|| {
        for module in generated::all() {
            let wire = Wire::new(&module.schema);
            let mut used = HashSet::new();
            // The value may have more levels than requested, because one repetition may add several levels, and the
            // innermost value may add another level. So the test also requests fewer levels.
            for levels in (56..=64).rev() {
                for (id, text) in wire.deep_texts(levels) {
                    if !used.contains(&id) && module.handle(&text).is_ok() {
                        use_value(&module, &text);
                        used.insert(id);
                    }
                }
            }
            assert_eq!(used.len(), wire.deep_texts(1).len(), "{}", module.name);
        }
    });
}

fn use_value(module: &Generated, text: &[u8]) {
    assert_eq!(module.rewrite(Category::Constructor, text).as_deref(), Ok(text));
    assert!(module.handle(text).is_ok_and(|shown| shown > 64 * 2));
    let Some(json) = module.json(Category::Constructor) else { return };
    let written = (json.decode)(text).unwrap();
    match (json.encode)(&written) {
        Ok(read) => assert_eq!(read, text),
        // serde_json counts lists as levels too, so it may reject the text.
        Err(error) => assert!(error.starts_with("recursion limit exceeded"), "{error}"),
    }
}

#[test]
fn the_schemas_have_constructors_that_may_contain_themselves() {
    let counts = generated::all().map(|module| Wire::new(&module.schema).deep_texts(1).len());
    // `mtproto` has `tlsBlockScope`; `parameters` has `tree`; `names` has `list`, `mutualA`, `mutualB`, `treeNode` and
    // `treeMany`.
    assert_eq!(counts, [1, 12, 59, 0, 1, 5]);
}

#[test]
fn nesting_of_functions_is_limited() {
    in_a_small_thread(|| {
        // invokeWithoutUpdates#bf9459b7 query:!X = X
        let error = functions::Any::from_bytes(&0xbf94_59b7_u32.to_le_bytes().repeat(100_000)).unwrap_err();
        assert_eq!(error.kind(), &DecodeErrorKind::TooDeep { limit: 64 });
        assert_eq!((error.offset(), error.type_name()), (65 * 4, Some("invokeWithoutUpdates")));
    });
}

#[test]
fn the_depth_limit_of_the_reader_applies() {
    // textBold#6724abc4 text:RichText, repeated, with textEmpty#dc3d824f as the innermost value.
    let nested = |levels: usize| {
        let mut text = 0x6724_abc4_u32.to_le_bytes().repeat(levels);
        text.extend(0xdc3d_824f_u32.to_le_bytes());
        text
    };
    let read = |levels, depth| {
        let limits = Limits { depth, ..Limits::default() };
        Reader::with_limits(&nested(levels), limits).read::<enums::RichText>().map(drop)
    };
    assert_eq!(enums::RichText::from_bytes(&nested(64)).map(drop), Ok(()));
    assert!(enums::RichText::from_bytes(&nested(65)).is_err());
    assert_eq!(read(5, 5), Ok(()));
    assert_eq!(read(6, 5).unwrap_err().kind(), &DecodeErrorKind::TooDeep { limit: 5 });
}

fn in_a_small_thread(test: fn()) {
    thread::Builder::new().stack_size(STACK).spawn(test).unwrap().join().unwrap();
}
