//! Every type of page loads without messages, errors and requests to other servers.

use crate::browser::test;
use crate::site::PAGES;

#[test]
fn all_types_of_pages_load_without_messages() {
    test("loading of pages", async |chromium| {
        let mut tab = chromium.tab().await;
        for base in chromium.sites.bases() {
            for page in PAGES {
                let address = format!("{base}site/{page}");
                tab.open(&address).await;
                tab.wait("document.querySelector('h1').textContent.length > 0").await;
                let is_styled = "getComputedStyle(document.body).margin === '0px'";
                assert!(tab.get::<bool>(is_styled).await, "{address} has no style");
                tab.assert_no_problems(&address).await;
            }
        }
    });
}

/// Checks that the test above would notice problems.
#[test]
fn problems_are_noticed() {
    let faults = [
        ("<script>1</script>", "violates the following Content Security Policy"),
        ("<p style='color: red'>", "violates the following Content Security Policy"),
        ("<script src='missing.js'></script>", "404"),
        ("<img src='http://127.0.0.2:9/a.png'>", "violates the following Content Security Policy"),
        ("<script src='fault.js'></script>", "fault is not defined"),
        ("<script src='message.js'></script>", "a message"),
    ];
    test("problems", async |chromium| {
        let (sites, mut tab) = (&chromium.sites, chromium.tab().await);
        sites.add_file("fault.js", "fault;");
        sites.add_file("message.js", "console.log('a message');");
        for (fault, expected) in faults {
            let policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'self'\">";
            sites.add_file(
                "fault.html",
                &format!("<!DOCTYPE html><link rel=icon href=data:,>{policy}{fault}"),
            );
            tab.open(&format!("{}fault.html", sites.http())).await;
            let problems = tab.problems().await;
            assert!(problems.iter().any(|problem| problem.contains(expected)), "{fault}: {problems:?}");
        }
    });
}
