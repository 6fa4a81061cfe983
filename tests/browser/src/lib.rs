//! This crate is empty. Its tests open the generated site in Chromium.
