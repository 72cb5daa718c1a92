//! A time-stamp authority on the loopback: one that answers as a test wants it,
//! or OpenSSL's own (`openssl ts -reply`) behind a door of HTTP.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tempfile::TempDir;

use crate::bench::here;

/// How an authority answers.
#[derive(Clone, Debug)]
pub(crate) enum Manner {
    /// With these bytes.
    Bytes(Vec<u8>),
    /// With an error of HTTP.
    Status(u16),
    /// Not as long as anybody waits.
    Slow,
    /// As `openssl ts -reply` does, by the files of a folder.
    OpenSsl(PathBuf),
}

/// An authority that runs.
pub(crate) struct Tsa {
    pub(crate) port: u16,
    manner: Arc<Mutex<Manner>>,
    asked: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Tsa {
    pub(crate) fn start(manner: Manner) -> Tsa {
        Tsa::listen(manner, None)
    }

    /// One that is reached over TLS.
    pub(crate) fn secure(manner: Manner, config: Arc<ServerConfig>) -> Tsa {
        Tsa::listen(manner, Some(config))
    }

    fn listen(manner: Manner, config: Option<Arc<ServerConfig>>) -> Tsa {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (manner, asked) = (Arc::new(Mutex::new(manner)), Arc::new(Mutex::new(Vec::new())));
        let (how, noted) = (manner.clone(), asked.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (manner, noted) = (how.lock().expect("no panic").clone(), noted.clone());
                let tls = config
                    .clone()
                    .map(|config| ServerConnection::new(config).expect("a connection"));
                std::thread::spawn(move || match tls {
                    Some(tls) => serve(StreamOwned::new(tls, stream), manner, &noted),
                    None => serve(stream, manner, &noted),
                });
            }
        });
        Tsa { port, manner, asked }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/tsa", self.port)
    }

    /// Answers otherwise from now on.
    pub(crate) fn becomes(&self, manner: Manner) {
        *self.manner.lock().expect("no panic") = manner;
    }

    /// Returns what it was asked since the last time.
    pub(crate) fn asked(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut *self.asked.lock().expect("no panic"))
    }
}

fn serve(stream: impl Read + Write, manner: Manner, asked: &Mutex<Vec<Vec<u8>>>) {
    let mut reader = BufReader::new(stream);
    let (mut length, mut kind) = (0, String::new());
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().expect("a length"),
            "content-type" => value.trim().clone_into(&mut kind),
            _ => {}
        }
        line.clear();
    }
    let mut request = vec![0; length];
    // A client that does not trust the certificate asks nothing.
    if length == 0 || reader.read_exact(&mut request).is_err() {
        return;
    }
    assert_eq!(kind, "application/timestamp-query");
    asked.lock().expect("no panic").push(request.clone());
    let (status, body) = match manner {
        Manner::Bytes(bytes) => (200, bytes),
        Manner::Status(status) => (status, Vec::new()),
        Manner::Slow => {
            // Whoever asks hangs up long before; whoever does not hears of no time-out.
            std::thread::sleep(Duration::from_mins(1));
            return;
        }
        Manner::OpenSsl(folder) => (200, reply(&folder, &request)),
    };
    let head = format!(
        "HTTP/1.1 {status} so\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let stream = reader.get_mut();
    let _ = stream.write_all(&[head.as_bytes(), &body].concat());
    let _ = stream.flush();
}

/// Runs OpenSSL, which must succeed; returns what it said.
pub(crate) fn openssl(folder: &Path, words: &[&str]) -> String {
    let output = Command::new("openssl")
        .current_dir(folder)
        .args(words)
        .output()
        .expect("OpenSSL can be run");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "openssl {words:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned() + &said
}

/// Makes an authority of OpenSSL: its files are in the folder, its root in `ca.pem`.
pub(crate) fn founded() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let settings = "[req]\ndistinguished_name=name\n[name]\n\
        [root]\nbasicConstraints=critical,CA:true\n[stamper]\nextendedKeyUsage=critical,timeStamping\n\
        [tsa]\ndefault_tsa=office\n[office]\nserial=serial\ncrypto_device=builtin\ndefault_policy=1.2.3.4\n\
        digests=sha256\nsigner_cert=tsa.pem\nsigner_key=tsa.key\ncerts=ca.pem\nsigner_digest=sha256\n";
    fs::write(folder.path().join("tsa.cnf"), settings).expect("written");
    let run = |words: &str| openssl(folder.path(), &words.split(' ').collect::<Vec<_>>());
    for name in ["ca", "tsa"] {
        run(&format!("ecparam -name prime256v1 -genkey -noout -out {name}.key"));
    }
    run("req -config tsa.cnf -x509 -new -key ca.key -subj /CN=root-of-the-test -days 9 -extensions root -out ca.pem");
    run("req -config tsa.cnf -new -key tsa.key -subj /CN=authority-of-the-test -out tsa.csr");
    run(
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 9 -extfile tsa.cnf -extensions stamper -out tsa.pem",
    );
    folder
}

fn reply(folder: &Path, request: &[u8]) -> Vec<u8> {
    fs::write(folder.join("query.tsq"), request).expect("written");
    openssl(
        folder,
        &[
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-queryfile",
            "query.tsq",
            "-out",
            "reply.tsr",
        ],
    );
    fs::read(folder.join("reply.tsr")).expect("a reply")
}

/// A file that `tests/timestamps/make` made.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    fs::read(here().join("timestamps").join(name)).expect("a fixture")
}
