//! Opens the generated site in headless Chromium, over HTTP and from a folder.
//!
//! `site` generates and serves the pages, `browser` starts Chromium, and `tab` is a page in it. The other files contain
//! the tests. Tests that run at the same time share one Chromium.

#![allow(clippy::panic, clippy::unwrap_used, reason = "everything here is a test")]

mod axe;
mod browser;
mod bytes;
mod delays;
mod hostile;
mod layout;
mod loading;
mod reading;
mod report;
mod screenshots;
mod search;
mod site;
mod tab;
