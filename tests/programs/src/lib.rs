//! Programs that use generated items without naming them, or name them in unusual ways.
//!
//! Each is compiled twice: against the bindings of what it names, and against those of the whole schema (`TL_USED=all`).
//! Both must compile without warnings, and do the same.

#![deny(warnings)]
#![allow(clippy::duplicate_mod, reason = "each program is compiled twice")]

/// The name that one program has for the runtime.
extern crate tl_runtime as renamed;

/// The name of a program, and the program against what it names and against everything.
pub type Program = (&'static str, fn() -> String, fn() -> String);

#[cfg(test)]
mod key_exchange;
#[cfg(test)]
mod migration;

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

#[cfg(test)]
mod tests {
    #[test]
    fn programs_do_the_same_with_everything() {
        for (name, selected, whole) in super::PROGRAMS {
            let text = selected();
            assert!(!text.is_empty(), "{name}");
            assert_eq!(text, whole(), "{name}");
        }
    }
}
