//! Tests of `tl serve`: pages, invalid requests, and changed files.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

use common::{Folder, Server};

const SCHEMA: &str = "---functions--- a.first x:int = Bool;";

/// Sends a request. Returns the status line of the response, and the rest of the response.
fn get(server: &Server, request: &str, host: &str) -> (String, String) {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    let (status, rest) = response.split_once("\r\n").unwrap();
    (status.to_owned(), rest.to_owned())
}

#[test]
fn pages_are_served_to_this_computer_only() {
    let server = Folder::with("api.tl", SCHEMA).serve(&["serve", "api.tl"]);
    let host = &server.address;
    for (request, status, content) in [
        ("GET /", "HTTP/1.1 200 OK", "<h1>api</h1>"),
        ("GET /methods/a.first.html?q=x", "HTTP/1.1 200 OK", "<h1>a.first</h1>"),
        ("GET /methods.html", "HTTP/1.1 200 OK", "<h1>Methods</h1>"),
        ("GET /assets/style.css", "HTTP/1.1 200 OK", "text/css"),
        ("GET /../api.tl", "HTTP/1.1 404 Not Found", "there is no such page"),
        ("GET /api.tl", "HTTP/1.1 404 Not Found", "there is no such page"),
        ("POST /", "HTTP/1.1 405 Method Not Allowed", "only GET"),
    ] {
        let (found, rest) = get(&server, request, host);
        assert_eq!(found, status, "{request}");
        assert!(rest.contains(content) && rest.contains("nosniff"), "{request}: {rest}");
    }
    assert_eq!(get(&server, "GET /", "evil.example").0, "HTTP/1.1 403 Forbidden");
}

#[test]
fn changed_files_give_new_pages() {
    let folder = Folder::with("api.tl", SCHEMA);
    let mut server = folder.serve(&["serve", "api.tl"]);
    let status =
        |server: &Server, page: &str| get(server, &format!("GET /methods/{page}.html"), &server.address).0;
    fs::write(folder.path("api.tl"), "---functions--- a.second x:int = Bool;").unwrap();
    assert_eq!(server.line(), "generated the pages again\n");
    assert_eq!(status(&server, "a.first"), "HTTP/1.1 404 Not Found");
    assert_eq!(status(&server, "a.second"), "HTTP/1.1 200 OK");
    fs::write(folder.path("api.tl"), "---functions--- a.third x:int = Nothing").unwrap();
    assert!(server.line().starts_with("the pages were not generated again"));
    assert_eq!(status(&server, "a.second"), "HTTP/1.1 200 OK");
}

#[test]
fn changed_overlays_give_new_pages() {
    let folder = Folder::with("api.tl", SCHEMA);
    let describe = |text: &str| {
        let functions = format!(r#"{{"a.first": {{"description": "{text}"}}}}"#);
        let overlay = format!(r#"{{"format": "tl-overlay", "version": 1, "functions": {functions}}}"#);
        fs::write(folder.path("docs.json"), overlay).unwrap();
    };
    let page = |server: &Server| get(server, "GET /methods/a.first.html", &server.address).1;
    describe("The old text");
    let mut server = folder.serve(&["serve", "api.tl", "--overlay", "docs.json"]);
    assert!(page(&server).contains("<p>The old text</p>"));
    describe("The new text");
    assert_eq!(server.line(), "generated the pages again\n");
    assert!(page(&server).contains("<p>The new text</p>"));
}

#[test]
fn a_server_that_cannot_start_reports_the_reason() {
    let folder = Folder::with("api.tl", SCHEMA);
    let server = folder.serve(&["serve", "api.tl"]);
    let port = server.address.rsplit(':').next().unwrap();
    let error = folder.tl(&format!("serve api.tl --port {port}")).failure();
    assert!(error.contains(&format!("cannot listen on port {port}")), "{error}");
    let run = folder.tl("serve -");
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("standard input"), "{}", run.stderr);
}
