//! Decodes and encodes the bytes of TL values in web pages. A [`Converter`] converts bytes in any notation to
//! annotations and JSON, and JSON back to bytes.
//!
//! All results are JSON texts. `README.md` describes their members.
//!
//! ```
//! use tl_web::Converter;
//!
//! let mut converter = Converter::bundled();
//! let answer = converter.decode("7805041f 02313200 01780000", "82", "");
//! assert!(answer.contains(r#""text":"auth.cancelCode#1f040578""#));
//! ```

mod advice;
mod answer;
mod attempt;
mod bundled;
mod converter;
mod input;
mod layers;
mod schemas;

pub use self::converter::Converter;
