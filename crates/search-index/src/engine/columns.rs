//! The facts of a segment's listings, a column each.

use std::collections::BTreeMap;

use super::{listing::Facts, sphere::Circle};

/// Stands for an unknown figure or day.
pub(crate) const NONE: i32 = i32::MIN;
/// Stands for a listing without a public point.
const NOWHERE: u32 = u32::MAX;

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
    pub(crate) price: Vec<i32>,
    pub(crate) turnover: Vec<i32>,
    /// Least and most that the price may be: the price itself, or the ends of its band.
    pub(crate) prices: Vec<(i32, i32)>,
    /// Likewise the turnover.
    pub(crate) turnovers: Vec<(i32, i32)>,
    /// How much is told, and what speaks for the author, of 100.
    pub(crate) merits: Vec<(u8, u8)>,
    /// From when on it counts for less; the end of time when nobody had to ask.
    pub(crate) confirm_by: Vec<i64>,
    pub(crate) pay: Vec<i32>,
    pub(crate) start: Vec<i32>,
    pub(crate) end: Vec<i32>,
    /// Percent; not a number when unknown.
    pub(crate) fee_share: Vec<f32>,
    /// What is counted, packed: see [`Packed`].
    pub(crate) packed: Vec<Packed>,
    /// Words with their places, counted as `PostgreSQL` counts the length of a text.
    pub(crate) length: Vec<u32>,
    /// Pairs of profession and specialty (0 for none), by their code in [`Packed`].
    pub(crate) trades: Pairs,
    /// Pairs of region and department.
    pub(crate) areas: Pairs,
    /// The end of each listing that has one, soonest first.
    pub(crate) ends: Vec<(i64, u32)>,
    place: Vec<u32>,
    /// Public points, southern first.
    points: Vec<(f64, f64)>,
    /// Slot of each listing by number.
    slots: Vec<(i64, u32)>,
}

/// What facets count of one listing: trade 16 bits, area 16, type 3, practice 4, lodging, secretary, urgent, days 7
/// from bit 42 on, price band 4, turnover band 4.
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

    /// Bands of price and turnover: eight bits.
    pub(crate) fn bands(self) -> usize {
        (self.0 >> 49 & 0xff) as usize
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
    /// Appends a listing; they come newest first.
    pub(crate) fn push(&mut self, it: &Facts, length: u32, bands: &Bands) {
        let slot = u32::try_from(self.number.len()).unwrap_or(u32::MAX);
        self.number.push(it.number);
        self.published.push(it.published_at);
        self.price.push(it.price.unwrap_or(NONE));
        self.turnover.push(it.turnover.unwrap_or(NONE));
        let ends = |exact: Option<i32>, band: Option<(i32, i32)>| {
            exact.map(|it| (it, it)).or(band).unwrap_or((NONE, NONE))
        };
        self.prices.push(ends(it.price, it.price_range));
        self.turnovers.push(ends(it.turnover, it.turnover_range));
        let of_100 = |merit: i16| u8::try_from(merit).unwrap_or_default();
        self.merits.push((of_100(it.completeness), of_100(it.author)));
        self.confirm_by.push(it.confirm_by.unwrap_or(i64::MAX));
        self.pay.push(it.pay.unwrap_or(NONE));
        self.start.push(it.start.unwrap_or(NONE));
        self.end.push(it.end.unwrap_or(NONE));
        self.fee_share.push(it.fee_share.unwrap_or(f32::NAN));
        self.length.push(length);
        let packed = self.pack(it, bands);
        self.packed.push(packed);
        self.slots.push((it.number, slot));
        self.ends.extend(it.expires_at.map(|at| (at, slot)));
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
            | Bands::of(&bands.turnover, it.turnover.or(it.turnover_range.map(|ends| ends.0))) << 4;
        Packed(trade | area << 16 | nature << 32 | bits(it.days, 7) << 42 | money << 49)
    }

    /// Puts in order what needs all listings: points, numbers, ends.
    pub(crate) fn finish(&mut self, points: &[Option<(f64, f64)>]) {
        self.slots.sort_unstable();
        self.ends.sort_unstable();
        let mut all: Vec<(f64, f64)> = points.iter().flatten().copied().collect();
        all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        all.dedup();
        let rank = |point: &(f64, f64)| {
            all.binary_search_by(|it| it.0.total_cmp(&point.0).then(it.1.total_cmp(&point.1)))
        };
        self.place = points
            .iter()
            .map(|point| {
                point
                    .as_ref()
                    .and_then(|it| rank(it).ok())
                    .and_then(|it| u32::try_from(it).ok())
                    .unwrap_or(NOWHERE)
            })
            .collect();
        all.shrink_to_fit();
        self.points = all;
    }

    /// The slot of a listing.
    pub(crate) fn slot_of(&self, number: i64) -> Option<u32> {
        let at = self.slots.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        self.slots.get(at).map(|(_, slot)| *slot)
    }

    /// The public point of a listing.
    pub(crate) fn point(&self, slot: u32) -> Option<(f64, f64)> {
        let place = *self.place.get(slot as usize)?;
        self.points.get(place as usize).copied()
    }

    /// Which public points lie in a circle; every listing stands on one of them or on none.
    pub(crate) fn within(&self, circle: &Circle) -> Within<'_> {
        let reach = circle.reach();
        let first = self.points.partition_point(|it| it.0 < circle.latitude - reach);
        let last = self.points.partition_point(|it| it.0 <= circle.latitude + reach);
        let mut metres = vec![f64::NAN; last - first];
        // A degree of longitude is at its shortest on the side nearer to the pole.
        let farthest = (circle.latitude.abs() + reach).min(89.9).to_radians().cos();
        let aside = reach / farthest;
        for (metres, point) in metres.iter_mut().zip(self.points.get(first..last).unwrap_or_default()) {
            let apart = (point.1 - circle.longitude).abs();
            if apart.min(360.0 - apart) <= aside {
                let away = circle.distance_to(point.0, point.1);
                if away <= circle.radius {
                    *metres = away;
                }
            }
        }
        Within { places: &self.place, first, metres }
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
            price: known(&self.price),
            turnover: known(&self.turnover),
            price_range: Self::band(&self.price, &self.prices, at),
            turnover_range: Self::band(&self.turnover, &self.turnovers, at),
            completeness: self.merits.get(at).map_or(0, |merits| i16::from(merits.0)),
            author: self.merits.get(at).map_or(0, |merits| i16::from(merits.1)),
            confirm_by: self.confirm_by.get(at).copied().filter(|moment| *moment != i64::MAX),
            pay: known(&self.pay),
            start: known(&self.start),
            end: known(&self.end),
            housing: nature >> 7 & 1 == 1,
            secretary: nature >> 8 & 1 == 1,
            urgent: nature >> 9 & 1 == 1,
            point: self.point(slot),
        })
    }

    /// The band of a figure that is not told itself.
    fn band(exact: &[i32], ends: &[(i32, i32)], at: usize) -> Option<(i32, i32)> {
        let untold = exact.get(at).is_some_and(|figure| *figure == NONE);
        ends.get(at).copied().filter(|ends| untold && ends.0 != NONE)
    }

    /// What the columns take, bytes.
    pub(crate) fn memory(&self) -> usize {
        self.number.capacity() * (8 + 8 + 5 * 4 + 16 + 10 + 4 + 8 + 4 + 4 + 16)
            + self.points.capacity() * 16
            + self.ends.capacity() * 16
    }
}

/// The listings of a circle, with their distance.
pub(crate) struct Within<'a> {
    places: &'a [u32],
    first: usize,
    metres: Vec<f64>,
}

impl Within<'_> {
    /// Metres from the centre; none outside the circle.
    pub(crate) fn distance(&self, slot: u32) -> Option<f64> {
        let place = *self.places.get(slot as usize)? as usize;
        self.metres.get(place.checked_sub(self.first)?).copied().filter(|metres| !metres.is_nan())
    }
}
