//! Layer switch, tabs and copy buttons work, and pages are readable without JavaScript.

use chromiumoxide::cdp::browser_protocol::browser::PermissionSetting;

use crate::browser::test;
use crate::site::{CANCEL_CODE, METHODS, SEND_MESSAGE, UPDATE};
use crate::tab::Tab;

/// JavaScript expression for the class names of the visible code blocks of an example.
const VISIBLE_CODES: &str = "[...document.querySelectorAll('.tabs > .code')]
    .filter((code) => getComputedStyle(code).display !== 'none')
    .map((code) => code.querySelector('code').className)";

#[test]
fn the_layer_switch_opens_the_page_of_the_same_name() {
    let pages = [
        (CANCEL_CODE, "telegram-82/methods/auth.cancelCode.html"),
        (UPDATE, "telegram-82/types/Update.html"),
        (METHODS, "telegram-82/methods.html"),
        (
            "telegram-230/methods/account.acceptAuthorization.html",
            "telegram-82/methods/account.acceptAuthorization.html",
        ),
        // Layer 82 does not have this method.
        ("telegram-230/methods/account.changeAuthorizationSettings.html", "telegram-82/index.html"),
    ];
    test("the layer switch", async |chromium| {
        let mut tab = chromium.tab().await;
        for base in chromium.sites.bases() {
            for (from, to) in pages {
                tab.open(&format!("{base}site/{from}")).await;
                tab.click(".switcher summary").await;
                tab.click(".switcher li:nth-child(2) a").await;
                tab.wait(&format!(
                    "location.href === '{base}site/{to}' && document.readyState === 'complete'"
                ))
                .await;
                tab.assert_no_problems(to).await;
            }
        }
    });
}

#[test]
fn the_chosen_tab_is_remembered() {
    test("tabs", async |chromium| {
        for base in chromium.sites.bases() {
            let tab = chromium.tab().await;
            tab.open(&format!("{base}site/{CANCEL_CODE}")).await;
            assert_tab(&tab, "rust").await;
            tab.click("label[for=json]").await;
            assert_tab(&tab, "json").await;
            tab.open(&format!("{base}site/{CANCEL_CODE}")).await;
            assert_tab(&tab, "json").await;
            tab.open(&format!("{base}site/{SEND_MESSAGE}")).await;
            assert_tab(&tab, "json").await;
            tab.press("ArrowRight").await;
            assert_tab(&tab, "json").await;
            let _: bool = tab.get("(document.querySelector('#json').focus(), true)").await;
            tab.press("ArrowLeft").await;
            assert_tab(&tab, "rust").await;
            tab.page.reload().await.unwrap();
            assert_tab(&tab, "rust").await;
        }
    });
}

async fn assert_tab(tab: &Tab, language: &str) {
    let codes: Vec<String> = tab.get(VISIBLE_CODES).await;
    assert_eq!(codes, [format!("language-{language}")]);
}

#[test]
fn copy_buttons_copy_exactly_the_code() {
    const DECLARATION: &str =
        "auth.cancelCode#1f040578\n    phone_number:string\n    phone_code_hash:string\n= Bool;";
    test("copy buttons", async |chromium| {
        let mut tab = chromium.tab().await;
        for base in chromium.sites.bases() {
            for permission in ["clipboard-read", "clipboard-write"] {
                tab.permit(permission, PermissionSetting::Granted).await;
            }
            tab.open(&format!("{base}site/{CANCEL_CODE}")).await;
            assert_eq!(copied(&tab, ".code").await, DECLARATION);
            for index in 1..=5 {
                tab.click(&format!(".tabs > label:nth-of-type({index})")).await;
                let block = format!(".tabs > .code:nth-of-type({index})");
                let code: String =
                    tab.get(&format!("document.querySelector('{block} code').textContent")).await;
                assert!(code.len() > 10 && !code.contains("Copy"), "{code}");
                assert_eq!(copied(&tab, &block).await, code);
            }
            tab.assert_no_problems(&base).await;
        }
    });
}

/// Presses the copy button of a block, and returns the text of the clipboard.
async fn copied(tab: &Tab, block: &str) -> String {
    tab.click(&format!("{block} .copy")).await;
    tab.wait(&format!("document.querySelector('{block} .copy').textContent === 'Copied'")).await;
    tab.get("navigator.clipboard.readText()").await
}

#[test]
fn the_code_is_selected_if_the_clipboard_is_refused() {
    test("a clipboard that is refused", async |chromium| {
        let mut tab = chromium.tab().await;
        tab.permit("clipboard-write", PermissionSetting::Denied).await;
        tab.open(&format!("{}site/{CANCEL_CODE}", chromium.sites.http())).await;
        tab.click(".copy").await;
        tab.wait("document.querySelector('.copy').textContent === 'Press Ctrl+C'").await;
        tab.wait("getSelection().toString() === document.querySelector('.code code').textContent").await;
        tab.assert_no_problems(CANCEL_CODE).await;
    });
}

#[test]
fn pages_are_readable_without_scripts() {
    const IS_VISIBLE: &str = "(selector) => document.querySelector(selector)?.checkVisibility() ?? false";
    test("pages without JavaScript", async |chromium| {
        let tab = chromium.tab().await;
        tab.disable_scripts().await;
        for base in chromium.sites.bases() {
            tab.open(&format!("{base}site/{SEND_MESSAGE}")).await;
            for (selector, is_visible) in [
                ("h1", true),
                ("table.fields", true),
                ("nav a", true),
                ("form.search", false),
                (".copy", false),
            ] {
                let visible: bool = tab.get(&format!("({IS_VISIBLE})('{selector}')")).await;
                assert_eq!(visible, is_visible, "{selector}");
            }
            assert_tab(&tab, "rust").await;
            tab.click("label[for=json]").await;
            assert_tab(&tab, "json").await;
            let folded = "document.querySelector('details:not(.switcher) td').checkVisibility()";
            assert!(!tab.get::<bool>(folded).await);
            tab.click("details:not(.switcher) > summary").await;
            assert!(tab.get::<bool>(folded).await);
            tab.click(".switcher summary").await;
            assert!(tab.get::<bool>(&format!("({IS_VISIBLE})('.switcher li a')")).await);
        }
    });
}
