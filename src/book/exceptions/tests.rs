//! Kinds of findings against a small book.
