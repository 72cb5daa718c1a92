//! A QR code on paper that leads to the page it was printed from: one path of
//! black runs on white, drawn into the page itself, its address in words beside.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use serde::Serialize;

/// The white that a reader needs around a code, in modules.
const QUIET: i32 = 4;

/// A code as a template draws it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Qr {
    /// The whole address.
    address: String,
    /// Modules of a side, the white around included.
    size: i32,
    /// The black runs, a row at a time, to be stroked one module wide.
    path: String,
}

/// Draws an address; nothing where it is no web address, or longer than a code
/// can hold.
pub(super) fn code(address: String) -> Option<Qr> {
    if !address.starts_with("https://") && !address.starts_with("http://") {
        return None;
    }
    // Medium: a seventh of a photocopied code may be illegible. One mask for all:
    // to try the eight takes twenty times as long, for each of ten thousand pages.
    let code = QrCode::encode_segments_advanced(
        &QrSegment::make_segments(&address),
        QrCodeEcc::Medium,
        Version::MIN,
        Version::MAX,
        Some(Mask::new(0)),
        true,
    );
    let code = code.ok()?;
    Some(Qr {
        address,
        size: code.size() + 2 * QUIET,
        path: path(&code),
    })
}

fn path(code: &QrCode) -> String {
    let mut path = String::with_capacity(4 * 1024);
    for y in 0..code.size() {
        // Where the pen stands; a row begins with its own place.
        let mut pen = None;
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let run = i32::try_from(run).unwrap_or_default();
            if run > 0 {
                match pen {
                    None => {
                        push(&mut path, "M", x + QUIET);
                        push(&mut path, " ", y + QUIET);
                        push(&mut path, ".5h", run);
                    }
                    Some(pen) => {
                        push(&mut path, "m", x - pen);
                        push(&mut path, " 0h", run);
                    }
                }
                pen = Some(x + run);
            }
            x += run.max(1);
        }
    }
    path
}

/// Adds a step of the pen: a word, and a number below a thousand. Every printed page
/// has a code of hundreds of steps: the formatter took a 25th of a build for them.
fn push(path: &mut String, word: &str, number: i32) {
    path.push_str(word);
    for (least, unit) in [(100, 100), (10, 10), (0, 1)] {
        if number >= least {
            let digit = u32::try_from(number / unit % 10).unwrap_or_default();
            path.extend(char::from_digit(digit, 10));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a code as a camera would: the path drawn, ten dots a module, and decoded.
    fn scanned(qr: &Qr) -> String {
        const DOTS: usize = 10;
        let side = usize::try_from(qr.size).expect("a size");
        let mut dark = vec![vec![false; side]; side];
        let number = |text: &str| -> usize { text.parse().expect("a number") };
        for row in qr.path.split('M').skip(1) {
            let (x, rest) = row.split_once(' ').expect("a place");
            let (y, runs) = rest.split_once(".5h").expect("the middle of a row");
            let (mut x, y) = (number(x), number(y));
            for run in runs.split('m').enumerate() {
                let length = match run {
                    (0, first) => number(first),
                    (_, next) => {
                        let (gap, length) = next.split_once(" 0h").expect("a run");
                        x += number(gap);
                        number(length)
                    }
                };
                dark[y][x..x + length].fill(true);
                x += length;
            }
        }
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * DOTS, side * DOTS, |x, y| {
            if dark[y / DOTS][x / DOTS] { 0 } else { 255 }
        });
        let found = image.detect_grids();
        assert_eq!(found.len(), 1, "one code");
        found[0].decode().expect("a readable code").1
    }

    #[test]
    fn a_decoder_reads_the_address_back() {
        let records = (1..60).map(|n| format!("https://duebook.example.org/en/legal/2569/advance-{n:04}.html"));
        let others = [
            "https://duebook.bma.example.org/secretariat/2566/advance-0012.html",
            "https://duebook.bma.example.org/en/administration-registration/2569/register-guarantees-2.html",
            "http://10.1.2.3:8080/x/legal/2570/guarantee-0001.html",
        ];
        for address in others.map(str::to_owned).into_iter().chain(records) {
            let qr = code(address.clone()).expect("a code");
            assert_eq!(scanned(&qr), address);
            assert!(qr.path.len() < 6_000, "{}", qr.path.len());
        }
    }

    #[test]
    fn what_is_no_web_address_or_too_long_has_no_code() {
        assert!(code("javascript:alert(1)".to_owned()).is_none());
        assert!(code("file:///home/x.html".to_owned()).is_none());
        assert!(code(format!("https://{}", "x".repeat(3_000))).is_none());
    }
}
