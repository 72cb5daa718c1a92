//! A look at an `.xls` before it is read. Its reader believes what the file says
//! of itself: it lays out every cell between the first and the last, makes room
//! for as many as a record names, and follows a chain of sectors round and round.
//! A program that is out of memory can tell the officer nothing, so it is
//! asked here first; nothing is read that the reader does not read.

use super::Unreadable;

/// The most cells between the first and the last, in all sheets together: half
/// of what one sheet can have. Each takes some sixty bytes, empty or not.
const MOST_LAID_OUT: u64 = 8_000_000;
/// The most cells that a sheet of this format can have.
const LARGEST_SHEET: u64 = 65_536 * 256;
/// The most records that are read: two sheets can be the same stretch of a file.
const MOST_RECORDS: u64 = 20_000_000;

/// No sector's number, but the end of a chain.
const END: u32 = 0xFFFF_FFFE;
/// From here on a number in the table of tables is no sector.
const RESERVED: u32 = 0xFFFF_FFFA;

/// Looks through a file.
///
/// # Errors
///
/// Where it is damaged, or would take more room than any register.
pub(super) fn look(bytes: &[u8]) -> Result<(), Unreadable> {
    let file = Compound::open(bytes).ok_or_else(|| Unreadable::broken("ตารางเซกเตอร์ · table of sectors"))?;
    let Some(entry) = file.entry("Workbook").or_else(|| file.entry("Book")) else {
        return Ok(());
    };
    let stream = file.stream(entry).ok_or_else(|| Unreadable::broken("Workbook"))?;
    sheets(&stream)
}

/// A file of sectors, chained by a table as on a disk of old.
struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<u32>,
    entries: Vec<u8>,
}

impl<'b> Compound<'b> {
    fn open(bytes: &'b [u8]) -> Option<Compound<'b>> {
        let sector = match short(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Compound {
            bytes,
            sector,
            table: Vec::new(),
            entries: Vec::new(),
        };
        let mut tables: Vec<u32> = longs(bytes.get(76..512)?).collect();
        let mut next = long(bytes, 68)?;
        for _ in 0..=file.sectors() {
            if next >= RESERVED {
                break;
            }
            tables.extend(longs(file.sector(next)?));
            next = tables.pop()?;
        }
        for id in tables.into_iter().filter(|id| *id < RESERVED) {
            let more: Vec<u32> = longs(file.sector(id)?).collect();
            file.table.extend(more);
        }
        file.entries = file.chain(long(bytes, 48)?, usize::MAX)?;
        // What is kept in small sectors lies in a stream of the first entry's.
        let small = (long(bytes, 64)? as usize).checked_mul(sector)?;
        (small <= bytes.len()).then_some(file)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    fn sector(&self, id: u32) -> Option<&'b [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..).map(|rest| &rest[..rest.len().min(self.sector)])
    }

    /// The sectors from one on, up to a length; nothing where they come back to
    /// where they were, or lead out of the file.
    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let (mut id, mut data) = (start, Vec::new());
        for _ in 0..=self.sectors() {
            if id == END || data.len() >= length {
                data.truncate(length);
                return Some(data);
            }
            data.extend_from_slice(self.sector(id)?);
            id = *self.table.get(id as usize)?;
        }
        None
    }

    /// The directory's entry of a name.
    fn entry(&self, name: &str) -> Option<&[u8]> {
        self.entries.chunks_exact(128).find(|entry| {
            let letters = entry[..64]
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            let letters: Vec<u16> = letters.take_while(|letter| *letter != 0).collect();
            String::from_utf16_lossy(&letters).eq_ignore_ascii_case(name)
        })
    }

    /// What an entry names; nothing where a file of this length cannot hold it.
    fn stream(&self, entry: &[u8]) -> Option<Vec<u8>> {
        let root = self.entries.chunks_exact(128).next()?;
        let (start, length) = (long(entry, 116)?, self.length(entry)?);
        if self.length(root)? > self.bytes.len() || length > self.bytes.len() {
            return None;
        }
        if length < 4096 {
            self.small(root, start, length)
        } else {
            self.chain(start, length)
        }
    }

    fn length(&self, entry: &[u8]) -> Option<usize> {
        let low = long(entry, 120)? as usize;
        let high = if self.sector == 512 {
            0
        } else {
            long(entry, 124)? as usize
        };
        (high == 0).then_some(low).or(Some(usize::MAX))
    }

    /// A stream that is kept in sectors of sixty-four bytes.
    fn small(&self, root: &[u8], start: u32, length: usize) -> Option<Vec<u8>> {
        let all = self.chain(long(root, 116)?, self.length(root)?)?;
        let table = self.chain(
            long(self.bytes, 60)?,
            (long(self.bytes, 64)? as usize).checked_mul(self.sector)?,
        )?;
        let (mut id, mut data) = (start, Vec::new());
        while id != END && data.len() < length {
            let rest = all.get((id as usize).checked_mul(64)?..)?;
            data.extend_from_slice(&rest[..rest.len().min(64)]);
            id = long(&table, (id as usize).checked_mul(4)?)?;
            if rest.is_empty() {
                return None;
            }
        }
        data.truncate(length);
        Some(data)
    }
}

/// The first and the last row and column of some cells.
#[derive(Default)]
struct Extent(Option<[u16; 4]>);

impl Extent {
    fn add(&mut self, row: u16, first: u16, last: u16) {
        let [top, left, bottom, right] = self.0.unwrap_or([row, first, row, last]);
        self.0 = Some([top.min(row), left.min(first), bottom.max(row), right.max(last)]);
    }

    fn cells(&self) -> u64 {
        let size = |first: u16, last: u16| u64::from(last.saturating_sub(first)) + 1;
        self.0
            .map_or(0, |[top, left, bottom, right]| size(top, bottom) * size(left, right))
    }
}

/// Goes through the records of every sheet as the reader will.
fn sheets(stream: &[u8]) -> Result<(), Unreadable> {
    let (mut cells, mut seen) = (0, 0);
    let mut starts = Vec::new();
    for (kind, data) in records(stream) {
        match kind {
            // What follows is locked; the reader stops here and says so.
            0x002F if short(data, 0) != Some(0) => return Ok(()),
            0x0085 => starts.extend(long(data, 0)),
            0x000A => break,
            _ => {}
        }
    }
    for start in starts {
        let Some(sheet) = stream.get(start as usize..) else {
            continue;
        };
        let (mut all, mut formulas) = (Extent::default(), Extent::default());
        let (mut begun, mut depth) = (false, 0_u32);
        for (kind, data) in records(sheet) {
            seen += 1;
            if seen > MOST_RECORDS {
                return Err(large());
            }
            match kind {
                // Charts within a sheet have records like its own.
                0x0809 if begun => depth += 1,
                0x0809 => begun = true,
                0x000A if depth == 0 => break,
                0x000A => depth -= 1,
                _ if depth > 0 => {}
                0x0200 if said(data).is_none_or(|cells| cells > LARGEST_SHEET) => {
                    return Err(Unreadable::broken("ขนาดของแผ่นงาน · size of a sheet"));
                }
                0x0006 | 0x00BD | 0x00D6 | 0x00FD | 0x0203 | 0x0204 | 0x0205 | 0x027E => {
                    if let (Some(row), Some(first)) = (short(data, 0), short(data, 2)) {
                        let more = if kind == 0x00BD {
                            data.len().saturating_sub(6) / 6
                        } else {
                            1
                        };
                        let last = first.saturating_add(u16::try_from(more.saturating_sub(1)).unwrap_or(u16::MAX));
                        all.add(row, first, last);
                        if kind == 0x0006 {
                            formulas.add(row, first, first);
                        }
                    }
                }
                _ => {}
            }
        }
        cells += all.cells() + formulas.cells();
        if cells > MOST_LAID_OUT {
            return Err(large());
        }
    }
    Ok(())
}

fn large() -> Unreadable {
    Unreadable::too_large(
        "ช่องแรกกับช่องสุดท้ายห่างกันเกินไป",
        "its first and last cells are too far apart",
    )
}

/// How many cells a sheet says that it has.
fn said(data: &[u8]) -> Option<u64> {
    let wide = data.len() >= 14;
    let at = |place: usize| {
        if wide {
            long(data, 4 * place)
        } else {
            short(data, 2 * place).map(u32::from)
        }
    };
    let columns = if wide { 8 } else { 4 };
    let (top, bottom) = (at(0)?, at(1)?);
    let (left, right) = (short(data, columns)?, short(data, columns + 2)?);
    if bottom == 0 || right == 0 {
        return Some(1);
    }
    // The reader takes a first column that cannot be for the first of all.
    let left = if left > 0xFF || right < left { 0 } else { left };
    let rows = u64::from(bottom).checked_sub(u64::from(top)).filter(|rows| *rows > 0)?;
    let columns = u64::from(right)
        .checked_sub(u64::from(left))
        .filter(|columns| *columns > 0)?;
    Some(rows * columns)
}

/// Records: kind, length, data.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (short(rest, 0)?, short(rest, 2)?);
        let data = rest.get(4..4 + usize::from(length))?;
        rest = &rest[4 + usize::from(length)..];
        Some((kind, data))
    })
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*two))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*four))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
