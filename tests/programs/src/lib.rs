//! Programs that use generated items without naming them, or that name them in unusual ways.
//!
//! Each program is compiled twice: with bindings that contain only the items that it names, and with bindings of the
//! whole schema (`TL_USED=all`). Both must compile without warnings and return the same text.

#![deny(warnings)]
#![allow(clippy::duplicate_mod, reason = "each program is compiled twice")]

/// The program `renamed` uses the runtime under this name.
extern crate tl_runtime as renamed;

/// The name of a program, its function with the selected bindings, and its function with all bindings.
pub type Program = (&'static str, fn() -> String, fn() -> String);

#[cfg(test)]
mod key_exchange;
#[cfg(test)]
mod lite_client;
#[cfg(test)]
mod migration;
#[cfg(test)]
mod page;
#[cfg(test)]
mod vk;

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

#[cfg(test)]
mod tests {
    #[test]
    fn programs_return_the_same_text_with_bindings_of_the_whole_schema() {
        for (name, selected, whole) in super::PROGRAMS {
            let text = selected();
            assert!(!text.is_empty(), "{name}");
            assert_eq!(text, whole(), "{name}");
        }
    }
}
