//! Tables for programs with generated code.

use tl_parser::schema::Schema;
use tl_parser::wire::Wire;
use tl_parser::wire::table::{self, TableNames};
use tl_runtime::wire::Table;

use crate::schemas::part;

/// Makes the table of a schema for [`Reader::with_table`], so that a program can read values of a layer that it was not
/// built with. The table is never freed, so make it only once.
///
/// The schema may be a part of a layer, but must declare everything that it refers to.
///
/// ```
/// use tl_parser::schema::Schema;
///
/// let newer = Schema::parse("newer.tl", "updateDice#00000231 value:int = Update;")?;
/// let table = tl_value::leak_table(&newer);
/// assert_eq!(table.name_of(0x231), Some("updateDice"));
/// let mut r = tl_runtime::Reader::new(&[]).with_table(table);
/// # let _ = r.read::<i32>();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`Reader::with_table`]: tl_runtime::Reader::with_table
#[must_use]
pub fn leak_table(schema: &Schema) -> &'static Table<'static> {
    let schema = (schema.clone(), Wire::open(schema));
    let rows = table::Table::merged(&[part(&schema)], TableNames::Combinators);
    let names = rows.names().leak();
    Box::leak(Box::new(Table::new(rows.into_bytes().leak(), names)))
}
