//! The search returns results quickly. The test runs alone.

use crate::browser::{Chromium, test_alone};
use crate::report::print;
use crate::site::CANCEL_CODE;

/// Target in milliseconds for the first search on a page, on a computer that does nothing else.
const COLD: f64 = 100.0;
/// Target in milliseconds for later searches on the same page.
const WARM: f64 = 20.0;

/// The test passes if, in at least one round, the median times are at most this many times their targets. A busy
/// computer may miss the targets.
const SLACK: f64 = 3.0;

/// The maximum number of rounds. Measuring stops when the targets are met.
const ROUNDS: usize = 4;

/// Types a query into the box, and returns the milliseconds until the list has results. The first query of a page
/// includes the loading of the index.
const TYPE: &str = "(query) => new Promise((resolve) => {
    const input = document.querySelector('.search input');
    const list = document.querySelector('#results');
    const start = performance.now();
    new MutationObserver((_, observer) => {
        observer.disconnect();
        resolve(performance.now() - start);
    }).observe(list, { childList: true });
    input.focus();
    input.value = query;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
})";

#[test]
fn results_appear_quickly() {
    test_alone("the time of a search", async |chromium| {
        for base in chromium.sites.bases() {
            // Measures again if a target is missed, because other programs may have used the processors.
            let mut is_acceptable = false;
            for _ in 0..ROUNDS {
                let ([cold, slowest_cold], [warm, slowest_warm]) = times(chromium, &base).await;
                print(&format!(
                    "search: first results after {cold:.1} ms (slowest {slowest_cold:.1}), others after {warm:.1} ms \
                     (slowest {slowest_warm:.1}), {base}"
                ));
                is_acceptable |= cold <= SLACK * COLD && warm <= SLACK * WARM;
                if cold <= COLD && warm <= WARM {
                    break;
                }
            }
            assert!(is_acceptable);
        }
    });
}

/// Returns the median and the maximum in milliseconds twice: for first searches on new pages, and for later searches.
async fn times(chromium: &Chromium, base: &str) -> ([f64; 2], [f64; 2]) {
    let (mut cold, mut warm) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        let tab = chromium.tab().await;
        tab.open(&format!("{base}site/{CANCEL_CODE}")).await;
        cold.push(tab.get::<f64>(&format!("({TYPE})('s')")).await);
        for query in ["se", "sen", "send", "sendm", "sendmesage", "get history", "0x1f040578", "user_id"] {
            warm.push(tab.get::<f64>(&format!("({TYPE})('{query}')")).await);
        }
        tab.close().await;
    }
    (summary(cold), summary(warm))
}

/// Returns the median and the maximum.
fn summary(mut times: Vec<f64>) -> [f64; 2] {
    times.sort_by(f64::total_cmp);
    [times[times.len() / 2], times[times.len() - 1]]
}
