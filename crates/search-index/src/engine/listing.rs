//! What the engine is given of a listing: public facts and the words of its projection.

/// Full time, in [`Facts::terms`].
pub const FULL_TIME: u8 = 1;
/// Part time.
pub const PART_TIME: u8 = 2;
/// A guaranteed minimum of pay.
pub const GUARANTEED: u8 = 4;

/// The facts that filters and orders read. Moments are microseconds since 1970, days are counted since 1970.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Number in the projection; breaks ties.
    pub number: i64,
    /// When it came online.
    pub published_at: i64,
    /// From when on nobody may find it.
    pub expires_at: Option<i64>,
    /// Key of the type, 1 to 7.
    pub kind: i16,
    /// Key of the profession.
    pub profession: i16,
    /// Key of the specialty.
    pub specialty: Option<i16>,
    /// Key of the region.
    pub region: i16,
    /// Key of the department.
    pub department: i16,
    /// Key of the practice type, 1 to 15.
    pub practice: Option<i16>,
    /// Bit mask of weekdays, monday 1.
    pub days: i16,
    /// Percent.
    pub fee_share: Option<f32>,
    /// Euros.
    pub price: Option<i32>,
    /// Euros a year.
    pub turnover: Option<i32>,
    /// Ends of the band that stands for a price that is not told.
    pub price_range: Option<(i32, i32)>,
    /// Like `price_range`.
    pub turnover_range: Option<(i32, i32)>,
    /// How much the listing tells, of 100.
    pub completeness: i16,
    /// What speaks for its author, of 100.
    pub author: i16,
    /// From when on nobody confirmed that it still holds.
    pub confirm_by: Option<i64>,
    /// Euros a day.
    pub pay: Option<i32>,
    /// First day.
    pub start: Option<i32>,
    /// Last day, included.
    pub end: Option<i32>,
    /// Lodging.
    pub housing: bool,
    /// A secretary.
    pub secretary: bool,
    /// Urgent.
    pub urgent: bool,
    /// Class of density of its place, 1 to 3.
    pub zone: Option<i16>,
    /// Who its author is, 1 to 3.
    pub author_group: i16,
    /// Pictures of its own.
    pub pictures: bool,
    /// Bit mask of the programs that it names, 61 of them at most.
    pub software: u64,
    /// What it is said of the time and the pay: a mask of [`FULL_TIME`], [`PART_TIME`] and [`GUARANTEED`].
    pub terms: u8,
    /// Its days when they are several ranges, ascending, both ends included; `start` and `end` are their bounds.
    pub periods: Vec<(i32, i32)>,
    /// The public point: latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Its point is drawn at random in an area: kept apart on tiles.
    pub confidential: bool,
}

/// One lexeme of a listing, with its places as a `tsvector` keeps them: position in the low 14 bits, weight above
/// (3 for A, 0 for D). A word may have no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What is looked up.
    pub lexeme: String,
    /// Ascending.
    pub places: Vec<u16>,
}

/// Reads the words of a `tsvector` in PostgreSQL's binary form; none when the bytes are no such thing.
#[must_use]
pub fn words_of_tsvector(bytes: &[u8]) -> Option<Vec<Word>> {
    let mut rest = bytes;
    let count = u32::from_be_bytes(take::<4>(&mut rest)?);
    let mut words = Vec::with_capacity(count.min(4096) as usize);
    for _ in 0..count {
        let end = rest.iter().position(|byte| *byte == 0)?;
        let (lexeme, after) = rest.split_at_checked(end)?;
        rest = after.get(1..)?;
        let places = u16::from_be_bytes(take::<2>(&mut rest)?);
        let places: Option<Vec<u16>> =
            (0..places).map(|_| take::<2>(&mut rest).map(u16::from_be_bytes)).collect();
        words.push(Word { lexeme: std::str::from_utf8(lexeme).ok()?.to_owned(), places: places? });
    }
    rest.is_empty().then_some(words)
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*taken)
}
