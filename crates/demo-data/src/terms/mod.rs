//! The terms of a listing: what is offered, for how much, on which days. The columns and the texts are both
//! written from them, so they never disagree.

mod address;
mod rows;
mod scene;

use crate::calendar::{Period, When, month_start, period};
use crate::chance::Chance;
use crate::money::{Figures, round_to};
use crate::places::Setting;
use crate::texts::{ListingType, Voice};
use crate::trades::{Craft, Trade};
pub(crate) use address::address;
use chrono::NaiveDate;
pub(crate) use scene::Scene;

/// What must be known to draw terms.
pub(crate) struct Outline {
    /// The day of generation.
    pub today: NaiveDate,
    /// Type of listing.
    pub listing_type: ListingType,
    /// Who speaks.
    pub voice: Voice,
    /// Profession and specialty.
    pub trade: Trade,
    /// From 0 (nobody comes) to 1 (everybody wants to).
    pub demand: f64,
    /// Size of the place.
    pub setting: Setting,
    /// Sea, mountain or overseas.
    pub holiday_country: bool,
    /// Where the period of replacement lies.
    pub when: When,
}

/// Everything that is offered.
#[expect(clippy::struct_excessive_bools, reason = "each one is a yes or no of the schema")]
pub(crate) struct Terms {
    listing_type: ListingType,
    trade: Trade,
    figures: Figures,
    shown: Shown,
    practice_type: &'static str,
    reason: &'static str,
    arrangement: &'static str,
    premises: &'static str,
    software: Option<&'static str>,
    years: i64,
    partners: Option<i64>,
    surface: i64,
    months: Option<i64>,
    from: Option<NaiveDate>,
    immediate: bool,
    equipment: bool,
    housing: bool,
    secretary: bool,
    students: bool,
    salaried: bool,
    stake: Option<i64>,
    km: Option<i64>,
    full_time: Option<bool>,
    /// The period of a replacement or an availability.
    pub period: Option<Period>,
}

/// Which figures the author chose to write.
#[expect(clippy::struct_excessive_bools, reason = "one switch a figure")]
struct Shown {
    turnover: bool,
    price: bool,
    patients: bool,
    acts: bool,
    fee: bool,
    share: bool,
    minimum: bool,
}

impl Shown {
    fn draw(chance: &mut Chance) -> Self {
        Self {
            turnover: chance.odds(86),
            price: chance.odds(80),
            patients: chance.odds(78),
            acts: chance.odds(74),
            fee: chance.odds(62),
            share: chance.odds(90),
            minimum: chance.odds(17),
        }
    }
}

impl Terms {
    /// Draws the terms.
    pub(crate) fn draw(outline: &Outline, chance: &mut Chance) -> Self {
        let trade = outline.trade;
        let craft = trade.craft();
        let figures = Figures::draw(trade, outline.demand, chance);
        let reason = reason(outline, chance);
        let arrangement = arrangement(outline, chance);
        let partners = partners(outline, arrangement, chance);
        let (from, immediate) = take_over(outline, chance);
        let period = replacement_period(outline, reason, chance);
        let country = outline.setting <= Setting::Bourg;
        let away = if outline.holiday_country {
            42
        } else if country {
            34
        } else {
            9
        };
        Self {
            listing_type: outline.listing_type,
            trade,
            shown: Shown::draw(chance),
            practice_type: practice_type(craft, partners, outline.voice, chance),
            reason,
            arrangement,
            premises: premises(craft, chance),
            software: chance.odds(66).then(|| *chance.pick(trade.profession.software)),
            years: years(outline, reason, chance),
            partners,
            surface: surface(craft, chance),
            months: (reason != "death" && chance.odds(60)).then(|| chance.between(2, 12)),
            from,
            immediate,
            equipment: chance.odds(68),
            housing: outline.listing_type == ListingType::Replacement && chance.odds(away),
            secretary: chance.odds(secretary_odds(craft)),
            students: trade.students_replace() && chance.odds(student_odds(craft)),
            salaried: is_salaried(outline, chance),
            stake: stake(arrangement, &figures, chance),
            km: (outline.listing_type == ListingType::Availability && chance.odds(82))
                .then(|| *chance.pick(&[15, 20, 25, 30, 40, 50, 60, 80, 100])),
            full_time: chance.weighted(&[(40, Some(true)), (42, Some(false)), (18, None)]),
            period,
            figures,
        }
    }
}

fn reason(outline: &Outline, chance: &mut Chance) -> &'static str {
    match outline.listing_type {
        ListingType::Transfer if outline.voice == Voice::We => {
            chance.weighted(&[(45, "reorganisation"), (35, "association"), (20, "other")])
        }
        ListingType::Transfer => chance.weighted(&[
            (52, "retirement"),
            (14, "relocation"),
            (8, "career_change"),
            (4, "health"),
            (8, "association"),
            (5, "reorganisation"),
            (1, "death"),
            (8, "other"),
        ]),
        ListingType::Replacement => chance.weighted(&[
            (56, "holiday"),
            (9, "sick"),
            (11, "maternity"),
            (11, "training"),
            (2, "union"),
            (2, "bereavement"),
            (9, "other"),
        ]),
        _ => "",
    }
}

fn arrangement(outline: &Outline, chance: &mut Chance) -> &'static str {
    if outline.listing_type != ListingType::Collaboration {
        return "";
    }
    match (outline.voice, outline.trade.craft()) {
        (_, Craft::Pharmacy) => chance.weighted(&[(70, "salaried"), (30, "association")]),
        (_, Craft::Employed | Craft::Shop) => "salaried",
        (Voice::Town, _) => {
            chance.weighted(&[(45, "salaried"), (30, "shared_space"), (25, "group_practice")])
        }
        (Voice::House, _) => chance.weighted(&[
            (40, "salaried"),
            (30, "liberal_collaboration"),
            (20, "group_practice"),
            (10, "shared_space"),
        ]),
        (Voice::I, Craft::General) => chance.weighted(&[
            (52, "liberal_collaboration"),
            (26, "assistant"),
            (12, "shared_space"),
            (10, "association"),
        ]),
        (Voice::I, _) => {
            chance.weighted(&[(64, "liberal_collaboration"), (20, "shared_space"), (16, "association")])
        }
        _ => chance.weighted(&[
            (46, "liberal_collaboration"),
            (28, "association"),
            (9, "group_practice"),
            (6, "partnership"),
            (11, "shared_space"),
        ]),
    }
}

fn partners(outline: &Outline, arrangement: &str, chance: &mut Chance) -> Option<i64> {
    let group = match outline.voice {
        Voice::We | Voice::House => true,
        Voice::Town | Voice::Broker => false,
        Voice::I if arrangement == "association" => chance.odds(70),
        Voice::I if outline.listing_type == ListingType::Availability => false,
        Voice::I => chance.odds(34),
    };
    group.then(|| match outline.voice {
        Voice::House => chance.between(4, 14),
        _ => chance.around(2, 7),
    })
}

fn practice_type(craft: Craft, partners: Option<i64>, voice: Voice, chance: &mut Chance) -> &'static str {
    match (craft, partners) {
        (Craft::Pharmacy, _) => "pharmacy",
        (Craft::Theatre, _) => chance.weighted(&[(75, "clinic"), (25, "sel")]),
        (Craft::Employed, _) => chance.weighted(&[(60, "clinic"), (40, "health_center")]),
        _ if voice == Voice::Town => chance.weighted(&[(60, "msp"), (40, "health_center")]),
        _ if voice == Voice::House => chance.weighted(&[(62, "msp"), (38, "health_center")]),
        (Craft::Shop, _) => "other",
        (_, Some(_)) => chance.weighted(&[(48, "group"), (20, "msp"), (20, "scm"), (12, "sel")]),
        (Craft::Nursing, None) => chance.weighted(&[(55, "solo"), (45, "home")]),
        _ => chance.weighted(&[(94, "solo"), (6, "sel")]),
    }
}

fn premises(craft: Craft, chance: &mut Chance) -> &'static str {
    match craft {
        Craft::Nursing => chance.weighted(&[(46, "rent"), (38, "none"), (16, "")]),
        Craft::Pharmacy | Craft::Shop => {
            chance.weighted(&[(52, "lease_transfer"), (24, "sale"), (24, "rent")])
        }
        Craft::Theatre | Craft::Employed => chance.weighted(&[(70, "rent"), (30, "")]),
        _ => chance.weighted(&[(54, "rent"), (24, "sale"), (4, "lease_transfer"), (4, "none"), (14, "")]),
    }
}

fn years(outline: &Outline, reason: &str, chance: &mut Chance) -> i64 {
    match (outline.listing_type, reason) {
        (ListingType::Transfer, "retirement") => chance.around(22, 41),
        (ListingType::Transfer, _) => chance.between(4, 19),
        _ => chance.between(2, 16),
    }
}

fn surface(craft: Craft, chance: &mut Chance) -> i64 {
    match craft {
        Craft::Pharmacy => chance.between(90, 320),
        Craft::Physio | Craft::Dental | Craft::Shop => chance.between(70, 210),
        Craft::Nursing | Craft::Session | Craft::Speech => chance.between(18, 48),
        _ => chance.between(38, 120),
    }
}

fn secretary_odds(craft: Craft) -> u32 {
    match craft {
        Craft::Dental | Craft::Specialist | Craft::Theatre | Craft::Employed => 78,
        Craft::General => 52,
        Craft::Pharmacy | Craft::Shop => 0,
        _ => 14,
    }
}

fn student_odds(craft: Craft) -> u32 {
    match craft {
        Craft::General | Craft::Dental => 58,
        Craft::Specialist => 25,
        _ => 0,
    }
}

/// Days of a week of work: nurses work every day, shops and family doctors on Saturdays.
fn week_length(craft: Craft) -> usize {
    match craft {
        Craft::Nursing => 7,
        Craft::General | Craft::Dental | Craft::Physio | Craft::Pharmacy | Craft::Shop | Craft::Birth => 6,
        _ => 5,
    }
}

/// The kinds of period that exist in a craft: nobody is on duty at the week-end for speech therapy.
fn period_kind(drawn: &'static str, craft: Craft) -> &'static str {
    let duty =
        matches!(craft, Craft::General | Craft::Nursing | Craft::Dental | Craft::Birth | Craft::Theatre);
    if drawn == "weekend" && !duty { "temporary" } else { drawn }
}

fn is_salaried(outline: &Outline, chance: &mut Chance) -> bool {
    match outline.trade.craft() {
        Craft::Pharmacy | Craft::Employed | Craft::Shop => true,
        Craft::Theatre => chance.odds(40),
        _ => matches!(outline.voice, Voice::House | Voice::Town) && chance.odds(40),
    }
}

fn stake(arrangement: &str, figures: &Figures, chance: &mut Chance) -> Option<i64> {
    let partner = matches!(arrangement, "association" | "partnership" | "group_practice");
    (partner && chance.odds(60))
        .then(|| round_to(figures.turnover * chance.between(6, 28) / 100, 1000).max(2000))
}

fn take_over(outline: &Outline, chance: &mut Chance) -> (Option<NaiveDate>, bool) {
    if outline.listing_type != ListingType::Transfer {
        return (None, false);
    }
    match chance.between(0, 99) {
        0..34 => (None, true),
        34..76 => (Some(month_start(outline.today, chance.between(1, 14))), false),
        _ => (None, false),
    }
}

fn replacement_period(outline: &Outline, reason: &str, chance: &mut Chance) -> Option<Period> {
    match outline.listing_type {
        ListingType::Replacement => {
            let kind = match reason {
                "maternity" => "long_term",
                "sick" => chance.weighted(&[(55, "long_term"), (45, "temporary")]),
                "holiday" => chance.weighted(&[(84, "temporary"), (16, "weekend")]),
                "training" | "bereavement" => "temporary",
                "union" => "regular",
                _ => chance.weighted(&[(80, "regular"), (12, "weekend"), (8, "temporary")]),
            };
            let craft = outline.trade.craft();
            Some(period(period_kind(kind, craft), outline.when, outline.today, week_length(craft), chance))
        }
        ListingType::Availability => {
            let kind =
                chance.weighted(&[(46, "temporary"), (30, "regular"), (14, "weekend"), (10, "long_term")]);
            let craft = outline.trade.craft();
            let mut drawn =
                period(period_kind(kind, craft), outline.when, outline.today, week_length(craft), chance);
            if outline.when != When::Over && chance.odds(25) {
                drawn.start = None;
                drawn.end = None;
            }
            Some(drawn)
        }
        _ => None,
    }
}
