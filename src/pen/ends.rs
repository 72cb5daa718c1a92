//! Line ends: a file keeps those that it has, mixed ones too.

/// Gives `new` the line ends of `old`: lines that stood there keep theirs, new
/// ones take what most lines have. `new` has plain line feeds.
pub(super) fn keep(old: &str, new: &str) -> String {
    let windows = old.matches("\r\n").count();
    if windows == 0 {
        return new.to_owned();
    }
    let end = if windows * 2 >= old.matches('\n').count() {
        "\r\n"
    } else {
        "\n"
    };
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let same = |a: &&str, b: &&str| bare(a) == bare(b);
    let head = old.iter().zip(&new).take_while(|(a, b)| same(a, b)).count();
    let most = old.len().min(new.len()) - head;
    let foot = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(most)
        .take_while(|(a, b)| same(a, b))
        .count();
    let mut text: String = old[..head].concat();
    // The last line of a file may have no end, and must have one before another.
    if head < new.len() && !text.is_empty() && !text.ends_with('\n') {
        text.push_str(end);
    }
    for line in &new[head..new.len() - foot] {
        text.push_str(bare(line));
        if line.ends_with('\n') {
            text.push_str(end);
        }
    }
    text.push_str(&old[old.len() - foot..].concat());
    text
}

fn bare(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::keep;

    #[test]
    fn lines_that_stood_there_keep_their_ends_and_new_ones_take_the_usual() {
        for (old, new, want) in [
            ("a\nb\n", "a\nx\nb\n", "a\nx\nb\n"),
            ("a\r\nb\r\n", "a\nx\nb\n", "a\r\nx\r\nb\r\n"),
            ("a\r\nb\nc\r\n", "a\nb\nc\nd\n", "a\r\nb\nc\r\nd\r\n"),
            ("a\nb\nc\r\n", "a\nx\nc\n", "a\nx\nc\r\n"),
            ("a\r\nb", "a\nb2", "a\r\nb2"),
            ("a\r\nb", "a\nb\nc", "a\r\nb\r\nc"),
            ("a\r\na\r\n", "a\n", "a\r\n"),
        ] {
            assert_eq!(keep(old, new), want, "{old:?} {new:?}");
        }
    }
}
