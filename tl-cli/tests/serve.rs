//! Tests the server: pages, wrong requests, and changed files.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use common::Folder;

const SCHEMA: &str = "---functions--- a.first x:int = Bool;";

/// A running server, which is stopped when it is dropped.
struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(folder: &Folder) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tl"));
        command.args(["serve", "api.tl", "--port", "0"]).current_dir(folder.path(""));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let line = line(&mut output);
        let address = line.strip_prefix("serving http://").unwrap().split('/').next().unwrap().to_owned();
        Self { child, output, address }
    }

    /// Returns the status line and the rest of the response.
    fn get(&self, request: &str, host: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        let (status, rest) = response.split_once("\r\n").unwrap();
        (status.to_owned(), rest.to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn line(output: &mut impl BufRead) -> String {
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    line
}

#[test]
fn pages_are_served_to_this_computer_only() {
    let server = Server::start(&Folder::with("api.tl", SCHEMA));
    let host = &server.address;
    for (request, status, content) in [
        ("GET /", "HTTP/1.1 200 OK", "<h1>api</h1>"),
        ("GET /methods/a.first.html?q=x", "HTTP/1.1 200 OK", "<h1>a.first</h1>"),
        ("GET /methods/", "HTTP/1.1 200 OK", "<h1>Methods</h1>"),
        ("GET /assets/style.css", "HTTP/1.1 200 OK", "text/css"),
        ("GET /../api.tl", "HTTP/1.1 404 Not Found", "there is no such page"),
        ("GET /api.tl", "HTTP/1.1 404 Not Found", "there is no such page"),
        ("POST /", "HTTP/1.1 405 Method Not Allowed", "only GET"),
    ] {
        let (found, rest) = server.get(request, host);
        assert_eq!(found, status, "{request}");
        assert!(rest.contains(content) && rest.contains("nosniff"), "{request}: {rest}");
    }
    assert_eq!(server.get("GET /", "evil.example").0, "HTTP/1.1 403 Forbidden");
}

#[test]
fn changed_files_give_new_pages() {
    let folder = Folder::with("api.tl", SCHEMA);
    let mut server = Server::start(&folder);
    let status =
        |server: &Server, page: &str| server.get(&format!("GET /methods/{page}.html"), &server.address).0;
    fs::write(folder.path("api.tl"), "---functions--- a.second x:int = Bool;").unwrap();
    assert_eq!(line(&mut server.output), "generated the pages again\n");
    assert_eq!(status(&server, "a.first"), "HTTP/1.1 404 Not Found");
    assert_eq!(status(&server, "a.second"), "HTTP/1.1 200 OK");
    fs::write(folder.path("api.tl"), "---functions--- a.third x:int = Nothing").unwrap();
    assert!(line(&mut server.output).starts_with("the pages were not generated again"));
    assert_eq!(status(&server, "a.second"), "HTTP/1.1 200 OK");
}

#[test]
fn a_server_that_cannot_start_reports_the_reason() {
    let folder = Folder::with("api.tl", SCHEMA);
    let server = Server::start(&folder);
    let port = server.address.rsplit(':').next().unwrap();
    let error = folder.tl(&format!("serve api.tl --port {port}")).failure();
    assert!(error.contains(&format!("cannot listen on port {port}")), "{error}");
    let run = folder.tl("serve -");
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("standard input"), "{}", run.stderr);
}
