//! Takes screenshots if the environment variable `TL_SCREENSHOTS` names a folder.

use std::path::PathBuf;
use std::{env, fs};

use chromiumoxide::page::ScreenshotParams;

use crate::browser::test;
use crate::site::{CANCEL_CODE, METHODS, SEND_MESSAGE, UPDATE};
use crate::tab::{NARROW, WIDE};

const PAGES: [(&str, &str); 9] = [
    ("index", "telegram-230/index.html"),
    ("methods", METHODS),
    ("auth.cancelCode", CANCEL_CODE),
    ("messages.sendMessage", SEND_MESSAGE),
    ("Update", UPDATE),
    ("user", "telegram-230/constructors/user.html"),
    ("changes", "telegram-82/changes.html"),
    ("switcher", "telegram-230/types/Update.html#switcher"),
    ("search", "telegram-230/index.html?q=send%20msg"),
];

#[test]
fn screenshots_are_taken_on_request() {
    let Some(folder) = env::var_os("TL_SCREENSHOTS").map(PathBuf::from) else { return };
    fs::create_dir_all(&folder).unwrap();
    test("screenshots", async |chromium| {
        let tab = chromium.tab().await;
        for width in [WIDE, NARROW] {
            tab.width(width).await;
            for theme in ["light", "dark"] {
                tab.theme(theme).await;
                for (name, page) in PAGES {
                    tab.open(&format!("{}site/{page}", chromium.sites.http())).await;
                    if name == "switcher" {
                        tab.click(".switcher summary").await;
                    }
                    if name == "search" {
                        tab.wait("document.querySelectorAll('#results a').length > 0").await;
                    }
                    let file = folder.join(format!("{name}-{width}-{theme}.png"));
                    tab.page.save_screenshot(ScreenshotParams::builder().build(), file).await.unwrap();
                }
            }
        }
    });
}
