//! A made-up extraction of the directory, of any size, to measure its import with.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use demo_data::{DirectoryFile, Drift, HEADINGS, Written};

use super::load::seeds;
use crate::territory::Gazetteer;

/// Writes people until there are so many lines, in no order of their numbers. With a drift, the file is a later edition
/// of the one without: some people gone, some moved, some new.
pub fn write_directory_file(
    path: &Path,
    gazetteer: &Gazetteer,
    lines: u64,
    seed: u64,
    drift: u32,
) -> io::Result<Written> {
    let communes = seeds(gazetteer);
    let mut out = BufWriter::with_capacity(1 << 20, File::create_new(path)?);
    writeln!(out, "{HEADINGS}")?;
    // The first edition decides who is there, whatever the drift.
    let mut first = DirectoryFile::new(seed, Drift::None, &communes);
    let mut people = 0;
    let mut text = String::new();
    while first.written().lines < lines {
        first.write(people, u64::MAX, &mut text);
        if drift == 0 {
            out.write_all(text.as_bytes())?;
        }
        text.clear();
        people += 1;
    }
    if drift == 0 {
        out.flush()?;
        return Ok(first.written());
    }
    let mut later = DirectoryFile::new(seed, Drift::PerMille(drift), &communes);
    let newcomers = people * u64::from(drift) / 3000;
    for n in (0..people + newcomers).rev() {
        later.write(n, people, &mut text);
        out.write_all(text.as_bytes())?;
        text.clear();
    }
    out.flush()?;
    Ok(later.written())
}
