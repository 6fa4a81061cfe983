//! Converts HTML and `{@link …}` in imported descriptions to the markup that [`text`](crate::docs::text) describes.

use std::collections::HashMap;

/// For each name in links, such as `RawUser` in `{@link RawUser}`, the name in the schema: `user`.
pub(super) type LinkNames = HashMap<String, String>;

/// Tags that become a line break.
const BREAKS: [&str; 8] = ["br", "p", "/p", "li", "div", "/div", "/ul", "/ol"];

/// Tags that are removed because plain text has nothing that corresponds to them.
const DROPPED: [&str; 24] = [
    "strong", "/strong", "b", "/b", "em", "/em", "i", "/i", "u", "/u", "s", "/s", "del", "/del", "span",
    "/span", "sup", "/sup", "sub", "/sub", "ul", "ol", "/li", "/a",
];

const ENTITIES: [(&str, &str); 8] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&nbsp;", " "),
    ("&raquo;", "»"),
];

/// Converts `html` to lines of text with our markup. `names` maps names in links to names of the schema.
pub(super) fn to_markup(html: &str, names: &LinkNames) -> String {
    let text = inline(html, names);
    let mut lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    lines.join("\n").trim().to_owned()
}

fn inline(html: &str, names: &LinkNames) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&', '{']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (replacement, len) = mark(rest, names).unwrap_or_else(|| (rest[..1].to_owned(), 1));
        text.push_str(&replacement);
        rest = &rest[len..];
    }
    text + rest
}

/// Converts the tag, entity or link at the start of `html`, and returns the text with the number of bytes that were
/// read. Returns `None` if `html` begins with none of these.
fn mark(html: &str, names: &LinkNames) -> Option<(String, usize)> {
    if let Some(link) = html.strip_prefix("{@link ") {
        let (name, after) = link.split_at(link.find(['{', '}'])?);
        let after = after.strip_prefix('}')?;
        let name = name.trim();
        return Some((code(names.get(name).map_or(name, String::as_str)), html.len() - after.len()));
    }
    if html.starts_with('&') {
        let (entity, replacement) = ENTITIES.iter().find(|(entity, _)| html.starts_with(entity))?;
        return Some(((*replacement).to_owned(), entity.len()));
    }
    let inner = html.strip_prefix('<')?;
    let (tag, behind) = inner.split_at(inner.find(['<', '>'])?);
    let behind = behind.strip_prefix('>')?;
    let up_to = |rest: &str| html.len() - rest.len();
    match tag.split([' ', '\n']).next()?.trim_end_matches('/') {
        name @ ("code" | "pre") => {
            let (inner, rest) = behind.split_once(&format!("</{name}>"))?;
            Some((code(&inner_text(inner)), up_to(rest)))
        }
        "a" => {
            let (inner, rest) = behind.split_once("</a>")?;
            Some((link(attribute(tag, "href"), &inline(inner, names)), up_to(rest)))
        }
        "img" => Some((attribute(tag, "alt").unwrap_or_default().to_owned(), up_to(behind))),
        name if BREAKS.contains(&name) => Some(("\n".to_owned(), up_to(behind))),
        name if DROPPED.contains(&name) => Some((String::new(), up_to(behind))),
        _ => None,
    }
}

/// Returns the value of an attribute `name="value"`.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

/// Returns the content of a code element as text. Removes tags that only format the code, and keeps other tags, because
/// they can be part of an example.
fn inner_text(html: &str) -> String {
    let mut text = html.to_owned();
    for tag in ["strong", "/strong", "b", "/b", "em", "/em", "i", "/i", "/a", "br", "code", "/code"] {
        text = text.replace(&format!("<{tag}>"), "");
    }
    while let Some((before, rest)) = text.split_once("<a ") {
        let Some((_, after)) = rest.split_once('>') else { break };
        text = format!("{before}{after}");
    }
    // `&amp;` is replaced last, because the resulting ampersand must not become part of another entity.
    ENTITIES.iter().rev().fold(text, |text, (entity, replacement)| text.replace(entity, replacement))
}

/// Returns `text` between backticks, or unchanged if it cannot be written between backticks.
fn code(text: &str) -> String {
    match text.contains(['`', '\n', '\r']) || text.trim().is_empty() {
        true => text.to_owned(),
        false => format!("`{text}`"),
    }
}

/// Returns a link if `address` is a web address. Other addresses are not valid outside of their page, so only `words`
/// are returned.
fn link(address: Option<&str>, words: &str) -> String {
    let words = words.replace('`', "").replace('[', "(").replace(']', ")").replace('\n', " ");
    match address.filter(|address| address.starts_with("https://") || address.starts_with("http://")) {
        Some(address) if !words.trim().is_empty() => {
            let address = address.replace("&amp;", "&").replace('(', "%28").replace(')', "%29");
            format!("[{}]({address})", words.trim())
        }
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docs::text::markdown;

    fn read(html: &str) -> String {
        let names = [("auth.RawSendCodeRequest".to_owned(), "auth.sendCode".to_owned())];
        to_markup(html, &names.into_iter().collect())
    }

    #[test]
    fn html_is_converted_to_our_markup() {
        for (html, wanted) in [
            ("From {@link auth.RawSendCodeRequest}, {@link X}", "From `auth.sendCode`, `X`"),
            ("See <a href=\"https://a.org/b\">here <code>»</code></a>.", "See [here »](https://a.org/b)."),
            (
                "<a href=\"#x\">there</a> <a href=\"https://a.org/(b)\">[b]</a>",
                "there [(b)](https://a.org/%28b%29)",
            ),
            ("<strong>Note</strong>: a &amp; b<br> c<br/><br><br>d", "Note: a & b\nc\n\nd"),
            ("(<code><pre></code>, <code>a &amp;&lt; <a href=\"#\">b</a></code>)", "(`<pre>`, `a &< b`)"),
            (
                "<img class=\"emoji\" src=\"//a\" alt=\"🏀\"> (< 300 bytes) <bot> {x} &c",
                "🏀 (< 300 bytes) <bot> {x} &c",
            ),
            ("<code>unclosed <a href=", "<code>unclosed <a href="),
        ] {
            assert_eq!(read(html), wanted);
        }
    }

    #[test]
    fn remaining_html_is_escaped_in_markdown() {
        let line = read("<bot> [X] <a href=\"https://a.org/x_y\">a_b</a> <code>a_b</code> <script>");
        assert_eq!(markdown(&line), r"\<bot> \[X\] [a\_b](<https://a.org/x_y>) `a_b` \<script>");
    }
}
