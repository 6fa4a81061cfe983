//! Pages are readable on narrow screens and in dark mode, and accessible.

use crate::axe;
use crate::browser::test;
use crate::site::PAGES;
use crate::tab::{NARROW, Tab, WIDE};

/// JavaScript expression for elements that extend beyond the right edge of the page.
const OVERFLOWING: &str = "[...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth && !element.closest('.skip, thead'))
    .map((element) => element.outerHTML.slice(0, 100)).slice(0, 5)";

#[test]
fn narrow_pages_do_not_scroll_sideways() {
    test("narrow screens", async |chromium| {
        let tab = chromium.tab().await;
        tab.width(NARROW).await;
        for page in PAGES {
            tab.open(&format!("{}site/{page}", chromium.sites.http())).await;
            let _: i32 = tab
                .get("(document.querySelectorAll('details').forEach((part) => { part.open = true; }), 0)")
                .await;
            let width: i64 = tab.get("document.scrollingElement.scrollWidth").await;
            let overflowing: Vec<String> = tab.get(OVERFLOWING).await;
            assert!(width <= NARROW, "{page}: {width} pixels: {}", overflowing.join("\n"));
        }
    });
}

#[test]
fn colors_depend_on_the_preferred_scheme() {
    test("dark mode", async |chromium| {
        let tab = chromium.tab().await;
        for page in PAGES {
            tab.open(&format!("{}site/{page}", chromium.sites.http())).await;
            for (theme, is_dark) in [("light", false), ("dark", true)] {
                tab.theme(theme).await;
                let [text, back] = [luminance(&tab, "color").await, luminance(&tab, "backgroundColor").await];
                assert_eq!((text > 0.7, back < 0.1), (is_dark, is_dark), "{page}: {theme}: {text} on {back}");
            }
        }
    });
}

/// Returns the brightness of a color of the page, as a number from 0 to 1.
async fn luminance(tab: &Tab, property: &str) -> f64 {
    let channels: Vec<f64> = tab
        .get(&format!("getComputedStyle(document.body).{property}.match(/\\d+/g).slice(0, 3).map(Number)"))
        .await;
    channels.iter().sum::<f64>() / 3.0 / 255.0
}

#[test]
fn pages_are_accessible() {
    if axe::is_missing("accessibility") {
        return;
    }
    test("accessibility", async |chromium| {
        let tab = chromium.tab().await;
        let mut flaws = Vec::new();
        for page in PAGES {
            tab.open(&format!("{}site/{page}", chromium.sites.http())).await;
            for width in [WIDE, NARROW] {
                tab.width(width).await;
                // The themes differ only in colors, so only the contrast is checked again.
                for (theme, rules) in [("light", &[][..]), ("dark", &["color-contrast"])] {
                    tab.theme(theme).await;
                    let findings = tab.findings(rules).await;
                    flaws.extend(
                        findings.iter().map(|flaw| format!("{page}, {width} pixels, {theme}: {flaw}")),
                    );
                }
            }
        }
        assert!(flaws.is_empty(), "{}", flaws.join("\n"));
    });
}

/// Checks that the test above would notice problems.
#[test]
fn accessibility_problems_are_noticed() {
    if axe::is_missing("the tests of accessibility") {
        return;
    }
    test("the tests of accessibility", async |chromium| {
        let tab = chromium.tab().await;
        let style =
            "p { color: #bbb; background: #fff } @media (prefers-color-scheme: dark) { p { color: #000 } }";
        let page = format!(
            "<!DOCTYPE html><html lang=en><title>A</title><style>{style}</style><p>A text<p><button></button>"
        );
        chromium.sites.add_file("findings.html", &page);
        tab.open(&format!("{}findings.html", chromium.sites.http())).await;
        for (theme, rules, expected) in
            [("light", &[][..], &["button-name", "color-contrast"][..]), ("dark", &["color-contrast"], &[])]
        {
            tab.theme(theme).await;
            let findings = tab.findings(rules).await;
            let names: Vec<&str> = findings.iter().filter_map(|finding| finding.split(' ').next()).collect();
            assert_eq!(names, expected, "{theme}");
        }
    });
}
