//! `tl serve`: serves the site of schemas on this computer, and generates it again when files change.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tiny_http::{Header, Method, Request, Response, Server};
use tl_codegen::Files;

use super::generate::site::Content;
use crate::error::Error;
use crate::examples::examples;
use crate::report::Report;

/// Maximum time to wait for a request before files are checked for changes.
const INTERVAL: Duration = Duration::from_millis(150);

/// Time to wait for further changes of a file. If there are none, the file is considered complete.
const PAUSE: Duration = Duration::from_millis(50);

/// Serve the site of schemas on this computer
///
/// The pages are those of `tl generate site`, kept in memory. When a schema or an overlay changes, the pages are
/// generated again; reload a page to see them. If the new files have errors, the old pages stay. Only programs on this
/// computer can connect.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Serve a schema while you edit it", "tl serve api.tl --overlay docs.json"),
    ("Serve two layers on another port", "tl serve --layer 82 --layer 230 --port 9000"),
]))]
pub(crate) struct Args {
    #[command(flatten)]
    content: Content,
    /// Listen on this port; 0 chooses a free one
    #[arg(long, value_name = "PORT", default_value_t = 8230)]
    port: u16,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let changes = Changes::watch(&args.content.paths()?)?;
    let Some(mut files) = args.content.files(report)? else { return Ok(ExitCode::FAILURE) };
    let failed = |error| Error::Listen { port: args.port, error };
    let (server, address) = listen(args.port).map_err(failed)?;
    report.say(format_args!("serving http://{address}/; press Ctrl+C to stop"))?;
    report.flush()?;
    loop {
        if let Some(request) = server.recv_timeout(INTERVAL).map_err(failed)? {
            // An error is ignored, because the browser may close the connection at any time.
            let _ = respond(request, &files, address);
        }
        if changes.are_there() {
            let new = args.content.files(report).unwrap_or_else(|error| {
                report.error(&error);
                None
            });
            report.say(match new {
                Some(_) => "generated the pages again",
                None => "the pages were not generated again, because of the errors above",
            })?;
            report.flush()?;
            files = new.unwrap_or(files);
        }
    }
}

fn listen(port: u16) -> std::io::Result<(Server, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let address = listener.local_addr()?;
    let server = Server::from_listener(listener, None).map_err(std::io::Error::other)?;
    Ok((server, address))
}

fn respond(request: Request, files: &Files, address: SocketAddr) -> std::io::Result<()> {
    let (status, kind, text) = answer(&request, files, address);
    let mut response = Response::from_string(text).with_status_code(status);
    for (name, value) in
        [("Content-Type", kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    {
        // Names and values are ASCII, so this never fails.
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

/// Returns the status, the media type and the text of the response.
fn answer<'f>(request: &Request, files: &'f Files, address: SocketAddr) -> (u16, &'static str, &'f str) {
    const PLAIN: &str = "text/plain; charset=utf-8";
    if !matches!(request.method(), Method::Get | Method::Head) {
        return (405, PLAIN, "only GET and HEAD are allowed\n");
    }
    if !is_for(request, address) {
        return (403, PLAIN, "the header `Host` must contain the address of this server\n");
    }
    let path = path(request.url());
    match files.get(&path) {
        Some(text) => (200, media_type(&path), text),
        None => (404, PLAIN, "there is no such page\n"),
    }
}

/// Returns whether the header `Host` contains the address of this server. This prevents DNS rebinding: a hostile web
/// site can bind its own name to the address of this computer.
fn is_for(request: &Request, address: SocketAddr) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    let port = address.port();
    host.is_some_and(|host| {
        let host = host.value.as_str();
        host == format!("127.0.0.1:{port}") || host.eq_ignore_ascii_case(&format!("localhost:{port}"))
    })
}

/// Returns the path of the file that a URL names. The URL needs no decoding, because names of files contain only
/// characters that URLs do not escape.
fn path(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    match path.is_empty() || path.ends_with('/') {
        true => format!("{path}index.html"),
        false => path.to_owned(),
    }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A watcher of files, and the changes that it reports.
struct Changes {
    /// The watcher stops when it is dropped.
    _watcher: RecommendedWatcher,
    events: Receiver<()>,
}

impl Changes {
    /// Watches the folders that contain the files at `paths`. It does not watch the files themselves, because editors
    /// replace files with new ones.
    fn watch(paths: &[PathBuf]) -> Result<Self, Error> {
        let folders: BTreeSet<PathBuf> = paths.iter().map(|path| folder(path)).collect();
        let names: BTreeSet<OsString> =
            paths.iter().filter_map(|path| path.file_name().map(OsString::from)).collect();
        let (sender, events) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let is_change = event.is_ok_and(|event| {
                let is_named = |path: &PathBuf| path.file_name().is_some_and(|name| names.contains(name));
                !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(is_named)
            });
            if is_change {
                // The receiver is gone only if the program ends.
                let _ = sender.send(());
            }
        })
        .map_err(Error::Watch)?;
        for folder in &folders {
            watcher.watch(folder, RecursiveMode::NonRecursive).map_err(Error::Watch)?;
        }
        Ok(Self { _watcher: watcher, events })
    }

    /// Returns whether a file has changed since the last call. Waits for the end of the changes, because an editor may
    /// write a file in several steps.
    fn are_there(&self) -> bool {
        let is_changed = self.events.try_recv().is_ok();
        while is_changed && self.events.recv_timeout(PAUSE).is_ok() {}
        is_changed
    }
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}
