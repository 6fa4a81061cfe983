//! The search box finds the wanted pages, by keyboard and by mouse.

use crate::axe;
use crate::browser::test;
use crate::report::print;
use crate::site::{CANCEL_CODE, METHODS};
use crate::tab::{NARROW, Tab, WIDE};

/// Queries, each with the page that should be the first result: its path, or its kind and title.
const QUERIES: &str = include_str!("../../../fixtures/site/queries.tsv");

/// The fraction of queries for which the first result must be the wanted page.
const FIRST: f64 = 0.95;

const SELECTED: &str = "(document.querySelector('#results [aria-selected=true] span')?.textContent ?? '')";
const RESULTS: &str = "document.querySelectorAll('#results:not([hidden]) a').length";

/// Waits until the result `name` is selected.
async fn select(tab: &Tab, name: &str) {
    tab.wait(&format!("{SELECTED} === '{name}'")).await;
    let input = "document.querySelector('.search input')";
    tab.wait(&format!(
        "document.getElementById({input}.getAttribute('aria-activedescendant'))?.ariaSelected === 'true'"
    ))
    .await;
}

/// Waits until the page at `address` is loaded.
async fn has_opened(tab: &Tab, address: &str) {
    tab.wait(&format!("location.href.split('?')[0] === '{address}' && document.readyState === 'complete'"))
        .await;
}

#[test]
fn results_are_chosen_with_the_keyboard() {
    test("search with the keyboard", async |chromium| {
        let mut tab = chromium.tab().await;
        for base in chromium.sites.bases() {
            let site = format!("{base}site/telegram-230");
            for page in ["telegram-230/index.html", METHODS, CANCEL_CODE] {
                tab.open(&format!("{base}site/{page}")).await;
                tab.press("/").await;
                tab.wait("document.activeElement.name === 'q'").await;
                tab.type_text("auth.canc").await;
                select(&tab, "auth.cancelCode").await;
                tab.press("Enter").await;
                has_opened(&tab, &format!("{site}/methods/auth.cancelCode.html")).await;
            }
            tab.press("/").await;
            tab.type_text("sendmsg").await;
            select(&tab, "messages.sendMessage").await;
            tab.press("ArrowDown").await;
            let second: String = tab.get(SELECTED).await;
            assert_ne!(second, "messages.sendMessage");
            tab.press("ArrowUp").await;
            select(&tab, "messages.sendMessage").await;
            tab.press("ArrowUp").await;
            select(&tab, "messages.sendMessage").await;
            tab.press("ArrowDown").await;
            let href: String = tab.get("document.querySelector('#results [aria-selected=true]').href").await;
            tab.press("Enter").await;
            has_opened(&tab, &href).await;
            tab.assert_no_problems(&base).await;
        }
    });
}

#[test]
fn escape_closes_the_results() {
    test("search and Escape", async |chromium| {
        let mut tab = chromium.tab().await;
        tab.open(&format!("{}site/{CANCEL_CODE}", chromium.sites.http())).await;
        tab.press("/").await;
        tab.type_text("user").await;
        tab.wait(&format!("{RESULTS} > 5")).await;
        let expanded = "document.querySelector('.search input').getAttribute('aria-expanded')";
        assert_eq!(tab.get::<String>(expanded).await, "true");
        tab.press("Escape").await;
        tab.wait(&format!("{RESULTS} === 0")).await;
        assert_eq!(tab.get::<String>(expanded).await, "false");
        tab.press("s").await;
        tab.wait(&format!("{RESULTS} > 0")).await;
        // Results disappear when the search box loses the focus.
        tab.press("Tab").await;
        tab.wait(&format!("{RESULTS} === 0")).await;
        tab.press("/").await;
        tab.type_text("qqqqqqqqqqqqqqqqqq").await;
        tab.wait("document.querySelector('.search [role=status]').textContent === 'Nothing found.'").await;
        tab.assert_no_problems(CANCEL_CODE).await;
    });
}

#[test]
fn queries_in_addresses_are_searched_and_results_are_chosen_with_the_mouse() {
    test("search with the mouse", async |chromium| {
        let mut tab = chromium.tab().await;
        for base in chromium.sites.bases() {
            for (query, name, path) in [
                ("0x1f040578", "auth.cancelCode", "methods/auth.cancelCode.html"),
                ("520357240", "auth.cancelCode", "methods/auth.cancelCode.html"),
                ("get%20history", "messages.getHistory", "methods/messages.getHistory.html"),
                ("PHONE_NUMBER_INVALID", "PHONE_NUMBER_INVALID", "errors.html#PHONE_NUMBER_INVALID"),
                ("errors", "Errors", "errors.html"),
                ("bots", "Methods for bots", "bots.html"),
                ("changes", "Changes", "changes.html"),
                ("built-in", "Built-in types", "built-in.html"),
            ] {
                for page in ["telegram-230/index.html", CANCEL_CODE] {
                    tab.open(&format!("{base}site/{page}?q={query}")).await;
                    select(&tab, name).await;
                    tab.click("#results a").await;
                    has_opened(&tab, &format!("{base}site/telegram-230/{path}")).await;
                }
            }
            tab.assert_no_problems(&base).await;
        }
    });
}

#[test]
fn wanted_pages_are_the_first_results() {
    test("the order of results", async |chromium| {
        let tab = chromium.tab().await;
        tab.open(&format!("{}site/{CANCEL_CODE}?q=a", chromium.sites.http())).await;
        tab.wait(&format!("{RESULTS} > 0")).await;
        let queries: Vec<(&str, &str)> = QUERIES.lines().filter_map(|line| line.split_once('\t')).collect();
        assert!(queries.len() >= 200);
        let texts: Vec<&str> = queries.iter().map(|&(query, _)| query).collect();
        let texts = serde_json::to_string(&texts).unwrap();
        let firsts: Vec<[String; 3]> = tab
            .get(&format!(
                "{texts}.map((query) => tlSearch.find(query, 20)[0] ?? {{ kind: '', title: '', path: '' }})
                    .map(({{ kind, title, path }}) => [kind, title, path])"
            ))
            .await;
        let is_wrong = |((_, wanted), [kind, title, path]): &(&(&str, &str), &[String; 3])| {
            path != wanted && format!("{kind}:{title}") != *wanted
        };
        let wrong: Vec<_> = queries.iter().zip(&firsts).filter(is_wrong).collect();
        let count = queries.len() - wrong.len();
        let list: String = wrong
            .iter()
            .map(|((query, wanted), first)| format!("    {query}: {first:?} instead of {wanted}\n"))
            .collect();
        print(&format!("search: {count} of {} wanted pages are first; others:\n{list}", queries.len()));
        assert!(count as f64 >= FIRST * queries.len() as f64);
    });
}

#[test]
fn open_results_are_accessible() {
    if axe::is_missing("accessibility of the search") {
        return;
    }
    test("accessibility of the search", async |chromium| {
        let tab = chromium.tab().await;
        for width in [WIDE, NARROW] {
            tab.width(width).await;
            for theme in ["light", "dark"] {
                tab.theme(theme).await;
                tab.open(&format!("{}site/{CANCEL_CODE}?q=send%20msg", chromium.sites.http())).await;
                tab.wait(&format!("{RESULTS} > 0")).await;
                let findings = tab.findings(&[]).await;
                assert!(findings.is_empty(), "{width} pixels, {theme}:\n{}", findings.join("\n"));
                let overflow: i64 = tab.get("document.scrollingElement.scrollWidth").await;
                assert!(overflow <= width);
            }
        }
    });
}
