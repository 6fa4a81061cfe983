//! The comment `// LAYER n`.

use super::context::Context;
use crate::ast::Comment;
use crate::codes::lints;

/// Returns the layer from the first of `comments` that has this form. Reports later comments with other layers.
pub(super) fn find<'a>(comments: impl Iterator<Item = &'a Comment<'a>>, cx: &mut Context) -> Option<u32> {
    let mut layers = comments.filter_map(|comment| Some((read(comment.text)?, comment.span)));
    let (layer, first) = layers.next()?;
    for (other, span) in layers {
        if other != layer {
            cx.report(lints::layers_differ(layer, first, other, span));
        }
    }
    Some(layer)
}

/// Returns `n` if the comment is `// LAYER n` and contains nothing else.
pub(super) fn read(comment: &str) -> Option<u32> {
    let digits = comment.strip_prefix("//")?.trim().strip_prefix("LAYER")?.trim_start();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_a_comment_of_that_form_is_a_layer() {
        assert_eq!(read("// LAYER 82"), Some(82));
        assert_eq!(read("//LAYER82 "), Some(82));
        assert_eq!(read("// layer 82"), None);
        assert_eq!(read("// LAYER 82 of the api"), None);
        assert_eq!(read("/// LAYER 82"), None);
        assert_eq!(read("// LAYER +1"), None);
    }
}
