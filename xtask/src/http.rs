//! Serves a folder on this machine, and nothing outside of it.
//!
//! Not `trunk serve`, which would build a site of its own: what is served and tested is the finished one, in any folder.

use anyhow::{Result, anyhow};
use percent_encoding::percent_decode_str;
use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

/// Takes the port on 127.0.0.1; 0 takes any that is free.
pub fn take_port(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        let another = if port < u16::MAX - 1 { port.max(1023) + 1 } else { 8080 };
        let advice = format!("another one: --port {another}");
        match error.kind() {
            io::ErrorKind::AddrInUse => {
                anyhow!("port {port} of 127.0.0.1 is taken by another program; stop that, or choose {advice}")
            }
            io::ErrorKind::PermissionDenied => anyhow!("port {port} is not for everyone to use; choose {advice}"),
            _ => anyhow!("port {port} of 127.0.0.1 can't be used: {error}; choose {advice}"),
        }
    })
}

/// A folder being served by this program, until that ends.
pub struct Site {
    /// Where: `http://127.0.0.1:8080/`
    pub address: String,
    thread: std::thread::JoinHandle<()>,
}

impl Site {
    /// Begins to serve the folder as `under`, a path such as `/` or `/some/folder/`; nothing is at any other path.
    pub fn serve(folder: &Path, under: &'static str, listener: TcpListener) -> Result<Site> {
        let port = listener.local_addr()?.port();
        let server = Server::from_listener(listener, None).map_err(|error| anyhow!("starting the server: {error}"))?;
        let folder = Arc::<Path>::from(folder);
        let thread = std::thread::spawn(move || {
            for request in server.incoming_requests() {
                let folder = Arc::clone(&folder);
                // Each in a thread of its own: whoever asks and doesn't read keeps nobody else waiting.
                std::thread::spawn(move || {
                    // A reader who has gone away is no trouble of the server's.
                    let _ = answer(request, &folder, under, port);
                });
            }
        });
        Ok(Site { address: format!("http://127.0.0.1:{port}{under}"), thread })
    }

    /// Serves until the program is stopped.
    pub fn for_ever(self) {
        let _ = self.thread.join();
    }
}

fn answer(request: Request, folder: &Path, under: &str, port: u16) -> io::Result<()> {
    if !is_for(&request, port) {
        let said = format!("This server is asked as 127.0.0.1:{port} or localhost:{port} only.\n");
        let response = Response::from_string(said).with_status_code(StatusCode(421));
        return request.respond(with_headers(response, &[]));
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        let said = format!("{} is not possible here, only GET and HEAD.\n", request.method());
        let response = Response::from_string(said).with_status_code(StatusCode(405));
        return request.respond(with_headers(response, &[("Allow", "GET, HEAD")]));
    }
    match file_for(folder, under, request.url()).and_then(|path| Some((File::open(&path).ok()?, path))) {
        Some((file, path)) => {
            request.respond(with_headers(Response::from_file(file), &[("Content-Type", content_type(&path))]))
        }
        None => {
            let response = Response::from_string("There is no such file here.\n").with_status_code(StatusCode(404));
            request.respond(with_headers(response, &[]))
        }
    }
}

/// Whether a request names this machine: a page from elsewhere could have its own name lead here, and read all of it.
fn is_for(request: &Request, port: u16) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    host.is_some_and(|header| ["127.0.0.1", "localhost"].iter().any(|name| header.value == format!("{name}:{port}")))
}

/// Every answer is asked for anew, so that a rebuilt site is never mixed with an old one.
fn with_headers<R: io::Read>(mut response: Response<R>, headers: &[(&str, &str)]) -> Response<R> {
    // What is served here is for everyone; pages from elsewhere need to be told so before they take a module from it.
    let always =
        [("Cache-Control", "no-cache"), ("X-Content-Type-Options", "nosniff"), ("Access-Control-Allow-Origin", "*")];
    for (name, value) in headers.iter().chain(&always) {
        if let Ok(header) = Header::from_bytes(*name, *value) {
            // A header given twice is replaced: the text answers bring a content type of their own.
            response.add_header(header);
        }
    }
    response
}

/// The file in the folder that the address of a request stands for.
fn file_for(folder: &Path, under: &str, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix(under)?;
    let mut file = folder.join(&*percent_decode_str(path).decode_utf8().ok()?);
    if path.is_empty() || path.ends_with('/') {
        file.push("index.html");
    }
    // What dots or a link inside the folder lead to outside of it is not served.
    let file = file.canonicalize().ok()?;
    (file.starts_with(folder.canonicalize().ok()?) && file.is_file()).then_some(file)
}

/// What a browser must be told about a file to use it.
fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "lifeline" | "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Site, file_for, take_port};
    use anyhow::Result;
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::path::PathBuf;

    /// A folder `site` with some files, and a secret beside it.
    fn folder(name: &str) -> Result<PathBuf> {
        let base = std::env::temp_dir().join(format!("lifeline-xtask-{}-{name}", std::process::id()));
        fs::create_dir_all(base.join("site/models"))?;
        fs::write(base.join("site/index.html"), "<p>the page</p>")?;
        fs::write(base.join("site/models/a b.lifeline"), "model a")?;
        fs::write(base.join("secret.txt"), "secret")?;
        #[cfg(unix)]
        let _ = std::os::unix::fs::symlink(base.join("secret.txt"), base.join("site/link.txt"));
        Ok(base.join("site"))
    }

    /// The whole answer to a request, headers included.
    fn ask(address: &str, request: &str) -> Result<String> {
        let host = address.trim_start_matches("http://").trim_end_matches('/');
        let mut answer = String::new();
        let mut stream = TcpStream::connect(host)?;
        write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    #[test]
    fn files_are_found_inside_the_folder_only() -> Result<()> {
        let site = folder("paths")?;
        for (url, found) in [
            ("/", Some("index.html")),
            ("/index.html?embed", Some("index.html")),
            ("/models/a%20b.lifeline", Some("models/a b.lifeline")),
            ("/models//a%20b.lifeline", Some("models/a b.lifeline")),
            ("/models", None),
            ("/models/", None),
            ("/nothing", None),
            ("/../secret.txt", None),
            ("/%2e%2e/secret.txt", None),
            ("/..%2fsecret.txt", None),
            ("/models/../../secret.txt", None),
            ("//etc/passwd", None),
            ("/link.txt", None),
            ("/%zz", None),
            ("/%ff", None),
            ("/%00", None),
            ("http://elsewhere/", None),
        ] {
            let expected = found.map(|f| site.join(f)).and_then(|f| f.canonicalize().ok());
            assert_eq!(file_for(&site, "/", url), expected, "{url}");
        }
        let page = site.join("index.html").canonicalize().ok();
        assert_eq!(file_for(&site, "/some/folder/", "/some/folder/"), page);
        for url in ["/", "/index.html", "/some/folder", "/some/folder/../index.html"] {
            assert_eq!(file_for(&site, "/some/folder/", url), None, "{url}");
        }
        let _ = fs::remove_dir_all(site.parent().unwrap_or(&site));
        Ok(())
    }

    #[test]
    fn requests_are_answered() -> Result<()> {
        let folder = folder("answers")?;
        let site = Site::serve(&folder, "/", take_port(0)?)?;
        for (request, status, contains) in [
            ("GET /", "200", "\r\n\r\n<p>the page</p>"),
            ("GET /", "200", "Content-Type: text/html; charset=utf-8\r\n"),
            ("GET /", "200", "Cache-Control: no-cache\r\n"),
            ("GET /", "200", "Access-Control-Allow-Origin: *\r\n"),
            ("GET /models/a%20b.lifeline", "200", "Content-Type: text/plain; charset=utf-8\r\n"),
            ("GET /gone", "404", "There is no such file here."),
            ("GET /../secret.txt", "404", "There is no such file here."),
            ("POST /", "405", "Allow: GET, HEAD\r\n"),
        ] {
            let answer = ask(&site.address, request)?;
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {answer}");
            assert!(answer.contains(contains), "{request}: {answer}");
        }
        let head = ask(&site.address, "HEAD /")?;
        assert!(head.contains("Content-Length: 15\r\n") && head.ends_with("\r\n\r\n"), "{head}");
        let _ = fs::remove_dir_all(folder.parent().unwrap_or(&folder));
        Ok(())
    }

    #[test]
    fn only_this_machine_s_own_names_are_answered() -> Result<()> {
        let folder = folder("names")?;
        let site = Site::serve(&folder, "/", take_port(0)?)?;
        let host = site.address.trim_start_matches("http://").trim_end_matches('/');
        let port = host.rsplit(':').next().unwrap_or_default();
        for (name, status) in [
            (host.to_owned(), "200"),
            (format!("localhost:{port}"), "200"),
            ("evil.example".to_owned(), "421"),
            (format!("evil.example:{port}"), "421"),
            (format!("127.0.0.1.evil.example:{port}"), "421"),
        ] {
            let mut stream = TcpStream::connect(host)?;
            write!(stream, "GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{name}: {answer}");
        }
        let _ = fs::remove_dir_all(folder.parent().unwrap_or(&folder));
        Ok(())
    }

    #[test]
    fn those_who_ask_and_do_not_read_keep_nobody_waiting() -> Result<()> {
        let folder = folder("stalled")?;
        // More than a connection holds that nobody reads from.
        fs::write(folder.join("large.txt"), vec![b'x'; 20 << 20])?;
        let site = Site::serve(&folder, "/", take_port(0)?)?;
        let host = site.address.trim_start_matches("http://").trim_end_matches('/');
        let mut stalled = Vec::new();
        for request in ["GET /large.txt HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 1000000\r\n"] {
            for _ in 0..20 {
                let mut stream = TcpStream::connect(host)?;
                write!(stream, "{request}Host: {host}\r\n\r\n")?;
                // It is being answered.
                if request.starts_with("GET") {
                    stream.read_exact(&mut [0])?;
                }
                stalled.push(stream);
            }
        }
        assert!(ask(&site.address, "GET /")?.starts_with("HTTP/1.1 200 "));
        drop(stalled);
        let _ = fs::remove_dir_all(folder.parent().unwrap_or(&folder));
        Ok(())
    }

    #[test]
    fn a_taken_port_is_named_with_the_way_out() -> Result<()> {
        let taken = take_port(0)?;
        let port = taken.local_addr()?.port();
        let said = take_port(port).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(said.starts_with(&format!("port {port} of 127.0.0.1 is taken")) && said.contains("--port "), "{said}");
        Ok(())
    }
}
