//! A page in Chromium. Records console messages, errors, dialogs and requests to other servers.

use std::pin::Pin;
use std::time::{Duration, Instant};

use chromiumoxide::Page;
use chromiumoxide::cdp::IntoEventKind;
use chromiumoxide::cdp::browser_protocol::browser::{
    BrowserContextId, PermissionDescriptor, PermissionSetting, SetPermissionParams,
};
use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetDeviceMetricsOverrideParams, SetScriptExecutionDisabledParams,
};
use chromiumoxide::cdp::browser_protocol::input::{DispatchKeyEventParams, DispatchKeyEventType};
use chromiumoxide::cdp::browser_protocol::log::EventEntryAdded;
use chromiumoxide::cdp::browser_protocol::network::{
    EventLoadingFailed, EventRequestWillBeSent, EventResponseReceived,
};
use chromiumoxide::cdp::browser_protocol::page::EventJavascriptDialogOpening;
use chromiumoxide::cdp::js_protocol::runtime::{EvaluateParams, EventConsoleApiCalled, EventExceptionThrown};
use chromiumoxide::keys::get_key_definition;
use chromiumoxide::layout::Point;
use futures::FutureExt;
use futures::stream::{SelectAll, Stream, StreamExt};
use serde::de::DeserializeOwned;

/// The maximum time to wait for a condition.
const TIMEOUT: Duration = Duration::from_secs(10);

pub(crate) const WIDE: i64 = 1100;
pub(crate) const NARROW: i64 = 390;

type Problems = Pin<Box<dyn Stream<Item = Option<String>> + Send>>;

pub(crate) struct Tab {
    pub(crate) page: Page,
    context: BrowserContextId,
    problems: SelectAll<Problems>,
}

impl Tab {
    pub(crate) async fn new(page: Page, context: BrowserContextId) -> Self {
        let problems = [
            problems(&page, |event: &EventConsoleApiCalled| Some(format!("{:?}", event.args))).await,
            problems(&page, |event: &EventExceptionThrown| Some(format!("{:?}", event.exception_details)))
                .await,
            problems(&page, |event: &EventEntryAdded| {
                Some(format!("{} {:?}", event.entry.text, event.entry.url))
            })
            .await,
            problems(&page, |event: &EventLoadingFailed| Some(format!("{event:?}"))).await,
            problems(&page, |event: &EventJavascriptDialogOpening| Some(format!("{event:?}"))).await,
            problems(&page, |event: &EventResponseReceived| {
                let response = &event.response;
                (response.status >= 400).then(|| format!("{} {}", response.status, response.url))
            })
            .await,
            problems(&page, |event: &EventRequestWillBeSent| {
                let url = &event.request.url;
                let is_own =
                    ["http://127.0.0.1:", "file:///", "data:"].iter().any(|own| url.starts_with(own));
                (!is_own).then(|| format!("a request to {url}"))
            })
            .await,
        ];
        let tab = Self { page, context, problems: problems.into_iter().collect() };
        tab.width(WIDE).await;
        tab
    }

    /// Opens an address, and waits until the page is loaded.
    pub(crate) async fn open(&self, address: &str) {
        self.page.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
        self.wait("document.readyState === 'complete'").await;
    }

    pub(crate) async fn close(self) {
        self.page.close().await.unwrap();
    }

    /// Returns the problems since the last call.
    pub(crate) async fn problems(&mut self) -> Vec<String> {
        // Chromium sends all earlier events before its answer to this call.
        let _: i32 = self.get("0").await;
        let mut problems = Vec::new();
        while let Some(Some(problem)) = self.problems.next().now_or_never() {
            problems.extend(problem);
        }
        problems
    }

    pub(crate) async fn assert_no_problems(&mut self, what: &str) {
        let problems = self.problems().await;
        assert!(problems.is_empty(), "{what}:\n{}", problems.join("\n"));
    }

    /// Returns the value of a JavaScript expression. Waits for promises.
    pub(crate) async fn get<T: DeserializeOwned>(&self, expression: &str) -> T {
        self.try_get(expression).await.unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    async fn try_get<T: DeserializeOwned>(&self, expression: &str) -> Result<T, String> {
        let params = EvaluateParams::builder()
            .expression(expression)
            .await_promise(true)
            .return_by_value(true)
            .user_gesture(true)
            .build()?;
        let result = self.page.evaluate_expression(params).await.map_err(|error| error.to_string())?;
        result.into_value().map_err(|error| error.to_string())
    }

    /// Waits until a JavaScript expression is true, also while another page is being opened.
    pub(crate) async fn wait(&self, expression: &str) {
        let start = Instant::now();
        loop {
            let result = self.try_get::<bool>(expression).await;
            if result == Ok(true) {
                return;
            }
            assert!(start.elapsed() < TIMEOUT, "{expression} is {result:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Clicks in the middle of an element, also if scripts are disabled.
    pub(crate) async fn click(&self, selector: &str) {
        let [x, y]: [f64; 2] = self
            .get(&format!(
                "(() => {{
                    const element = document.querySelector({selector:?});
                    element.scrollIntoView({{ block: 'center' }});
                    const {{ x, y, width, height }} = element.getClientRects()[0];
                    return [x + width / 2, y + height / 2];
                }})()"
            ))
            .await;
        self.page.click(Point::new(x, y)).await.unwrap();
    }

    /// Presses and releases a key. If it is a character, it is typed.
    pub(crate) async fn press(&self, key: &str) {
        let definition = get_key_definition(key).unwrap_or_else(|| panic!("there is no key {key}"));
        let text = definition.text.or((key.len() == 1).then_some(definition.key));
        let event = DispatchKeyEventParams::builder()
            .key(definition.key)
            .code(definition.code)
            .windows_virtual_key_code(definition.key_code);
        let down = match text {
            Some(text) => event.clone().r#type(DispatchKeyEventType::KeyDown).text(text),
            None => event.clone().r#type(DispatchKeyEventType::RawKeyDown),
        };
        for event in [down, event.r#type(DispatchKeyEventType::KeyUp)] {
            self.page.execute(event.build().unwrap()).await.unwrap();
        }
    }

    pub(crate) async fn type_text(&self, text: &str) {
        for c in text.chars() {
            self.press(&c.to_string()).await;
        }
    }

    pub(crate) async fn width(&self, width: i64) {
        let metrics = SetDeviceMetricsOverrideParams::new(width, 900, 1.0, false);
        self.page.execute(metrics).await.unwrap();
    }

    pub(crate) async fn theme(&self, theme: &str) {
        let feature = MediaFeature::new("prefers-color-scheme", theme);
        self.page.emulate_media_features(vec![feature]).await.unwrap();
    }

    pub(crate) async fn disable_scripts(&self) {
        self.page.execute(SetScriptExecutionDisabledParams::new(true)).await.unwrap();
    }

    pub(crate) async fn permit(&self, name: &str, setting: PermissionSetting) {
        let permission = PermissionDescriptor::new(name);
        let params = SetPermissionParams::builder()
            .permission(permission)
            .setting(setting)
            .browser_context_id(self.context.clone());
        self.page.execute(params.build().unwrap()).await.unwrap();
    }
}

/// Returns the descriptions of events. An item is `None` if the event is not a problem.
async fn problems<T: IntoEventKind + Unpin + Send + Sync + 'static>(
    page: &Page,
    describe: fn(&T) -> Option<String>,
) -> Problems {
    let events = page.event_listener::<T>().await.unwrap();
    Box::pin(events.map(move |event| describe(&event)))
}
