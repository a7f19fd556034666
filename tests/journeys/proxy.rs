//! A proxy that a browser has to ask for everything: it notes what is asked for, and lets through only what is on this machine.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// Longer than any address and all headers that a journey sends, but for the link of a megabyte, whose fragment isn't sent.
const LONGEST_HEAD: u64 = 1 << 20;

/// Where everything is that may be asked for.
const HERE: &str = "http://127.0.0.1:";

/// A proxy on a port of its own, until the tests end.
pub struct Proxy {
    pub port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// Begins to listen.
    pub fn start() -> Result<Proxy, String> {
        let said = |e: io::Error| format!("a proxy for the browser: {e}");
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(said)?;
        let port = listener.local_addr().map_err(said)?.port();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let noted = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let noted = Arc::clone(&noted);
                // A browser that has gone away is no trouble of the proxy's.
                std::thread::spawn(move || serve(stream, &noted));
            }
        });
        Ok(Proxy { port, asked })
    }

    /// Everything that was asked for so far: addresses, and of encrypted connections `host:port`.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Answers one request. Each has a connection of its own, and the far end is told so, too.
fn serve(mut browser: TcpStream, noted: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut reader = BufReader::new(browser.try_clone()?.take(LONGEST_HEAD));
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        // What is no HTTP is noted as it is, and can't be anything of the site's.
        let read = reader.read_line(&mut line);
        let line = line.trim_end();
        if read.is_err() || line.is_empty() {
            break;
        }
        lines.push(line.to_owned());
    }
    // Browsers open connections ahead, and close again those that they don't need.
    let Some(first) = lines.first() else { return Ok(()) };
    // `GET http://127.0.0.1:40137/any/folder/ HTTP/1.1`, `CONNECT example.com:443 HTTP/1.1`
    let mut words = first.split(' ');
    let (method, address) = (words.next().unwrap_or_default(), words.next().unwrap_or(first.as_str()));
    noted.lock().unwrap_or_else(PoisonError::into_inner).push(address.to_owned());

    let Some((port, path)) = address.strip_prefix(HERE).and_then(|rest| rest.split_once('/')) else {
        return browser.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    };
    // Where nobody answers, the browser gets no answer either.
    let mut site = TcpStream::connect(("127.0.0.1", port.parse().map_err(io::Error::other)?))?;
    let kept = |line: &&String| {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        name != "connection" && name != "proxy-connection"
    };
    let headers: String = lines.iter().skip(1).filter(kept).map(|line| format!("{line}\r\n")).collect();
    write!(site, "{method} /{path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")?;
    io::copy(&mut site, &mut browser)?;
    browser.shutdown(Shutdown::Both)
}
