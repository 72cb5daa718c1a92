//! The preview's socket, on this machine's loopback alone, and its eye on the
//! book's files.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch;
use walkdir::WalkDir;

use crate::site::preview::{Answer, Request, Shown};

/// How often the book's files are looked at.
const GLANCE: Duration = Duration::from_millis(250);
/// How long a page may wait for the next state before it asks again.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a connection may take to say what it wants.
const SLOWEST: Duration = Duration::from_secs(10);

/// A door on the loopback that is open, but answers nobody yet.
#[derive(Debug)]
pub struct Door {
    listener: TcpListener,
    /// Its port.
    pub port: u16,
}

/// Opens the door; port 0 takes any that is free.
///
/// # Errors
///
/// As the system says: `AddrInUse` where somebody has the port.
pub fn open(port: u16) -> io::Result<Door> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let port = listener.local_addr()?.port();
    Ok(Door { listener, port })
}

/// Serves what is shown, and shows anew whenever the book's files or the day
/// change, until somebody presses Ctrl-C. `show` is told a number that rises;
/// `open` is called once there is something to see.
///
/// # Errors
///
/// As the system says.
pub fn serve(
    door: Door,
    root: &Path,
    mut show: impl FnMut(u64) -> Shown + Send + 'static,
    open: impl FnOnce(),
) -> io::Result<()> {
    let root = root.to_owned();
    // Before the first look at the files: an edit meanwhile is seen after it.
    let known = glance(&root);
    let (board, shown) = watch::channel(Arc::new(show(1)));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        door.listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(door.listener)?;
        tokio::spawn(welcome(listener, shown));
        // It ends with the program: it holds nothing that must be put away.
        std::thread::spawn(move || keep_looking(&root, known, &board, show));
        // Asked for before anybody knows that there is something to end.
        let stop = tokio::spawn(tokio::signal::ctrl_c());
        tokio::task::yield_now().await;
        open();
        stop.await.map_err(io::Error::other)?
    });
    runtime.shutdown_background();
    ended
}

async fn welcome(listener: tokio::net::TcpListener, shown: watch::Receiver<Arc<Shown>>) {
    loop {
        match listener.accept().await {
            Ok((stream, from)) if from.ip().is_loopback() => {
                tokio::spawn(converse(stream, shown.clone()));
            }
            Ok(_) => {}
            // Too many open files, for one: they close again.
            Err(_) => tokio::time::sleep(GLANCE).await,
        }
    }
}

async fn converse(stream: tokio::net::TcpStream, shown: watch::Receiver<Arc<Shown>>) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let shown = shown.clone();
        async move { Ok::<_, Infallible>(respond(&request, shown).await) }
    });
    // A browser that hangs up ends its own conversation only.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SLOWEST)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn respond(request: &hyper::Request<Incoming>, mut shown: watch::Receiver<Arc<Shown>>) -> Response<Full<Bytes>> {
    let asked = Request {
        method: request.method().as_str(),
        host: request.headers().get(header::HOST).and_then(|host| host.to_str().ok()),
        path: request.uri().path(),
    };
    if let Some(refusal) = asked.refusal() {
        return response(refusal);
    }
    if asked.waits() {
        let known = request.uri().query().unwrap_or_default();
        let changed = shown.wait_for(|shown| shown.state != known);
        let _ = tokio::time::timeout(PATIENCE, changed).await;
    }
    let now = shown.borrow().clone();
    response(now.answer(&asked))
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("x-frame-options", HeaderValue::from_static("DENY"));
    if answer.status == 405 {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if let Some(place) = answer.location.and_then(|place| HeaderValue::try_from(place).ok()) {
        headers.insert(header::LOCATION, place);
    }
    response
}

/// Looks at the files again and again; shows anew once they changed and then
/// stood still for one glance, as an editor writes in several steps.
fn keep_looking(root: &Path, mut known: Glance, board: &watch::Sender<Arc<Shown>>, mut show: impl FnMut(u64) -> Shown) {
    let mut number = 1;
    loop {
        let started = Instant::now();
        let mut now = glance(root);
        // A large book on a slow disk is looked at less often.
        let pause = GLANCE.max(started.elapsed() * 10);
        if now == known {
            std::thread::sleep(pause);
            continue;
        }
        loop {
            std::thread::sleep(GLANCE / 2);
            let later = glance(root);
            if later == now {
                break;
            }
            now = later;
        }
        known = now;
        number += 1;
        board.send_replace(Arc::new(show(number)));
    }
}

/// What tells whether anything changed: the day, and of each file its time and
/// size. Of git only where the newest commit is.
#[derive(PartialEq, Eq)]
struct Glance {
    day: chrono::NaiveDate,
    files: BTreeMap<std::path::PathBuf, (Option<SystemTime>, u64)>,
}

fn glance(root: &Path) -> Glance {
    let folders = [
        "records",
        "templates",
        ".git/HEAD",
        ".git/logs/HEAD",
        ".git/packed-refs",
    ];
    let files = folders
        .iter()
        .flat_map(|folder| WalkDir::new(root.join(folder)).follow_root_links(true))
        .flatten()
        .filter_map(|entry| {
            let data = entry.metadata().ok()?;
            Some((entry.into_path(), (data.modified().ok(), data.len())))
        });
    Glance {
        day: super::clock::today(),
        files: files.collect(),
    }
}
