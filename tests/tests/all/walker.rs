//! Compares the errors of `tl_runtime::wire::Walker` with those of owned values and views of the same bytes. The walker
//! uses tables with all names, tables with only the names of combinators and types, and tables without names.

use allocation_counter::measure;
use tl_parser::schema::Category;
use tl_parser::wire::Wire as Forms;
use tl_parser::wire::table::{self, Part, TableNames};
use tl_runtime::wire::{Failure, FailureKind, Skip, Table, Walker};
use tl_runtime::{DecodeError, DecodeErrorKind, Limits};

use crate::corpus::hex;
use crate::generated::{self, Generated};
use crate::hostile::damaged::{damage, texts};
use crate::wire::{Random, Variant, Wire};

/// The tables of a module.
struct Skipper {
    all: Table<'static>,
    /// Tables without the names of fields. The walker skips values faster with these tables.
    short: [Table<'static>; 2],
}

impl Skipper {
    fn new(module: &Generated) -> Self {
        let forms = Forms::new(&module.schema);
        let keeps_masks = module.schema.dialect().keeps_masks();
        let part = Part { schema: &module.schema, wire: &forms, keeps_masks };
        let [all, short @ ..] = [TableNames::All, TableNames::Combinators, TableNames::None].map(|names| {
            let table = table::Table::new(&[part], &[], names);
            Table::new(Vec::leak(table.bytes().to_vec()), String::leak(table.names()))
        });
        Self { all, short }
    }

    /// Skips a value that takes all of `bytes`. Checks that all tables have the same result.
    fn skip(&self, bytes: &[u8]) -> Result<(), Failure<'static>> {
        let skipped = skip(&self.all, bytes);
        let [with_names, without] = self.short.map(|table| skip(&table, bytes));
        if skipped.is_err() || with_names.is_err() || without.is_err() {
            let named = |failure: &Failure<'static>| parts_of_failure(failure, Category::Constructor);
            assert_eq!(skipped.as_ref().map_err(named), with_names.as_ref().map_err(named), "{}", hex(bytes));
            let place = |failure: &Failure<'static>| failure.offset();
            assert_eq!(skipped.as_ref().map_err(place), without.as_ref().map_err(place), "{}", hex(bytes));
        }
        skipped
    }
}

fn skip(table: &Table<'static>, bytes: &[u8]) -> Result<(), Failure<'static>> {
    let mut sink = Skip;
    let mut walker = Walker::new(bytes, Limits::default(), &mut sink);
    walker.any(table)?;
    walker.finish().map(drop)
}

/// The kind of an error, its offset, and the combinator around it.
type ErrorParts = (String, usize, Option<&'static str>);

fn parts_of_error(error: &DecodeError) -> ErrorParts {
    (format!("{:?}", error.kind()), error.offset(), error.type_name())
}

/// Converts an error of the walker to the error that generated code has in the same case.
fn parts_of_failure(failure: &Failure<'static>, category: Category) -> ErrorParts {
    let kind = match failure.kind().clone() {
        FailureKind::UnknownId { found } => {
            let expected = if category == Category::Function { "function" } else { "constructor" };
            DecodeErrorKind::UnknownConstructor { expected, found }
        }
        FailureKind::NotAFunction { found } => {
            DecodeErrorKind::UnknownConstructor { expected: "function", found }
        }
        FailureKind::Bytes(kind) => kind,
        FailureKind::UnknownConstructor { expected, found } => {
            DecodeErrorKind::UnknownConstructor { expected, found }
        }
        FailureKind::UnexpectedConstructor { expected, found, .. }
        | FailureKind::UnexpectedId { expected, found, .. } => {
            DecodeErrorKind::UnexpectedConstructor { expected, found }
        }
        other => panic!("{other}"),
    };
    (format!("{kind:?}"), failure.offset(), failure.type_name())
}

/// Checks that the walker skips the value, or reports the same error as generated code. Returns whether the value was
/// skipped.
fn compare(module: &Generated, skipper: &Skipper, category: Category, text: &[u8]) -> bool {
    let owned = module.read_all(category, text);
    // A walk allocates no memory, so it never exceeds the memory limit. A walk also reads values of built-in types and
    // of types with parameters, but `types::Any` has no variants for them.
    match owned.as_ref().map_err(DecodeError::kind) {
        Err(DecodeErrorKind::TooMuchMemory { .. }) => return false,
        Err(&DecodeErrorKind::UnknownConstructor { found, .. }) if has_no_variant(module, found) => {
            return false;
        }
        _ => {}
    }
    let skipped = skipper.skip(text);
    // Generated code compares the count of a `tuple` with the minimum size of its items. The walker does not compare
    // them, so it may report an error at a later byte.
    if let (Err(error), Err(failure)) = (&owned, &skipped)
        && matches!(error.kind(), DecodeErrorKind::CountTooLarge { .. })
        && error.type_name() == Some("tuple")
        && failure.offset() >= error.offset()
    {
        return false;
    }
    assert_eq!(
        owned.as_ref().map_err(parts_of_error),
        skipped.as_ref().map_err(|failure| parts_of_failure(failure, category)),
        "{}: {}",
        module.name,
        hex(text)
    );
    owned.is_ok()
}

/// Returns whether an id belongs to a constructor of a built-in type, or of a type with parameters.
fn has_no_variant(module: &Generated, id: u32) -> bool {
    let schema = &module.schema;
    let has_built_in_type = |of| schema.type_of(of).is_some_and(|ty| schema[ty].primitive().is_some());
    let has_parameters = |of| schema.type_of(of).is_some() && !schema[of].implicit().is_empty();
    let mut same_id = schema.combinators().filter(|&of| schema[of].id() == id);
    same_id.any(|of| has_built_in_type(of) || has_parameters(of))
}

#[test]
fn every_value_is_skipped() {
    let mut skipped = 0;
    for module in generated::all() {
        let (skipper, wire) = (Skipper::new(&module), Wire::new(&module.schema));
        for id in module.declared() {
            for variant in wire.variants(id) {
                let text = wire.text(id, variant);
                skipped += usize::from(compare(&module, &skipper, module.schema[id].category(), &text));
            }
        }
    }
    assert!(skipped > 10_000, "only {skipped} values");
}

#[test]
fn the_walker_and_generated_code_report_the_same_error_for_damaged_values() {
    let (mut compared, mut survived) = (0, 0);
    let mut random = Random::new(17);
    for module in generated::all() {
        let skipper = Skipper::new(&module);
        for (category, text) in texts(&module, Variant::Random(5)) {
            for _ in 0..130 {
                let damaged = damage(&text, &mut random);
                survived += usize::from(compare(&module, &skipper, category, &damaged));
                compared += 1;
            }
        }
    }
    assert!(compared > 100_000 && survived > 10_000, "{survived} of {compared}");
}

#[test]
fn skipping_allocates_nothing() {
    for module in generated::all() {
        let (skipper, wire) = (Skipper::new(&module), Wire::new(&module.schema));
        let deep = wire.deep_texts(50).into_iter().map(|(_, text)| text);
        let full = texts(&module, Variant::Full).into_iter().map(|(_, text)| text);
        for text in full.chain(deep) {
            let mut skipped = true;
            let used = measure(|| skipped = skipper.skip(&text).is_ok());
            assert!(!skipped || used.count_total == 0, "{} allocations for {}", used.count_total, hex(&text));
        }
    }
}

#[test]
fn nesting_has_the_same_limit_as_for_owned_values() {
    for module in generated::all() {
        let (skipper, wire) = (Skipper::new(&module), Wire::new(&module.schema));
        for levels in [60, 63, 64, 65, 66, 200] {
            for (_, text) in wire.deep_texts(levels) {
                compare(&module, &skipper, Category::Constructor, &text);
            }
        }
    }
}
