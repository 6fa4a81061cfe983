//! Limits that file names must respect to work on every system.

/// Maximum length of a file name in bytes.
pub(crate) const MAX_LEN: usize = 255;

/// Returns whether Windows opens a device instead of a file of this name. Examples are `con`, `con.rs` and `Con.a.md`.
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ').to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_port = port.is_some_and(|port| {
        let mut digits = port.chars();
        digits.next().is_some_and(|c| matches!(c, '0'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
    });
    is_port || ["aux", "con", "conin$", "conout$", "nul", "prn"].contains(&&*stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_are_found_in_any_case_and_with_any_extension() {
        for name in [
            "con",
            "PRN",
            "Aux.rs",
            "nul.tar.gz",
            "com0",
            "COM9.md",
            "lpt1",
            "lpt³",
            "COM¹.x",
            "nul .rs",
            "CONIN$",
        ] {
            assert!(is_device(name), "{name}");
        }
        for name in ["", "cons", "com", "com10", "lptx", "a.con", "con_", "con-2.md", "com⁴", "null"] {
            assert!(!is_device(name), "{name}");
        }
    }
}
