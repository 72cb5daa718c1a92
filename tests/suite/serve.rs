//! `serve`: the real program on a free port, asked as a browser asks, while an
//! officer breaks and mends the book.
#![cfg(feature = "serve")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::bench::{Bench, TODAY};

const RECORD: &str = "records/secretariat/2570/advance-0001.toml";

/// The preview of a bench, ended with the test.
struct Preview {
    child: Child,
    port: u16,
}

impl Preview {
    fn of(bench: &Bench) -> Preview {
        let mut child = Command::new(env!("CARGO_BIN_EXE_duebook"))
            .arg("--root")
            .arg(bench.root())
            .args(["--today", TODAY, "serve", "--port", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program can be run");
        let mut line = String::new();
        let out = child.stdout.as_mut().expect("its standard output");
        BufReader::new(out).read_line(&mut line).expect("an address");
        let port = line
            .trim()
            .strip_prefix("http://127.0.0.1:")
            .and_then(|rest| rest.strip_suffix('/'))
            .and_then(|port| port.parse().ok());
        Preview {
            port: port.unwrap_or_else(|| panic!("an address with a port, not {line:?}")),
            child,
        }
    }

    /// Asks with these very words and returns everything that came back.
    fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("a connection");
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .expect("a timeout");
        stream.write_all(request.as_bytes()).expect("a request can be sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> String {
        self.raw(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ))
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.port))
    }

    /// What the page's own script asks: comes back once there is another state.
    fn wait(&self, state: &str) -> String {
        let answer = self.get(&format!("/.duebook/wait?{state}"));
        answer.split("\r\n\r\n").nth(1).unwrap_or_default().to_owned()
    }

    /// Makes an edit, and returns the next state and how long it took to be told.
    fn edit(&self, edit: impl FnOnce()) -> Duration {
        let before = self.wait("");
        let started = Instant::now();
        std::thread::scope(|scope| {
            let told = scope.spawn(|| self.wait(&before));
            std::thread::sleep(Duration::from_millis(30));
            edit();
            let now = told.join().expect("a told state");
            assert!(!now.is_empty() && now != before, "{before} became {now}");
        });
        started.elapsed()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or(answer)
}

#[test]
fn it_shows_what_build_makes_with_its_types_and_its_own_script() {
    let bench = Bench::office();
    bench.run(&["build"]).exits(0);
    let preview = Preview::of(&bench);
    let page = preview.get("/");
    assert_eq!(status(&page), "200");
    let built = bench.text("site/index.html");
    let body = page.split("\r\n\r\n").nth(1).expect("a body");
    // The served copy differs from the built one by the policy and two lines.
    let plain = body.replace("connect-src 'self'; ", "");
    let plain: Vec<&str> = plain.lines().filter(|line| !line.contains("/.duebook/")).collect();
    assert_eq!(plain, built.lines().collect::<Vec<_>>());
    assert!(!built.contains("connect-src") && body.contains("connect-src 'self'"));
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/en/index.html", "text/html; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/site.js", "text/javascript; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/assets/fonts.css", "text/css; charset=utf-8"),
        ("/downloads/records.json", "application/json; charset=utf-8"),
        (
            "/downloads/records/agency%3Dsecretariat/fiscal_year%3D2570/records.csv",
            "text/csv; charset=utf-8",
        ),
        ("/.duebook/reload.js", "text/javascript; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!(status(&answer), "200", "{path}");
        assert!(
            answer.contains(&format!("content-type: {kind}\r\n")),
            "{path}: {}",
            &answer[..300]
        );
    }
    let head = preview.ask("HEAD", "/", "localhost");
    assert!(
        head.ends_with("\r\n\r\n") && head.contains("content-length: "),
        "{head}"
    );
    bench.remove("site");
    assert_eq!(status(&preview.get("/secretariat/")), "200");
    assert!(!bench.root().join("site").exists(), "it writes no site");
}

#[test]
fn what_is_not_there_is_said_in_the_sites_look_and_nothing_else_is_reached() {
    let bench = Bench::office();
    let preview = Preview::of(&bench);
    for path in [
        "/nothing.html",
        "/../records/office.toml",
        "/%2e%2e/records/office.toml",
        "/assets/..%2f..%2frecords/office.toml",
        "/assets/../../records/office.toml",
        "/records/office.toml",
        "//etc/passwd",
        "/..%5c..%5crecords",
        "/%2e%2e%2frecords%2foffice.toml",
        "/index.html%00",
        "/%zz",
        "/index.html%",
    ] {
        let answer = preview.get(path);
        assert_eq!(status(&answer), "404", "{path}");
        assert!(
            answer.contains("ไม่พบหน้านี้") && answer.contains("href=\"/assets/site.css\""),
            "{path}"
        );
        assert!(!answer.contains("timezone") && !answer.contains("root:"), "{path}");
    }
    assert!(preview.get("/en/a/b/c.html").contains("No such page"));
    assert_eq!(
        status(&preview.raw("GET records/office.toml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
        "400"
    );
}

#[test]
fn only_this_machine_and_its_own_name_get_an_answer() {
    let bench = Bench::office();
    let preview = Preview::of(&bench);
    for (method, host, want) in [
        ("GET", "127.0.0.1", "200"),
        ("GET", "localhost:1", "200"),
        ("GET", "evil.example.org", "421"),
        ("GET", "127.0.0.1.evil.example.org", "421"),
        ("GET", "", "421"),
        ("POST", "localhost", "405"),
        ("PUT", "localhost", "405"),
        ("DELETE", "localhost", "405"),
        ("OPTIONS", "localhost", "405"),
    ] {
        assert_eq!(status(&preview.ask(method, "/", host)), want, "{method} {host}");
    }
    assert_eq!(status(&preview.raw("GET / HTTP/1.0\r\n\r\n")), "421", "no host at all");
    let other: SocketAddr = ([127, 0, 0, 2], preview.port).into();
    let refused = TcpStream::connect_timeout(&other, Duration::from_secs(2));
    assert!(refused.is_err(), "{other} answers");
    // The address by which other machines would reach this one, where it has one.
    let socket = UdpSocket::bind("0.0.0.0:0").expect("a socket");
    if socket.connect("192.0.2.1:9").is_ok() {
        let mut address = socket.local_addr().expect("an address");
        address.set_port(preview.port);
        let refused = TcpStream::connect_timeout(&address, Duration::from_secs(2));
        assert!(refused.is_err(), "{address} answers");
    }
}

#[test]
fn a_mistake_stands_above_the_last_good_page_until_it_is_mended() {
    let bench = Bench::office();
    let preview = Preview::of(&bench);
    let good = bench.text(RECORD);
    let took = preview.edit(|| {
        bench.file(RECORD, &format!("{good}\ncolour = \"แดง\"\n"));
    });
    assert!(
        took < Duration::from_secs(5),
        "told within two seconds on a quiet machine, not {took:?}"
    );
    let said = bench.run(&["check"]).exits(1).out.clone();
    let escaped = said
        .trim()
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('>', "&gt;")
        .replace('<', "&lt;");
    let page = preview.get("/");
    assert_eq!(status(&page), "200");
    assert!(
        page.contains(&escaped),
        "the words of check:\n{escaped}\n{}",
        &page[..page.len().min(4000)]
    );
    assert!(
        page.contains("id=\"main\"") && page.contains("ครั้งล่าสุดที่ไม่มีข้อผิดพลาด"),
        "the last good page stays below"
    );
    let english = preview.get("/en/");
    assert!(
        english.contains("mistakes to mend: 1") && english.contains("[unknown-key]"),
        "in the page's language"
    );
    preview.edit(|| _ = bench.file(RECORD, &good));
    assert!(!preview.get("/").contains("duebook-preview"));
}

#[test]
fn it_starts_with_a_broken_book_and_waits_for_it_to_be_mended() {
    let bench = Bench::office();
    let good = bench.text(RECORD);
    bench.file(RECORD, "contract = \n");
    let preview = Preview::of(&bench);
    let page = preview.get("/");
    assert_eq!(status(&page), "503");
    assert!(
        page.contains("ยังไม่มีเว็บให้ดู") && page.contains("advance-0001.toml"),
        "{page}"
    );
    assert_eq!(status(&preview.get("/assets/site.css")), "200");
    preview.edit(|| _ = bench.file(RECORD, &good));
    assert_eq!(status(&preview.get("/")), "200");
}

#[test]
fn a_broken_template_names_line_place_and_fields_in_both_languages() {
    let bench = Bench::office();
    let preview = Preview::of(&bench);
    bench.run(&["templates", "--write", "page/about.html"]).exits(0);
    preview.edit(|| _ = bench.edit("templates/page/about.html", "view.records", "view.recrods"));
    let (thai, english) = (preview.get("/"), preview.get("/en/"));
    for (page, words) in [
        (&thai, ["ไม่มีฟิลด์ recrods", "เขียน  records", "ที่ใช้ได้: "]),
        (&english, ["There is no field recrods", "Write  records", "Available: "]),
    ] {
        for part in words.into_iter().chain(["templates/page/about.html:", "^^^"]) {
            assert!(page.contains(part), "{part} in {}", &page[..page.len().min(4000)]);
        }
    }
    preview.edit(|| _ = bench.remove("templates/page/about.html"));
    assert!(!preview.get("/").contains("duebook-preview"));
}

#[test]
fn the_public_preview_shows_no_page_with_a_leak() {
    let bench = Bench::office();
    bench.edit("records/office.toml", "audience", "# audience");
    let preview = Preview::of(&bench);
    let text = "# ติดต่อ\n\n<somebody@private.example.org>\n";
    preview.edit(|| _ = bench.file("templates/pages/contact.md", text));
    let page = preview.get("/contact.html");
    assert_eq!(status(&page), "404");
    assert!(
        page.contains("contact.html: อีเมลของบุคคล") && !page.contains("somebody@"),
        "{page}"
    );
}

#[test]
fn a_port_in_use_is_told_with_what_to_do() {
    let bench = Bench::office();
    let preview = Preview::of(&bench);
    let port = preview.port.to_string();
    bench
        .run(&["serve", "--port", &port])
        .exits(2)
        .tells(&port)
        .tells("--port");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well() {
    let bench = Bench::office();
    let mut preview = Preview::of(&bench);
    let waits = TcpStream::connect((Ipv4Addr::LOCALHOST, preview.port)).expect("a connection that stays open");
    let pid = preview.child.id().to_string();
    let kill = Command::new("kill")
        .args(["-INT", &pid])
        .status()
        .expect("kill can be run");
    assert!(kill.success());
    let started = Instant::now();
    let ended = loop {
        if let Some(ended) = preview.child.try_wait().expect("a child") {
            break ended;
        }
        assert!(started.elapsed() < Duration::from_secs(5), "it goes on");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(ended.code(), Some(0));
    drop(waits);
}
