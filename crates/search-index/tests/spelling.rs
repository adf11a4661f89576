//! Typing errors over the words of the demonstration.

#[path = "../examples/measure/market.rs"]
#[expect(dead_code, reason = "shared with the measure, which uses the rest")]
mod market;

use market::Chance;
use search_index::{Analyzer, Learning, Spelling};

/// Where chance begins; the rates below belong to it.
const SEED: u64 = 20_261_129;

fn demonstration(listings: u64) -> Spelling {
    let communes = market::communes();
    let generator = market::generator(&communes);
    let mut learning = Learning::default();
    for n in 0..listings {
        let it = generator.listing(n);
        learning.learn(&it.title);
        learning.learn(&it.description);
    }
    learning.finish()
}

/// How many of a thousand mistyped words, drawn as often as `draw` says, come back as the word that was meant or as
/// another form of it. What happens to be a word itself is no error that anyone could see, and is drawn again.
fn set_right(spelling: &Spelling, mut draw: impl FnMut(&mut Chance) -> String) -> usize {
    let analyzer = Analyzer::new::<&str, &str>([]);
    let lexeme = |word: &str| analyzer.analyze(word).into_iter().map(|it| it.lexeme).collect::<Vec<_>>();
    let known: std::collections::HashSet<String> = spelling.known().map(|(word, _)| word).collect();
    let mut chance = Chance(SEED);
    let (mut tried, mut right) = (0, 0);
    while tried < 1000 {
        let meant = draw(&mut chance);
        let typed = chance.mistyped(&meant);
        if known.contains(&typed) || typed.len() < 4 {
            continue;
        }
        tried += 1;
        if spelling.correct(&typed).is_some_and(|found| lexeme(found) == lexeme(&meant)) {
            right += 1;
        }
    }
    right
}

#[test]
fn nine_typing_errors_in_ten_lead_to_the_word_that_was_meant() {
    let spelling = demonstration(4000);
    let words: Vec<(String, u32)> = spelling.known().filter(|(word, _)| word.len() >= 5).collect();
    let all: usize = words.iter().map(|(_, times)| *times as usize).sum();

    // As often as people write them.
    let written = set_right(&spelling, |chance| {
        let mut left = chance.below(all);
        let found = words.iter().find(|(_, times)| {
            let times = *times as usize;
            let here = left < times;
            left = left.saturating_sub(times);
            here
        });
        found.map(|(word, _)| word.clone()).unwrap_or_default()
    });
    // Each word of the lexicon alike, the rarest hamlet as often as « cabinet ».
    let listed = set_right(&spelling, |chance| words[chance.below(words.len())].0.clone());

    println!(
        "{} words; right first: {written} of 1000 as written, {listed} of 1000 as listed (seed {SEED})",
        words.len()
    );
    assert!(written >= 900, "{written} of 1000 as written");
    assert!(listed >= 900, "{listed} of 1000 as listed");
}

#[test]
fn errors_that_people_make_are_set_right() {
    let spelling = demonstration(2000);
    for (typed, meant) in [
        ("kinésitherapete", "kinésithérapeute"),
        ("remplacment", "remplacement"),
        ("colaboration", "collaboration"),
        ("cabinett", "cabinet"),
        ("infirmeir", "infirmier"),
        ("ortophoniste", "orthophoniste"),
        ("patientelle", "patientèle"),
    ] {
        assert_eq!(spelling.correct(typed), Some(meant), "{typed}");
    }
}

#[test]
fn known_and_short_words_are_left_alone() {
    let mut learning = Learning::default();
    learning.learn("Cabinet de médecine à Lyon");
    let spelling = learning.finish();

    for word in ["cabinet", "CABINET", "lyn", "xqzptt", "", "été", "💉💉💉💉", &"a".repeat(500)] {
        assert_eq!(spelling.correct(word), None, "{word}");
    }
}
