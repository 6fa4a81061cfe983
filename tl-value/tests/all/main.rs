//! Values by schema: against bytes made elsewhere, by hand, at random, and hostile.

#![allow(clippy::panic, clippy::unwrap_used, reason = "everything here is a test")]

mod common;
mod vectors;
