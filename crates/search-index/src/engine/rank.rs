//! How well a listing matches the words: the number that `ts_rank` of `PostgreSQL` gives, so that the order does not
//! depend on who computed it.

use std::sync::LazyLock;

use super::{forward::Words, segment::Segment, set::Bits};
use crate::query::{Query, Wanted};

/// Of places D, C, B and A.
pub(crate) const WEIGHTS: [f32; 4] = [0.05, 0.2, 0.5, 1.0];

/// Words that are looked for one by one.
const FEW: usize = 12;

/// A query made ready for the listings of one segment.
pub(crate) struct Ranking {
    /// Terms of each operand, first and one past the last; in the order of the operands' bytes.
    operands: Vec<(u32, u32)>,
    /// The same terms by their rank in the listings' words, ascending, each once.
    sought: Vec<u32>,
    /// Those again when they are many, as the beginning of a word has them: listings are read through.
    many: Option<Bits>,
    together: bool,
    found: Vec<Found>,
    places: Vec<u16>,
}

/// A word of the listing that an operand finds; places by their bounds.
struct Found {
    operand: usize,
    term: u32,
    from: usize,
    to: usize,
    placed: bool,
}

impl Ranking {
    pub(crate) fn new(segment: &Segment, query: &Query) -> Self {
        let mut operands: Vec<(&str, bool)> = Vec::new();
        for term in &query.terms {
            match &term.wanted {
                Wanted::Any(alternatives) => {
                    operands.extend(alternatives.iter().flatten().map(|it| (it.lexeme.as_str(), it.prefix)));
                }
                Wanted::Phrase(lexemes) => {
                    operands.extend(lexemes.iter().map(|(_, it)| (it.as_str(), false)));
                }
            }
        }
        // PostgreSQL keeps operands right to left, and the first of equal ones.
        operands.reverse();
        operands.sort_by_key(|(lexeme, _)| *lexeme);
        operands.dedup_by_key(|(lexeme, _)| *lexeme);
        let terms = |(lexeme, prefix): (&str, bool)| segment.lexicon.terms(lexeme, prefix);
        let operands: Vec<(u32, u32)> = operands.into_iter().map(terms).collect();
        let ranks =
            operands.iter().flat_map(|(first, past)| *first..*past).map(|term| segment.words.rank(term));
        let mut sought: Vec<u32> = ranks.collect();
        sought.sort_unstable();
        sought.dedup();
        let many = (sought.len() > FEW).then(|| {
            let mut bits = Bits::none(segment.lexicon.len());
            for rank in &sought {
                bits.insert(*rank);
            }
            bits
        });
        Self {
            operands,
            sought,
            many,
            together: is_conjunction(query),
            found: Vec::new(),
            places: Vec::new(),
        }
    }

    /// The rank of a listing.
    pub(crate) fn of(&mut self, segment: &Segment, slot: u32) -> f32 {
        self.read(segment, slot);
        let mut rank =
            if self.together && self.operands.len() > 1 { self.proximity() } else { self.frequency() };
        if rank < 0.0 {
            rank = 1e-20;
        }
        let length = segment.columns.length.get(slot as usize).copied().unwrap_or_default();
        if length > 0 {
            rank = narrow(f64::from(rank) / (logarithm(length + 1) / 2.0_f64.ln()));
        }
        rank
    }

    fn read(&mut self, segment: &Segment, slot: u32) {
        self.found.clear();
        self.places.clear();
        let mut words = segment.words.of(slot);
        match self.many.take() {
            None => {
                for at in 0..self.sought.len() {
                    let rank = self.sought.get(at).copied().unwrap_or_default();
                    if words.find(rank) {
                        self.note(segment.words.term(rank), &mut words);
                    }
                }
            }
            Some(many) => {
                let rarest = self.sought.last().copied().unwrap_or_default();
                while let Some(rank) = words.next().filter(|rank| *rank <= rarest) {
                    if many.contains(rank) {
                        self.note(segment.words.term(rank), &mut words);
                    } else {
                        words.skip();
                    }
                }
                self.many = Some(many);
            }
        }
        // Words of one operand stay in the order of their bytes.
        if self.found.len() > 1 {
            self.found.sort_unstable_by_key(|it| (it.operand, it.term));
        }
    }

    /// Keeps the places of a word for the operands that it answers.
    fn note(&mut self, term: u32, words: &mut Words<'_>) {
        let from = self.places.len();
        let placed = words.places(&mut self.places);
        let to = self.places.len();
        for (operand, (first, past)) in self.operands.iter().enumerate() {
            if (*first..*past).contains(&term) {
                self.found.push(Found { operand, term, from, to, placed });
            }
        }
    }

    fn places_of(&self, found: &Found) -> &[u16] {
        self.places.get(found.from..found.to).unwrap_or_default()
    }

    /// Words that must stand together: the closer, the better.
    fn proximity(&self) -> f32 {
        let mut rank = -1.0_f32;
        // The last word that each operand found.
        let mut known: Vec<&Found> = Vec::with_capacity(self.operands.len());
        for (at, found) in self.found.iter().enumerate() {
            for other in &known {
                if other.operand != found.operand {
                    self.meet(found, other, &mut rank);
                }
            }
            if known.last().is_some_and(|last| last.operand == found.operand) {
                known.pop();
            }
            known.extend(self.found.get(at));
        }
        rank
    }

    fn meet(&self, found: &Found, other: &Found, rank: &mut f32) {
        for place in self.places_of(found) {
            for with in self.places_of(other) {
                let mut apart = u32::from((place & 0x3fff).abs_diff(with & 0x3fff));
                if apart == 0 && found.placed && other.placed {
                    continue;
                }
                if apart == 0 {
                    apart = 1 << 14;
                }
                let weight = met(*place, *with, apart);
                *rank = if *rank < 0.0 {
                    weight
                } else {
                    narrow(1.0 - (1.0 - f64::from(*rank)) * (1.0 - f64::from(weight)))
                };
            }
        }
    }

    /// Words of which one suffices: the more often and the weightier, the better.
    fn frequency(&self) -> f32 {
        let mut rank = 0.0_f32;
        for found in &self.found {
            let mut sum = 0.0_f32;
            let (mut heaviest, mut at) = (-1.0_f32, 1.0_f32);
            let mut nth = 0.0_f32;
            for place in self.places_of(found) {
                nth += 1.0;
                let weight = weight(*place);
                sum += weight / (nth * nth);
                if weight > heaviest {
                    heaviest = weight;
                    at = nth;
                }
            }
            rank =
                narrow(f64::from(rank) + f64::from(heaviest + sum - heaviest / (at * at)) / 1.644_934_066_85);
        }
        if self.operands.is_empty() { rank } else { rank / small(self.operands.len()) }
    }
}

/// Whether the query, as `PostgreSQL` reads it, is an « and » or a phrase at its top.
fn is_conjunction(query: &Query) -> bool {
    match query.terms.as_slice() {
        [one] => {
            !one.excluded
                && match &one.wanted {
                    Wanted::Any(alternatives) => alternatives.len() == 1 && alternatives[0].len() > 1,
                    Wanted::Phrase(lexemes) => lexemes.len() > 1,
                }
        }
        _ => true,
    }
}

fn weight(place: u16) -> f32 {
    WEIGHTS.get(usize::from(place >> 14)).copied().unwrap_or_default()
}

/// Farther apart than this, words are worth next to nothing to each other.
const FAR: usize = 100;

/// How much two words at their places are worth to each other: known beforehand for each pair of weights and each distance,
/// since a root for every pair of places would be half of the ranking.
fn met(place: u16, with: u16, apart: u32) -> f32 {
    static KNOWN: LazyLock<[[f32; FAR + 2]; 16]> = LazyLock::new(|| {
        std::array::from_fn(|weights| {
            let both = WEIGHTS[weights >> 2] * WEIGHTS[weights & 3];
            std::array::from_fn(|apart| narrow(f64::from(both * nearness(apart)).sqrt()))
        })
    });
    let weights = usize::from(place >> 14) << 2 | usize::from(with >> 14);
    KNOWN[weights][(apart as usize).min(FAR + 1)]
}

fn nearness(apart: usize) -> f32 {
    if apart > FAR {
        return 1e-30;
    }
    let apart = f64::from(u32::try_from(apart).unwrap_or_default());
    narrow(1.0 / (1.005 + 0.05 * (apart / 1.5 - 2.0).exp()))
}

/// Natural logarithms, those of usual lengths of texts computed once.
fn logarithm(of: u32) -> f64 {
    static KNOWN: LazyLock<Vec<f64>> = LazyLock::new(|| (0..1024).map(|it| f64::from(it).ln()).collect());
    KNOWN.get(of as usize).copied().unwrap_or_else(|| f64::from(of).ln())
}

#[expect(clippy::cast_possible_truncation, reason = "the database computes in single precision")]
fn narrow(wide: f64) -> f32 {
    wide as f32
}

#[expect(clippy::cast_precision_loss, reason = "operands are a few dozen")]
fn small(count: usize) -> f32 {
    count as f32
}
