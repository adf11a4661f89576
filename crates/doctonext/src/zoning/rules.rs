//! The rules of installation: data with dates, and the one function that reads them. Pure: no profession is named here.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::trades::{InstallationRule, OfficialZone};

/// A rule or an aid, in one version.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rule {
    pub id: String,
    /// Code of the profession.
    pub profession: String,
    pub zone: OfficialZone,
    /// Whether it is an aid, beside the rule of its class.
    pub kind: Kind,
    /// Of a rule.
    pub outcome: Option<InstallationRule>,
    pub title: String,
    pub body: String,
    /// What must hold beside.
    pub conditions: Option<String>,
    /// Of an aid.
    pub amount_euros: Option<i32>,
    /// Months to name a successor after a departure.
    pub successor_months: Option<i32>,
    /// Codes of specialties that the rule does not concern.
    pub excepted_specialties: Vec<String>,
    pub source: String,
    pub source_url: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, while it is known.
    pub valid_to: Option<NaiveDate>,
}

/// What a row of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Rule,
    Aid,
}

impl Kind {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Aid => "aid",
        }
    }
}

impl Rule {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Whether both would answer the same question on a same day.
    #[must_use]
    pub fn collides_with(&self, other: &Self) -> bool {
        let same = (self.kind, self.zone, &self.profession) == (other.kind, other.zone, &other.profession)
            && (self.kind == Kind::Rule || self.title == other.title);
        let ends_before = |one: &Self, two: &Self| one.valid_to.is_some_and(|last| last < two.valid_from);
        same && !ends_before(self, other) && !ends_before(other, self)
    }

    /// Whether a specialty is outside the rule.
    #[must_use]
    pub fn excepts(&self, specialty: Option<&str>) -> bool {
        specialty.is_some_and(|it| self.excepted_specialties.iter().any(|excepted| excepted == it))
    }
}

/// What the rules say of one profession in one class on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// `Unknown` when no rule is known for that day.
    pub installation: InstallationRule,
    /// Where that comes from.
    pub rule: Option<&'a Rule>,
    /// Whether the specialty is outside the rule.
    pub is_excepted: bool,
    /// Aids of that day, the largest first.
    pub aids: Vec<&'a Rule>,
}

/// Reads the rules in force: for a profession and perhaps a specialty (codes), in a class, on a day.
#[must_use]
pub fn rule<'a>(
    profession: &str,
    specialty: Option<&str>,
    zone: OfficialZone,
    day: NaiveDate,
    rules: &'a [Rule],
) -> Outcome<'a> {
    let concerned = |it: &&Rule| it.profession == profession && it.zone == zone && it.holds_on(day);
    let found = rules.iter().filter(concerned).find(|it| it.kind == Kind::Rule);
    let is_excepted = found.is_some_and(|it| it.excepts(specialty));
    let mut aids: Vec<&Rule> =
        rules.iter().filter(concerned).filter(|it| it.kind == Kind::Aid && !it.excepts(specialty)).collect();
    aids.sort_by(|a, b| b.amount_euros.cmp(&a.amount_euros).then_with(|| a.title.cmp(&b.title)));
    let installation = match found {
        Some(_) if is_excepted => InstallationRule::Free,
        Some(it) => it.outcome.unwrap_or(InstallationRule::Unknown),
        None => InstallationRule::Unknown,
    };
    Outcome { installation, rule: found, is_excepted, aids }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn day(offset: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + Days::new(offset)
    }

    fn a_rule(from: u64, to: Option<u64>) -> Rule {
        Rule {
            id: format!("{from}"),
            profession: "dentist".to_owned(),
            zone: OfficialZone::NotPriority,
            kind: Kind::Rule,
            outcome: Some(InstallationRule::OneForOne),
            title: "Un départ pour une installation".to_owned(),
            body: String::new(),
            conditions: None,
            amount_euros: None,
            successor_months: Some(12),
            excepted_specialties: vec!["orthopedie_dento_faciale".to_owned()],
            source: String::new(),
            source_url: None,
            valid_from: day(from),
            valid_to: to.map(day),
        }
    }

    fn asked(
        specialty: Option<&str>,
        zone: OfficialZone,
        on: u64,
        rules: &[Rule],
    ) -> (InstallationRule, bool) {
        let outcome = rule("dentist", specialty, zone, day(on), rules);
        (outcome.installation, outcome.is_excepted)
    }

    #[test]
    fn a_rule_holds_from_its_first_day_to_its_last() {
        let rules = [a_rule(10, Some(20))];
        let on = |offset| asked(None, OfficialZone::NotPriority, offset, &rules).0;
        assert_eq!(on(9), InstallationRule::Unknown);
        assert_eq!((on(10), on(20)), (InstallationRule::OneForOne, InstallationRule::OneForOne));
        assert_eq!(on(21), InstallationRule::Unknown);
    }

    #[test]
    fn an_excepted_specialty_sets_up_freely_and_others_do_not() {
        let rules = [a_rule(0, None)];
        let zone = OfficialZone::NotPriority;
        assert_eq!(asked(Some("orthopedie_dento_faciale"), zone, 5, &rules), (InstallationRule::Free, true));
        assert_eq!(asked(Some("omnipratique"), zone, 5, &rules), (InstallationRule::OneForOne, false));
        assert_eq!(asked(None, zone, 5, &rules), (InstallationRule::OneForOne, false));
    }

    #[test]
    fn a_class_without_a_rule_is_unknown_and_not_free() {
        let rules = [a_rule(0, None)];
        assert_eq!(asked(None, OfficialZone::Unavailable, 5, &rules), (InstallationRule::Unknown, false));
        assert_eq!(rule("nurse", None, OfficialZone::NotPriority, day(5), &rules).rule, None);
    }

    #[test]
    fn aids_stand_beside_the_rule_of_their_class_the_largest_first() {
        let aid = |euros, from| Rule {
            kind: Kind::Aid,
            outcome: None,
            amount_euros: Some(euros),
            title: format!("Aide de {euros}"),
            ..a_rule(from, None)
        };
        let rules = [aid(3000, 0), a_rule(0, None), aid(10_000, 0), aid(50_000, 100)];
        let outcome = rule("dentist", None, OfficialZone::NotPriority, day(5), &rules);
        assert_eq!(
            outcome.aids.iter().map(|it| it.amount_euros.unwrap()).collect::<Vec<_>>(),
            [10_000, 3000]
        );
        assert_eq!(outcome.installation, InstallationRule::OneForOne);
    }

    proptest! {
        #[test]
        fn rules_that_do_not_collide_give_one_answer_a_day(
            spans in proptest::collection::vec((0_u64..400, 0_u64..120), 1..8),
            on in 0_u64..600,
        ) {
            let mut rules: Vec<Rule> = Vec::new();
            for (from, length) in spans {
                let it = a_rule(from, Some(from + length));
                if !rules.iter().any(|other| other.collides_with(&it)) {
                    rules.push(it);
                }
            }
            let holding = rules.iter().filter(|it| it.holds_on(day(on))).count();
            prop_assert!(holding <= 1);
            let outcome = rule("dentist", None, OfficialZone::NotPriority, day(on), &rules);
            prop_assert_eq!(outcome.rule.is_some(), holding == 1);
            let mut turned = rules.clone();
            turned.reverse();
            prop_assert_eq!(outcome, rule("dentist", None, OfficialZone::NotPriority, day(on), &turned));
        }

        #[test]
        fn two_rules_collide_exactly_when_a_day_is_in_both(
            a in (0_u64..60, proptest::option::of(0_u64..30)),
            b in (0_u64..60, proptest::option::of(0_u64..30)),
        ) {
            let one = a_rule(a.0, a.1.map(|length| a.0 + length));
            let two = a_rule(b.0, b.1.map(|length| b.0 + length));
            let shared = (0..200).any(|it| one.holds_on(day(it)) && two.holds_on(day(it)));
            prop_assert_eq!(one.collides_with(&two), shared);
            prop_assert_eq!(two.collides_with(&one), shared);
        }
    }
}
