//! Descriptions: which topics, in which order, in which style.

use super::plan::{self, Topic, Topic as T};
use super::story::{ListingType, Story, Voice};
use super::tables::tables;
use super::titles::draw;
use crate::chance::Chance;
use crate::trades::Craft;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Two to four short sentences.
    Terse,
    /// One or two paragraphs.
    Plain,
    /// Everything, in paragraphs.
    Wordy,
    /// An opening and a list.
    Listed,
}

/// Writes the description: 60 to 1,800 characters.
pub(crate) fn description(story: &Story<'_>, chance: &mut Chance) -> String {
    let style = match story.voice {
        Voice::Town | Voice::House => {
            chance.weighted(&[(8, Style::Terse), (50, Style::Plain), (22, Style::Wordy), (20, Style::Listed)])
        }
        Voice::Broker => chance.weighted(&[(15, Style::Terse), (65, Style::Plain), (20, Style::Listed)]),
        _ if story.trade.craft() == Craft::Nursing => {
            chance.weighted(&[(45, Style::Terse), (40, Style::Plain), (10, Style::Wordy), (5, Style::Listed)])
        }
        _ if story.reason == "retirement" => {
            chance.weighted(&[(14, Style::Terse), (42, Style::Plain), (36, Style::Wordy), (8, Style::Listed)])
        }
        _ => chance.weighted(&[
            (26, Style::Terse),
            (46, Style::Plain),
            (18, Style::Wordy),
            (10, Style::Listed),
        ]),
    };
    let plan = match story.listing_type {
        ListingType::Transfer => plan::TRANSFER,
        ListingType::Replacement => plan::REPLACEMENT,
        ListingType::Collaboration => plan::COLLABORATION,
        ListingType::Availability => plan::AVAILABILITY,
    };
    let mut out = String::with_capacity(1_900);
    write_plan(story, plan, style, chance, &mut out);
    // A text that is too short to be published gets one more subject at a time.
    for topic in [T::Activity, T::Setting, T::Department, T::Terms, T::Person, T::Hours, T::Closing] {
        if out.chars().count() >= 60 {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        if !tell(story, topic, chance, &mut out) {
            out.truncate(out.trim_end().len());
        }
    }
    out
}

fn write_plan(
    story: &Story<'_>,
    plan: &[(Topic, u32, u8)],
    style: Style,
    chance: &mut Chance,
    out: &mut String,
) {
    let split = style == Style::Wordy || (style == Style::Plain && chance.odds(45));
    let budget = if style == Style::Terse { chance.between(1, 3) } else { 40 };
    let (mut told, mut last) = (0, 0);
    for &(topic, odds, paragraph) in plan {
        let odds = match style {
            Style::Terse => odds * 3 / 5,
            Style::Wordy => (odds * 7 / 4).min(97),
            Style::Plain | Style::Listed => odds * 9 / 10,
        };
        let opening = topic == T::Opening;
        if out.len() > 1_600 || told > budget || !(opening || chance.odds(odds)) {
            continue;
        }
        let before = out.len();
        if before > 0 {
            out.push_str(match style {
                Style::Listed => "\n- ",
                _ if split && paragraph != last => "\n\n",
                _ => " ",
            });
        }
        if tell(story, topic, chance, out) {
            told += 1;
            last = paragraph;
        } else {
            out.truncate(before);
        }
    }
}

fn tell(story: &Story<'_>, topic: Topic, chance: &mut Chance, out: &mut String) -> bool {
    let tables = tables(story, topic);
    if tables.iter().all(|table| table.is_empty()) {
        return false;
    }
    let start = out.len();
    for _ in 0..5 {
        let fragment = draw(&tables, chance);
        if story.allows(fragment) && story.render(fragment, out) {
            crate::grammar::capitalise(out, start);
            return true;
        }
    }
    false
}
