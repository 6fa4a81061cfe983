//! Starts Chromium. Tests that run at the same time share one process.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock, Weak};
use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::target::{CreateBrowserContextParams, CreateTargetParams};
use chromiumoxide::{Browser, BrowserConfig};
use futures::StreamExt;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::sync::Mutex as AsyncMutex;

use crate::report;
use crate::site::Sites;
use crate::tab::Tab;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// The Chromium process that the running tests share.
static SHARED: Mutex<Weak<Chromium>> = Mutex::new(Weak::new());

/// A running Chromium, and the sites that it opens.
pub(crate) struct Chromium {
    pub(crate) sites: Sites,
    browser: AsyncMutex<Browser>,
    /// The folder of the profile. It is removed after the browser has ended.
    _profile: TempDir,
}

/// Locked for reading while a test runs, and for writing while a test runs alone.
static RUNNING: RwLock<()> = RwLock::new(());

/// Runs a test, or reports that Chromium is missing.
pub(crate) fn test(untested: &str, test: impl AsyncFnOnce(&Chromium)) {
    // The lock is poisoned if another test failed.
    let _guard = RUNNING.read().unwrap_or_else(PoisonError::into_inner);
    run(untested, test);
}

/// Runs a test while no other test runs.
pub(crate) fn test_alone(untested: &str, test: impl AsyncFnOnce(&Chromium)) {
    let _guard = RUNNING.write().unwrap_or_else(PoisonError::into_inner);
    run(untested, test);
}

fn run(untested: &str, test: impl AsyncFnOnce(&Chromium)) {
    let Some(program) = find() else {
        return report::missing(untested, "Chromium is missing");
    };
    let chromium = shared(program);
    RUNTIME.block_on(test(&chromium));
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let programs = ["chromium", "chromium-browser", "google-chrome"];
    let mut files =
        programs.iter().flat_map(|program| folders.iter().map(move |folder| folder.join(program)));
    files.find(|file| file.is_file())
}

fn shared(program: PathBuf) -> Arc<Chromium> {
    // The lock is poisoned if another test failed.
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(chromium) = shared.upgrade() {
        return chromium;
    }
    let chromium = Arc::new(Chromium::start(program));
    *shared = Arc::downgrade(&chromium);
    chromium
}

impl Chromium {
    fn start(program: PathBuf) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let config = BrowserConfig::builder()
            .chrome_executable(program)
            .user_data_dir(profile.path())
            .no_sandbox()
            .new_headless_mode()
            .viewport(None)
            .arg("disable-gpu")
            .build()
            .unwrap();
        let (browser, mut handler) = RUNTIME.block_on(Browser::launch(config)).unwrap();
        RUNTIME.spawn(async move { while handler.next().await.is_some() {} });
        Self { sites: Sites::new(), browser: AsyncMutex::new(browser), _profile: profile }
    }

    /// Opens an empty tab with a storage of its own.
    pub(crate) async fn tab(&self) -> Tab {
        let browser = self.browser.lock().await;
        let context = browser.create_browser_context(CreateBrowserContextParams::default()).await.unwrap();
        let target = CreateTargetParams::builder().url("about:blank").browser_context_id(context.clone());
        let page = browser.new_page(target.build().unwrap()).await.unwrap();
        Tab::new(page, context).await
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let browser = self.browser.get_mut();
        RUNTIME.block_on(async {
            let _ = browser.close().await;
            let ended = tokio::time::timeout(Duration::from_secs(5), browser.wait()).await;
            if ended.is_err() {
                browser.kill().await;
            }
        });
    }
}
