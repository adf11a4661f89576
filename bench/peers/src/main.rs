//! The searches of `script/bench engine` by tantivy, on the same documents and the same words: 21 listings, the exact count and
//! the same facets, read off one packed column as our engine reads them. Milliseconds of processor time of one thread.

#[expect(dead_code, reason = "the measure of our own engine uses all of it")]
#[path = "../../../crates/search-index/examples/measure/market.rs"]
mod market;
mod counting;

use std::time::Duration;

use counting::{Counted, Order};
use market::Chance;
use rustix::time::{ClockId, clock_gettime};
use search_index::{Analyzer, Document, Weight, engine::Facts};
use tantivy::{
    Index, IndexWriter, Searcher, TantivyDocument, Term,
    query::{AllQuery, BooleanQuery, Query, TermQuery},
    schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{PreTokenizedString, Token},
};

struct Fields {
    text: Field,
    kind: Field,
    specialty: Field,
}

struct Measured {
    searcher: Searcher,
    fields: Fields,
    texts: Vec<String>,
    trades: Vec<Option<i16>>,
    analyzer: Analyzer,
}

fn main() {
    let asked: u64 = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(100_000);
    let it = built(asked);
    println!("\n| tantivy | searches/s of a core | p50 ms | p99 ms | longest |\n|---|---:|---:|---:|---:|");
    let mut chance = Chance(1);
    row("words (1–3), 21 best by BM25 and age, count, all facets", 2000, || it.run(&it.words(&mut chance), Order::Best));
    row("words (1–3), 21 newest, count, all facets", 2000, || it.run(&it.words(&mut chance), Order::Newest));
    row("words + type + specialty, 21 best, count, all facets", 2000, || {
        let narrowed = it.trade(it.words(&mut chance), &mut chance);
        it.run(&narrowed, Order::Best);
    });
    for text in ["cabinet", "cabinet patientèle"] {
        let query = it.of_text(text);
        row(&format!("« {text} », best, count, all facets"), 200, || it.run(&query, Order::Best));
    }
    row("type + specialty, newest, count, all facets", 500, || {
        let narrowed = it.trade(Vec::new(), &mut chance);
        it.run(&narrowed, Order::Newest);
    });
}

/// One packed number for everything that is counted, as our engine packs it, trades and areas by a hash of their own.
fn packed(it: &Facts) -> u64 {
    let bits = |value: i16, width: u32| u64::from(value.unsigned_abs()) & ((1 << width) - 1);
    let band = |figure: Option<i32>, bounds: &[i32]| {
        figure.map_or(0, |figure| 1 + bounds.iter().filter(|bound| figure >= **bound).count() as u64)
    };
    bits(it.specialty.unwrap_or(it.profession), 16)
        | bits(it.department, 16) << 16
        | (bits(it.kind, 3) | bits(it.practice.unwrap_or(0), 4) << 3 | u64::from(it.housing) << 7) << 32
        | (u64::from(it.secretary) | u64::from(it.urgent) << 1) << 40
        | bits(it.days, 7) << 42
        | band(it.price, &[25_000, 50_000, 100_000, 200_000]) << 49
        | band(it.turnover, &[100_000, 200_000]) << 53
        | bits(it.zone.unwrap_or(0), 2) << 57
        | bits(it.author_group, 2) << 59
        | u64::from(it.pictures) << 61
}

fn built(asked: u64) -> Measured {
    let communes = market::communes();
    let generator = market::generator(&communes);
    let centres = market::centres(&communes);
    let analyzer = Analyzer::new([("kiné", "kinésithérapeute"), ("MG", "médecin généraliste")]);
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("whitespace")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let kind = schema.add_i64_field("kind", INDEXED);
    let specialty = schema.add_i64_field("specialty", INDEXED);
    let published = schema.add_i64_field("published", FAST);
    let packed_field = schema.add_u64_field("packed", FAST);
    let index = Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 1_000_000_000).expect("a writer");
    let (mut texts, mut trades, mut online) = (Vec::new(), Vec::new(), 0_u64);
    let begin = now();
    for n in 0..asked {
        let it = generator.listing(n);
        let number = i64::try_from(n).unwrap_or_default();
        let Some((facts, words)) = market::listing(&it, number, &analyzer, &centres) else { continue };
        online += 1;
        if n % (asked / 5000).max(1) == 0 {
            texts.push(format!("{} {}", it.title, it.description));
            trades.push(facts.specialty);
        }
        let mut tokens: Vec<Token> = words
            .iter()
            .flat_map(|word| word.places.iter().map(|place| (usize::from(place & 0x3fff), word.lexeme.clone())))
            .map(|(position, text)| Token { offset_from: 0, offset_to: 0, position, text, position_length: 1 })
            .collect();
        tokens.sort_by_key(|it| it.position);
        let mut document = TantivyDocument::new();
        document.add_pre_tokenized_text(text, PreTokenizedString { text: String::new(), tokens });
        document.add_i64(kind, i64::from(facts.kind));
        document.add_i64(specialty, i64::from(facts.specialty.unwrap_or(0)));
        document.add_i64(published, facts.published_at);
        document.add_u64(packed_field, packed(&facts));
        writer.add_document(document).expect("a document taken");
    }
    writer.commit().expect("a commit");
    // One part, as our engine has after its start.
    let parts = index.searchable_segment_ids().expect("parts");
    if parts.len() > 1 {
        writer.merge(&parts).wait().expect("parts joined");
    }
    writer.wait_merging_threads().expect("joined");
    println!("{asked} listings, {online} online; generated, analysed and indexed in {:.0} s", (now() - begin).as_secs_f64());
    let reader = index.reader().expect("a reader");
    let searcher = reader.searcher();
    println!("{} part(s); {} MB", searcher.segment_readers().len(), searcher.space_usage().map_or(0, |it| it.total().get_bytes() / 1_000_000));
    Measured { searcher, fields: Fields { text, kind, specialty }, texts, trades, analyzer }
}

impl Measured {
    fn run(&self, terms: &[Term], order: Order) {
        let query: Box<dyn Query> = if terms.is_empty() {
            Box::new(AllQuery)
        } else {
            let of = |term: &Term| {
                Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)) as Box<dyn Query>
            };
            Box::new(BooleanQuery::intersection(terms.iter().map(of).collect()))
        };
        std::hint::black_box(self.searcher.search(&query, &Counted { order, limit: 21 }).expect("an answer"));
    }

    fn of_text(&self, text: &str) -> Vec<Term> {
        let words = Document::new(&self.analyzer).add(Weight::D, text).words();
        words.iter().map(|it| Term::from_field_text(self.fields.text, &it.lexeme)).collect()
    }

    /// As in the measure of our own engine, synonyms left out.
    fn words(&self, chance: &mut Chance) -> Vec<Term> {
        let text = &self.texts[chance.below(self.texts.len())];
        let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().count() > 3).collect();
        let mut asked: Vec<&str> = (0..=chance.below(3)).map(|_| words[chance.below(words.len())]).collect();
        if chance.below(5) == 0 {
            asked[0] = "cabinet";
        }
        self.of_text(&asked.join(" "))
    }

    fn trade(&self, mut terms: Vec<Term>, chance: &mut Chance) -> Vec<Term> {
        let specialty = self.trades[chance.below(self.trades.len())].unwrap_or(0);
        let kind = i64::try_from(1 + chance.below(3)).unwrap_or_default();
        terms.push(Term::from_field_i64(self.fields.kind, kind));
        terms.push(Term::from_field_i64(self.fields.specialty, i64::from(specialty)));
        terms
    }
}

fn row(what: &str, times: usize, mut act: impl FnMut()) {
    (0..times / 10).for_each(|_| act());
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let begin = now();
            act();
            now().saturating_sub(begin)
        })
        .collect();
    let whole: Duration = taken.iter().sum();
    taken.sort_unstable();
    let at = |share: usize| taken[(taken.len() * share / 1000).min(taken.len() - 1)].as_secs_f64() * 1000.0;
    println!(
        "| {what} | {:.0} | {:.3} | {:.3} | {:.3} |",
        times as f64 / whole.as_secs_f64(),
        at(500),
        at(990),
        at(1000)
    );
}

/// Processor time of this thread.
fn now() -> Duration {
    let read = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(read.tv_sec.unsigned_abs(), u32::try_from(read.tv_nsec).unwrap_or_default())
}
