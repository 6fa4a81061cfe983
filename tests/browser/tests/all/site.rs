//! Generates the sites of the tests, and serves their files.

use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::thread::{self, JoinHandle};

use tempfile::TempDir;
use tiny_http::{Header, Request, Response, Server};
use tl_codegen::Files;
use tl_codegen::docs::html::{self, Section};
use tl_parser::schema::{Options, Schema};
use tl_parser::{Lints, SourceMap};

use crate::bytes;

/// The names and titles of the schemas of the site that most tests open.
const SCHEMAS: [(&str, &str); 4] = [
    ("telegram/81", "Layer 81"),
    ("telegram/82", "Layer 82"),
    ("telegram/230", "Layer 230"),
    ("mtproto", "MTProto"),
];

/// Descriptions, errors and availability of some declarations.
const OVERLAY: &str = include_str!("overlay.json");

/// Paths of pages in the site that most tests open: at least one page of each type, except [`BYTES`].
pub(crate) const PAGES: [&str; 16] = [
    "index.html",
    "telegram-230/index.html",
    METHODS,
    "telegram-230/methods/auth.html",
    "telegram-82/constructors.html",
    "telegram-82/types.html",
    CANCEL_CODE,
    SEND_MESSAGE,
    UPDATE,
    "telegram-230/constructors/user.html",
    "telegram-82/constructors/user.html",
    "telegram-230/errors.html",
    "telegram-230/bots.html",
    "telegram-230/built-in.html",
    "telegram-82/changes.html",
    "mtproto/methods/req_pq_multi.html",
];

/// The path of the page “Read bytes”. The site has this page only if `tl-web/pkg/tl-web.js` was built.
pub(crate) const BYTES: &str = "telegram-230/bytes.html";

pub(crate) const METHODS: &str = "telegram-230/methods.html";
pub(crate) const CANCEL_CODE: &str = "telegram-230/methods/auth.cancelCode.html";
pub(crate) const SEND_MESSAGE: &str = "telegram-230/methods/messages.sendMessage.html";
pub(crate) const UPDATE: &str = "telegram-230/types/Update.html";

static FILES: LazyLock<Files> = LazyLock::new(|| {
    let schemas = SCHEMAS.map(|(name, title)| (name.replace('/', "-"), title, bundled(name)));
    let sections: Vec<Section<'_>> =
        schemas.iter().map(|(name, title, schema)| Section::new(name, title, schema).unwrap()).collect();
    html::generate("TL schemas", &sections, bytes::reader().as_deref())
});

fn bundled(name: &str) -> Schema {
    let text = tl_schemas::find(name).unwrap().text();
    let mut sources = SourceMap::new();
    sources.add(name, text.into_owned()).unwrap();
    let mut schema =
        tl_parser::load(&sources, &Options { lenient: true, ..Options::default() }).schema.unwrap();
    let mut overlays = SourceMap::new();
    overlays.add("overlay.json", OVERLAY).unwrap();
    // Warnings are ignored, because not every schema has all declarations of the overlay.
    let _ = tl_parser::docs::merge(&overlays, &mut [&mut schema], &Lints::default());
    schema
}

/// A folder with sites, and a server for the folder.
pub(crate) struct Sites {
    folder: TempDir,
    server: Arc<Server>,
    threads: Vec<JoinHandle<()>>,
}

impl Sites {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        FILES.write_to(&folder.path().join("site")).unwrap();
        let server = Arc::new(Server::http((Ipv4Addr::LOCALHOST, 0)).unwrap());
        let threads = (0..4)
            .map(|_| {
                let (server, root) = (Arc::clone(&server), folder.path().to_owned());
                thread::spawn(move || serve(&server, &root))
            })
            .collect();
        Self { folder, server, threads }
    }

    /// Writes another site into the folder `name`.
    pub(crate) fn add(&self, name: &str, files: &Files) {
        files.write_to(&self.folder.path().join(name)).unwrap();
    }

    /// Writes a file into the folder.
    pub(crate) fn add_file(&self, path: &str, text: &str) {
        fs::write(self.folder.path().join(path), text).unwrap();
    }

    /// Returns the address of the folder on the server.
    pub(crate) fn http(&self) -> String {
        format!("http://{}/", self.server.server_addr().to_ip().unwrap())
    }

    /// Returns the addresses of the folder on the server and on the disk.
    pub(crate) fn bases(&self) -> [String; 2] {
        [self.http(), format!("file://{}/", self.folder.path().display())]
    }
}

impl Drop for Sites {
    fn drop(&mut self) {
        self.threads.iter().for_each(|_| self.server.unblock());
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn serve(server: &Server, root: &Path) {
    while let Ok(request) = server.recv() {
        // Errors are ignored, because the browser may close the connection.
        let _ = respond(request, root);
    }
}

fn respond(request: Request, root: &Path) -> std::io::Result<()> {
    let path = request.url().split('?').next().unwrap_or_default().trim_start_matches('/').to_owned();
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        _ => "text/javascript; charset=utf-8",
    };
    let header = Header::from_bytes("Content-Type", kind).unwrap();
    match fs::read(root.join(&path)) {
        Ok(bytes) => request.respond(Response::from_data(bytes).with_header(header)),
        Err(_) => request.respond(Response::from_string("missing").with_status_code(404)),
    }
}
