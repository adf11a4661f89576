//! The facts of a segment's listings, a column each.

use std::collections::{BTreeMap, HashMap};

use super::{listing::Facts, points::Spot};

/// From this bit on stand the terms of a listing, behind its programs.
pub(crate) const TERMS: u32 = 61;
/// The bits of programs.
const PROGRAMS: u64 = (1 << TERMS) - 1;

/// Programs and terms of a listing, a bit each. Few combinations of them occur.
fn mentions(it: &Facts) -> u64 {
    it.software & PROGRAMS | u64::from(it.terms) << TERMS
}

/// Stands for an unknown figure or day.
pub(crate) const NONE: i32 = i32::MIN;

/// The bounds of the bands that prices and turnovers are counted in, ascending: fourteen each at most.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bands {
    /// Euros.
    pub price: Vec<i32>,
    /// Euros a year.
    pub turnover: Vec<i32>,
}

impl Bands {
    /// 0 for an unknown figure, else one more than the number of bounds that it reaches.
    fn of(bounds: &[i32], figure: Option<i32>) -> u64 {
        figure.map_or(0, |figure| 1 + bounds.iter().take(14).filter(|bound| figure >= **bound).count() as u64)
    }
}

/// Facts by slot; slots run from the newest listing to the oldest.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub(crate) number: Vec<i64>,
    pub(crate) published: Vec<i64>,
    /// Least and most that the price may be: the price itself twice, or the ends of its band, which differ.
    pub(crate) prices: Vec<(i32, i32)>,
    /// Likewise the turnover.
    pub(crate) turnovers: Vec<(i32, i32)>,
    /// How much is told, and what speaks for the author, of 100.
    pub(crate) merits: Vec<(u8, u8)>,
    /// From when on some count for less: those whose owners were asked.
    confirm_by: HashMap<u32, i64>,
    pub(crate) pay: Vec<i32>,
    pub(crate) start: Vec<i32>,
    pub(crate) end: Vec<i32>,
    /// Percent; not a number when unknown.
    pub(crate) fee_share: Vec<f32>,
    /// What is counted, packed: see [`Packed`].
    pub(crate) packed: Vec<Packed>,
    /// Which of `mentions` a listing has.
    mentioned: Vec<u16>,
    /// What some listing mentions together, a bit each: see [`mentions`].
    mentions: Vec<u64>,
    mention_codes: HashMap<u64, u16>,
    /// Listings that have several ranges of days, ascending, and their days.
    pub(crate) period_slots: Vec<u32>,
    periods: HashMap<u32, Box<[(i32, i32)]>>,
    /// Words with their places, counted as `PostgreSQL` counts the length of a text.
    pub(crate) length: Vec<u32>,
    /// Pairs of profession and specialty (0 for none), by their code in [`Packed`].
    pub(crate) trades: Pairs,
    /// Pairs of region and department.
    pub(crate) areas: Pairs,
    /// The end of each listing that has one, soonest first.
    pub(crate) ends: Vec<(i64, u32)>,
    pub(super) place: Vec<u32>,
    /// Public points, from row to row: see [`in_rows`](super::within::in_rows). One of them is there once for each kind of
    /// listings that it has.
    pub(super) points: Vec<(f64, f64)>,
    /// The same on the square of the map, with their kind.
    pub(super) spots: Vec<Spot>,
    /// The same on the sphere of radius 1.
    pub(super) spherical: Vec<[f32; 3]>,
    /// Where the listings of each point begin in `standing`, and where the last ones end.
    pub(super) starts: Vec<u32>,
    /// Slots by their point.
    pub(super) standing: Vec<u32>,
    /// Slots by the number of their listing.
    pub(super) slots: Vec<u32>,
}

/// What facets count of one listing: trade 16 bits, area 16, type 3, practice 4, lodging, secretary, urgent, days 7
/// from bit 42 on, price band 4, turnover band 4, zone 2, author 2, pictures; at last whether it has several ranges of days, and whether it is confidential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Packed(pub(crate) u64);

impl Packed {
    pub(crate) fn trade(self) -> usize {
        (self.0 & 0xffff) as usize
    }

    pub(crate) fn area(self) -> usize {
        (self.0 >> 16 & 0xffff) as usize
    }

    /// Type, practice type and the three flags: ten bits.
    pub(crate) fn nature(self) -> usize {
        (self.0 >> 32 & 0x3ff) as usize
    }

    pub(crate) fn days(self) -> usize {
        (self.0 >> 42 & 0x7f) as usize
    }

    /// Whether it has several ranges of days.
    pub(crate) fn has_periods(self) -> bool {
        self.0 >> 62 & 1 == 1
    }

    /// Whether it keeps its place to itself.
    pub(crate) fn is_confidential(self) -> bool {
        self.0 >> 63 == 1
    }

    /// Bands of price and turnover: eight bits.
    pub(crate) fn money(self) -> usize {
        (self.0 >> 49 & 0xff) as usize
    }

    /// Zone, author and pictures: five bits.
    pub(crate) fn signs(self) -> usize {
        (self.0 >> 57 & 0x1f) as usize
    }
}

/// Pairs of keys by code.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    pub(crate) pairs: Vec<(i16, i16)>,
    codes: BTreeMap<(i16, i16), u16>,
}

impl Pairs {
    fn code(&mut self, pair: (i16, i16)) -> u64 {
        let next = u16::try_from(self.pairs.len()).unwrap_or(u16::MAX);
        let code = *self.codes.entry(pair).or_insert(next);
        if code == next {
            self.pairs.push(pair);
        }
        u64::from(code)
    }
}

impl Columns {
    /// None yet, with room for so many: columns that grow by doubling would keep up to half of it for nothing.
    pub(crate) fn with_room(listings: usize) -> Self {
        Self {
            number: Vec::with_capacity(listings),
            published: Vec::with_capacity(listings),
            prices: Vec::with_capacity(listings),
            turnovers: Vec::with_capacity(listings),
            merits: Vec::with_capacity(listings),
            pay: Vec::with_capacity(listings),
            start: Vec::with_capacity(listings),
            end: Vec::with_capacity(listings),
            fee_share: Vec::with_capacity(listings),
            packed: Vec::with_capacity(listings),
            mentioned: Vec::with_capacity(listings),
            length: Vec::with_capacity(listings),
            slots: Vec::with_capacity(listings),
            ..Self::default()
        }
    }

    /// Appends a listing; they come newest first.
    pub(crate) fn push(&mut self, it: &Facts, length: u32, bands: &Bands) {
        let slot = u32::try_from(self.number.len()).unwrap_or(u32::MAX);
        self.number.push(it.number);
        self.published.push(it.published_at);
        let ends = |exact: Option<i32>, band: Option<(i32, i32)>| {
            exact.map(|it| (it, it)).or(band).unwrap_or((NONE, NONE))
        };
        self.prices.push(ends(it.price, it.price_range));
        self.turnovers.push(ends(it.turnover, it.turnover_range));
        let of_100 = |merit: i16| u8::try_from(merit).unwrap_or_default();
        self.merits.push((of_100(it.completeness), of_100(it.author)));
        self.confirm_by.extend(it.confirm_by.map(|moment| (slot, moment)));
        self.pay.push(it.pay.unwrap_or(NONE));
        self.start.push(it.start.unwrap_or(NONE));
        self.end.push(it.end.unwrap_or(NONE));
        self.fee_share.push(it.fee_share.unwrap_or(f32::NAN));
        let mentioned = self.mention(mentions(it));
        self.mentioned.push(mentioned);
        if it.periods.len() > 1 {
            self.period_slots.push(slot);
            self.periods.insert(slot, it.periods.clone().into_boxed_slice());
        }
        self.length.push(length);
        let packed = self.pack(it, bands);
        self.packed.push(packed);
        self.slots.push(slot);
        self.ends.extend(it.expires_at.map(|at| (at, slot)));
    }

    /// The number of some mentions together; 0 for none, and for whatever comes after all numbers are given.
    fn mention(&mut self, mentions: u64) -> u16 {
        if self.mentions.is_empty() {
            self.mentions.push(0);
            self.mention_codes.insert(0, 0);
        }
        if let Some(code) = self.mention_codes.get(&mentions) {
            return *code;
        }
        let Ok(code) = u16::try_from(self.mentions.len()) else { return 0 };
        self.mentions.push(mentions);
        self.mention_codes.insert(mentions, code);
        code
    }

    fn pack(&mut self, it: &Facts, bands: &Bands) -> Packed {
        let bits = |value: i16, width: u32| u64::from(value.unsigned_abs()) & ((1 << width) - 1);
        let trade = self.trades.code((it.profession, it.specialty.unwrap_or(0)));
        let area = self.areas.code((it.region, it.department));
        let nature = bits(it.kind, 3)
            | bits(it.practice.unwrap_or(0), 4) << 3
            | u64::from(it.housing) << 7
            | u64::from(it.secretary) << 8
            | u64::from(it.urgent) << 9;
        let money = Bands::of(&bands.price, it.price.or(it.price_range.map(|ends| ends.0)))
            | Bands::of(&bands.turnover, it.turnover.or(it.turnover_range.map(|ends| ends.0))) << 4
            | bits(it.zone.unwrap_or(0), 2) << 8
            | bits(it.author_group, 2) << 10
            | u64::from(it.pictures) << 12
            | u64::from(it.periods.len() > 1) << 13
            | u64::from(it.confidential) << 14;
        Packed(trade | area << 16 | nature << 32 | bits(it.days, 7) << 42 | money << 49)
    }

    /// The slot of a listing.
    pub(crate) fn slot_of(&self, number: i64) -> Option<u32> {
        let of = |slot: &u32| self.number.get(*slot as usize).copied().unwrap_or_default();
        let at = self.slots.binary_search_by_key(&number, of).ok()?;
        self.slots.get(at).copied()
    }

    /// The public point of a listing, by its rank.
    #[inline]
    pub(crate) fn place(&self, slot: u32) -> Option<usize> {
        self.place.get(slot as usize).map(|place| *place as usize)
    }

    /// The public point of a listing.
    pub(crate) fn point(&self, slot: u32) -> Option<(f64, f64)> {
        self.points.get(self.place(slot)?).copied()
    }

    /// The type of a listing.
    pub(crate) fn kind(&self, slot: u32) -> usize {
        self.packed.get(slot as usize).map_or(0, |packed| packed.nature() & 7)
    }

    /// How many of the asked days, both included, a listing has; none when it has no days at all.
    pub(crate) fn days_within(&self, slot: u32, (from, to): (Option<i32>, Option<i32>)) -> Option<i32> {
        let start = *self.start.get(slot as usize).filter(|day| **day != NONE)?;
        let end = *self.end.get(slot as usize)?;
        let end = if end == NONE { i32::MAX } else { end };
        let met = |(start, end): (i32, i32)| {
            let (first, last) = (start.max(from.unwrap_or(i32::MIN)), end.min(to.unwrap_or(i32::MAX)));
            if first > last { 0 } else { last.saturating_sub(first).saturating_add(1) }
        };
        let periods = self
            .packed
            .get(slot as usize)
            .filter(|it| it.has_periods())
            .and_then(|_| self.periods.get(&slot));
        Some(match periods {
            // They never say more than the first and the last day.
            Some(periods) => {
                let own = periods.iter().map(|it| met((it.0.max(start), it.1.min(end))));
                own.fold(0, i32::saturating_add)
            }
            None => met((start, end)),
        })
    }

    /// How many listings, the newest, came online at a moment or later.
    pub(crate) fn since(&self, moment: i64) -> usize {
        self.published.partition_point(|at| *at >= moment)
    }

    /// A listing's facts again.
    pub(crate) fn facts(&self, slot: u32, expires_at: Option<i64>) -> Option<Facts> {
        let at = slot as usize;
        let known = |column: &[i32]| column.get(at).copied().filter(|figure| *figure != NONE);
        let packed = *self.packed.get(at)?;
        let (profession, specialty) = *self.trades.pairs.get(packed.trade())?;
        let (region, department) = *self.areas.pairs.get(packed.area())?;
        let nature = packed.nature();
        let small = |bits: usize| i16::try_from(bits).unwrap_or_default();
        Some(Facts {
            number: *self.number.get(at)?,
            published_at: *self.published.get(at)?,
            expires_at,
            kind: small(nature & 7),
            profession,
            specialty: Some(specialty).filter(|key| *key != 0),
            region,
            department,
            practice: Some(small(nature >> 3 & 15)).filter(|key| *key != 0),
            days: small(packed.days()),
            fee_share: self.fee_share.get(at).copied().filter(|share| !share.is_nan()),
            price: Self::exact(&self.prices, slot),
            turnover: Self::exact(&self.turnovers, slot),
            price_range: Self::band(&self.prices, at),
            turnover_range: Self::band(&self.turnovers, at),
            completeness: self.merits.get(at).map_or(0, |merits| i16::from(merits.0)),
            author: self.merits.get(at).map_or(0, |merits| i16::from(merits.1)),
            confirm_by: self.confirm_by.get(&slot).copied(),
            pay: known(&self.pay),
            start: known(&self.start),
            end: known(&self.end),
            housing: nature >> 7 & 1 == 1,
            secretary: nature >> 8 & 1 == 1,
            urgent: nature >> 9 & 1 == 1,
            zone: Some(small(packed.signs() & 3)).filter(|key| *key != 0),
            author_group: small(packed.signs() >> 2 & 3),
            pictures: packed.signs() >> 4 & 1 == 1,
            software: self.mentions(slot) & PROGRAMS,
            terms: u8::try_from(self.mentions(slot) >> TERMS).unwrap_or_default(),
            periods: self.periods.get(&slot).map(|it| it.to_vec()).unwrap_or_default(),
            point: self.point(slot),
            confidential: packed.is_confidential(),
        })
    }

    /// The band of a figure that is not told itself.
    fn band(ends: &[(i32, i32)], at: usize) -> Option<(i32, i32)> {
        ends.get(at).copied().filter(|(least, most)| least != most)
    }

    /// A figure that is told itself.
    fn exact(ends: &[(i32, i32)], slot: u32) -> Option<i32> {
        let ends = ends.get(slot as usize).filter(|(least, most)| least == most);
        ends.map(|(figure, _)| *figure).filter(|figure| *figure != NONE)
    }

    /// The price that is told itself.
    pub(crate) fn price(&self, slot: u32) -> Option<i32> {
        Self::exact(&self.prices, slot)
    }

    /// What a listing mentions, a bit each: see [`mentions`].
    #[inline]
    pub(crate) fn mentions(&self, slot: u32) -> u64 {
        let code = self.mentioned(slot);
        code.and_then(|code| self.mentions.get(code)).copied().unwrap_or_default()
    }

    /// Which of the combinations of mentions a listing has.
    #[inline]
    pub(crate) fn mentioned(&self, slot: u32) -> Option<usize> {
        self.mentioned.get(slot as usize).copied().map(usize::from)
    }

    /// The combinations of mentions that occur.
    pub(crate) fn mention_sets(&self) -> &[u64] {
        &self.mentions
    }

    /// Whether a listing still counts in full at a moment: nobody was asked to confirm it, or not so long ago.
    pub(crate) fn is_confirmed(&self, slot: u32, at: i64) -> bool {
        self.confirm_by.get(&slot).is_none_or(|moment| *moment > at)
    }

    /// What the columns take, bytes.
    pub(crate) fn memory(&self) -> usize {
        self.number.capacity() * (8 + 8 + 8 + 8 + 2 + 4 * 4 + 2 + 8 + 4 + 4 + 4)
            + self.confirm_by.capacity() * 16
            + self.mentions.capacity() * 8
            + self.period_slots.capacity() * 4
            + self.periods.values().map(|it| 32 + it.len() * 8).sum::<usize>()
            + self.points.capacity() * 40
            + self.standing.capacity() * 4
            + self.ends.capacity() * 16
    }
}
