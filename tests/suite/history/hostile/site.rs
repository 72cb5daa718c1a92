//! At the published site, past the book.

use super::Way;

pub(super) const WAYS: [Way; 4] = [
    (
        "a page of the published site is edited",
        |scene| {
            let page = scene.bench.text("site/index.html");
            scene
                .bench
                .file("site/index.html", &page.replacen("<h1", "<h1 hidden", 1));
        },
        "site-changed",
    ),
    (
        "a page of the published site is taken away",
        |scene| {
            scene.bench.remove("site/en/about.html");
        },
        "site-missing",
    ),
    (
        "a page is slipped into the published site",
        |scene| {
            scene.bench.file("site/notice.html", "<p>ระงับการทวงถาม</p>");
        },
        "site-extra",
    ),
    (
        "a hidden file redirects the published site",
        |scene| {
            scene.bench.file("site/.htaccess", "Redirect / https://example.org/\n");
        },
        "site-extra",
    ),
];
