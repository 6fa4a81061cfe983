//! The parts that all pages have: head, search, navigation and the list of sections.

use maud::{Markup, html};

use super::assets;
use super::section::{Section, Sections, relative};
use crate::docs::page::Target;
use crate::docs::site::{PageId, Site};

/// Allows only scripts, styles, images and forms of the site itself, images in `data:` URLs, and WebAssembly.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";

/// A page of the site without its content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document<'a> {
    pub(super) sections: &'a Sections<'a>,
    /// The section of the page. `None` for the list of sections.
    pub(super) section: Option<&'a Section<'a>>,
    /// The page, if it also exists in Markdown. `None` for pages that exist only in HTML, such as `changes.html`.
    pub(super) page: Option<PageId>,
    /// The path of the file, relative to the root of the site.
    pub(super) path: &'a str,
    pub(super) title: &'a str,
    /// Whether the page has a form that decodes and encodes bytes.
    pub(super) has_form: bool,
}

impl<'a> Document<'a> {
    /// Creates a page that belongs to no section.
    pub(super) fn of_site(sections: &'a Sections<'a>, path: &'a str, title: &'a str) -> Self {
        Self { sections, section: None, page: None, path, title, has_form: false }
    }

    /// Creates a page that belongs to a section and exists only in HTML.
    pub(super) fn of_section(
        sections: &'a Sections<'a>,
        section: &'a Section<'a>,
        path: &'a str,
        title: &'a str,
    ) -> Self {
        Self { section: Some(section), ..Self::of_site(sections, path, title) }
    }

    /// Creates a page that belongs to a section and also exists in Markdown.
    pub(super) fn of_page(
        sections: &'a Sections<'a>,
        section: &'a Section<'a>,
        page: PageId,
        path: &'a str,
    ) -> Self {
        Self { page: Some(page), ..Self::of_section(sections, section, path, section.site.title(page)) }
    }

    /// Returns the text of the file.
    pub(super) fn html(self, content: &Markup) -> String {
        let page = html! {
            html lang="en" data-root=[self.section.map(|section| self.root(section))] data-assets=(self.asset("")) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(CONTENT_SECURITY_POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.full_title()) }
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href=(self.asset(assets::STYLE));
                    script defer src=(self.asset(assets::SCRIPT)) {}
                    @if self.has_form {
                        link rel="stylesheet" href=(self.asset(assets::BYTES_STYLE));
                        script defer src=(self.asset(assets::BYTES_SCRIPT)) {}
                    }
                }
                body {
                    a.skip href="#content" { "Skip to content" }
                    header { (self.header()) }
                    main id="content" { (content) }
                }
            }
        };
        format!("{}{}\n", assets::HTML_HEADER, without_optional_tags(&page.into_string()))
    }

    /// Returns the relative path to `target` in the same section.
    pub(super) fn to(self, target: Target) -> String {
        match self.section {
            Some(section) => self.relative(&self.sections.target(section, target)),
            None => String::new(),
        }
    }

    /// Returns the relative path to a file of the site.
    pub(super) fn relative(self, to: &str) -> String {
        relative(self.path, to)
    }

    fn asset(self, name: &str) -> String {
        self.relative(&format!("assets/{name}"))
    }

    /// Returns the relative path to the folder of a section.
    fn root(self, section: &Section<'_>) -> String {
        let home = self.relative(&self.sections.path(section, "index"));
        home.trim_end_matches("index.html").to_owned()
    }

    fn full_title(self) -> String {
        let section = self.section.map_or(self.sections.title, Section::title);
        if self.title == section { section.to_owned() } else { format!("{} – {section}", self.title) }
    }

    fn header(self) -> Markup {
        let Some(section) = self.section else {
            return html! { a.home href="index.html" { (self.sections.title) } };
        };
        html! {
            a.home href=(self.to(Target::Page(Site::HOME))) { (section.title()) }
            @if self.sections.len() > 1 { (self.switcher()) }
            // The script adds the search box, because the search needs JavaScript.
            form.search role="search" hidden {}
            nav aria-label="Site" {
                @for page in section.site.indexes() {
                    @let is_current = self.page == Some(page);
                    a href=(self.to(Target::Page(page))) aria-current=[is_current.then_some("page")] {
                        (section.site.title(page))
                    }
                }
                @for (name, title) in self.sections.other_pages(section) { (self.other_page(section, name, title)) }
            }
        }
    }

    /// Returns a link to a page that exists only in HTML.
    fn other_page(self, section: &Section<'_>, name: &str, title: &str) -> Markup {
        let path = self.sections.path(section, name);
        let is_current = self.path == path;
        html! { a href=(self.relative(&path)) aria-current=[is_current.then_some("page")] { (title) } }
    }

    /// Returns links to the same page in each section, including the current one.
    fn switcher(self) -> Markup {
        html! {
            details.switcher {
                summary { "Other schemas" }
                ul { @for section in self.sections.iter() { li { (self.other(section)) } } }
            }
        }
    }

    /// Returns a link to the same page of another section. If that section does not have the page, the link leads to
    /// the home page of that section.
    fn other(self, section: &'a Section<'a>) -> Markup {
        let same = self.same_page(section);
        let is_current = self.section.is_some_and(|current| std::ptr::eq(current, section));
        let is_missing = same.is_none();
        let home = || self.sections.path(section, section.site.path(Site::HOME));
        let path = self.relative(&same.unwrap_or_else(home));
        html! {
            a href=(path) aria-current=[is_current.then_some("page")] { (section.title()) }
            @if is_missing { " " small { "does not have this page" } }
        }
    }

    /// Returns the path of the same page of another section, if that section has such a page.
    fn same_page(self, section: &Section<'_>) -> Option<String> {
        let own = self.section?;
        if let Some(page) = self.page {
            return self.sections.counterpart(section, own, page);
        }
        let mut others = self.sections.other_pages(section).into_iter();
        let is_same = |name| self.sections.path(own, name) == self.path;
        others.find(|(name, _)| is_same(name)).map(|(name, _)| self.sections.path(section, name))
    }
}

/// Removes end tags that are optional in HTML. They are 4 % of the bytes of a site.
fn without_optional_tags(html: &str) -> String {
    // Texts and attributes contain no `<`, because it is escaped.
    let tags = ["</td>", "</th>", "</tr>", "</thead>", "</tbody>", "</li>"];
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        let (before, tag) = rest.split_at(at);
        let optional = tags.iter().find(|&&optional| tag.starts_with(optional));
        let kept = if optional.is_some() { "" } else { "</" };
        text.extend([before, kept]);
        rest = &tag[optional.map_or("</".len(), |optional| optional.len())..];
    }
    text + rest
}

/// Returns the content of the first page of a site with several sections.
pub(super) fn list_of_sections(document: Document<'_>) -> Markup {
    let sections = document.sections;
    html! {
        h1 { (document.title) }
        ul {
            @for section in sections.iter() {
                @let path = sections.path(section, section.site.path(Site::HOME));
                li { a href=(document.relative(&path)) { (section.title()) } }
            }
        }
    }
}
