//! Finds the code of a diagnostic that a user typed in one of several forms.

use tl_parser::codes::Explained;

/// Returns the code that `text` contains, with its explanation. Accepts `TL0201` in upper or lower case, short forms
/// such as `TL201` and `201`, and the form in messages, `error[TL0201]`.
pub(crate) fn find(text: &str) -> Option<&'static Explained> {
    let text = text.trim().trim_end_matches(':').to_ascii_lowercase();
    let inner = ["error", "warning", ""]
        .iter()
        .find_map(|severity| text.strip_prefix(severity)?.strip_prefix('[')?.strip_suffix(']'));
    let code = inner.unwrap_or(&text);
    let digits = code.strip_prefix("tl").unwrap_or(code);
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let number: u32 = digits.parse().ok().filter(|_| is_number)?;
    let name = format!("TL{number:04}");
    tl_parser::codes::all().chain(tl_codegen::codes::ALL).find(|known| known.code.as_str() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_in_every_form() {
        for text in ["TL0201", "tl0201", "tl201", "201", "0201", "[TL0201]", "error[TL0201]", "Error[tl201]:"]
        {
            assert_eq!(find(text).map(|known| known.code.as_str()), Some("TL0201"), "{text}");
        }
        for text in ["", "TL", "TL9999", "+201", "TL-201", "TLTL0201", "99999999999", "error", "error[TL0201"]
        {
            assert!(find(text).is_none(), "{text}");
        }
    }
}
