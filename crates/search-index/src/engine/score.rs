//! The published ranking: the newest matches, scored, and the best of them.

use super::{
    columns::Columns,
    order::{Candidate, First, place},
    rank::Ranking,
    search::{Formula, Hit, Key, Page, Search},
    segment::Segment,
    within::Within,
};

/// Listings that are asked of the memory together: few enough to stay in the core's own.
const TOGETHER: usize = 256;
/// Days after which a listing of each type counts a third as fresh: replacements and availabilities, collaborations,
/// transfers.
const TAU: [f64; 8] = [45.0, 45.0, 7.0, 21.0, 7.0, 45.0, 45.0, 45.0];
/// From so many times that on, older makes no difference: PostgreSQL refuses exponentials that vanish.
const STALE: f64 = 100.0;
/// Microseconds of a second, seconds of a day.
const MICROS: f64 = 1_000_000.0;
const DAY: f64 = 86_400.0;

/// By what the newest matches are judged.
pub(crate) struct Judging<'a> {
    pub(crate) judged_at: i64,
    pub(crate) formula: Formula,
    pub(crate) page: &'a Page,
}

/// Scores the newest matches of all parts, and gives the best after the page's key.
pub(crate) fn best(
    parts: &[&Segment],
    withins: &[Option<Within<'_>>],
    newest: &[Candidate],
    search: &Search,
    judging: &Judging<'_>,
) -> Vec<(Candidate, Hit)> {
    let ranks = ranks(parts, newest, search);
    let judge = Judge { withins, search, judging, best: ranks.iter().copied().fold(0.0_f32, f32::max) };
    let after = judging.page.after.map(|after| place(judging.page.order, after));
    let mut first = First::new(judging.page.limit);
    for (at, (it, rank)) in newest.iter().zip(&ranks).enumerate() {
        let Some(segment) = parts.get(it.part) else { continue };
        // Most are far from the page whatever their age and place, which take longest to find out.
        let least = first.last().map(|(last, _): &(Candidate, usize)| -last.key.0);
        if least.is_some_and(|least| judge.at_most(&segment.columns, it.slot, *rank) < least) {
            continue;
        }
        let (score, _) = judge.score(&segment.columns, it, *rank);
        let candidate = Candidate { key: (-score, -it.number), ..*it };
        if after.is_none_or(|after| candidate.key > after) {
            first.offer((candidate, at));
        }
    }
    // What a score is made of is told of the page alone.
    let told = first.in_order().into_iter().filter_map(|(it, at)| {
        let (score, told) = judge.score(&parts.get(it.part)?.columns, &it, *ranks.get(at)?);
        let hit = Hit {
            number: it.number,
            key: Key::Whole(score),
            distance: None,
            score: Some(score),
            parts: Some(told),
        };
        Some((it, hit))
    });
    told.collect()
}

/// How well each candidate matches the words.
fn ranks(parts: &[&Segment], newest: &[Candidate], search: &Search) -> Vec<f32> {
    let Some(words) = &search.words else {
        return vec![0.0; newest.len()];
    };
    let mut rankings: Vec<Ranking> = parts.iter().map(|segment| Ranking::new(segment, words)).collect();
    let mut ranks: Vec<f32> = Vec::with_capacity(newest.len());
    for together in newest.chunks(TOGETHER) {
        let touched = together.iter().filter_map(|it| Some(parts.get(it.part)?.touch(it.slot)));
        std::hint::black_box(touched.fold(0, |sum, it| sum ^ it));
        ranks.extend(together.iter().map(|it| match (rankings.get_mut(it.part), parts.get(it.part)) {
            (Some(ranking), Some(segment)) => ranking.of(segment, it.slot),
            _ => 0.0,
        }));
    }
    ranks
}

/// The published formula over the candidates of one search.
struct Judge<'a> {
    withins: &'a [Option<Within<'a>>],
    search: &'a Search,
    judging: &'a Judging<'a>,
    /// The best rank by words of all candidates.
    best: f32,
}

impl Judge<'_> {
    /// The score that it would have if it were new, at the centre, and confirmed.
    fn at_most(&self, columns: &Columns, slot: u32, rank: f32) -> i64 {
        let (told, author) = merits(columns, slot);
        let near = if self.search.circle.is_some() { 1.0 } else { 0.0 };
        self.weigh([self.text(rank), 1.0, told, author, near], self.judging.formula.unconfirmed.max(1.0))
    }

    /// The score in millionths, computed in the steps of the database, and what it is made of.
    #[expect(clippy::cast_possible_truncation, reason = "parts are told in single precision")]
    fn score(&self, columns: &Columns, it: &Candidate, rank: f32) -> (i64, [f32; 6]) {
        let (told, author) = merits(columns, it.slot);
        let confirmed = columns.is_confirmed(it.slot, self.judging.judged_at);
        let held = if confirmed { 1.0 } else { self.judging.formula.unconfirmed };
        let fresh = self.freshness(columns, it.slot);
        let parts = [self.text(rank), fresh, told, author, self.nearness(it)];
        let [text, fresh, told, author, near] = parts.map(|part| part as f32);
        (self.weigh(parts, held), [text, fresh, told, author, near, held as f32])
    }

    #[expect(clippy::cast_possible_truncation, reason = "a score is at most a million")]
    fn weigh(&self, parts: [f64; 5], held: f64) -> i64 {
        let weighed = parts.iter().zip(self.judging.formula.weights).map(|(part, weight)| weight * part);
        let sum = weighed.reduce(|sum, part| sum + part).unwrap_or_default();
        (1_000_000.0 * held * sum).round_ties_even() as i64
    }

    /// The best match by words counts 1, the others in proportion.
    fn text(&self, rank: f32) -> f64 {
        if self.best > 0.0 { f64::from(rank / self.best) } else { 0.0 }
    }

    #[expect(clippy::cast_precision_loss, reason = "ages are far below 2^53")]
    fn freshness(&self, columns: &Columns, slot: u32) -> f64 {
        let published = columns.published.get(slot as usize).copied().unwrap_or_default();
        let age = self.judging.judged_at.saturating_sub(published);
        let tau = TAU.get(columns.kind(slot)).copied().unwrap_or(45.0);
        (-((age.max(0) as f64 / MICROS) / DAY / tau).min(STALE)).exp()
    }

    /// 1 in the middle of the circle, 0 at its edge and without one.
    fn nearness(&self, it: &Candidate) -> f64 {
        let within = self.withins.get(it.part).and_then(Option::as_ref);
        let away = within.and_then(|within| within.distance(it.slot));
        away.zip(self.search.circle.as_ref())
            .map_or(0.0, |(away, circle)| (1.0 - away / circle.radius).max(0.0))
    }
}

/// How much is told, and what speaks for the author, between 0 and 1.
fn merits(columns: &Columns, slot: u32) -> (f64, f64) {
    let (told, author) = columns.merits.get(slot as usize).copied().unwrap_or_default();
    (f64::from(told) / 100.0, f64::from(author) / 100.0)
}
