//! From terms to the columns of the details.

use super::Terms;
use crate::calendar::WEEK;
use crate::chance::Chance;
use crate::grammar::push_thousands;
use crate::model::{CollaborationDetails, Details, ReplacementDetails, TransferDetails};
use crate::texts::{EXPERIENCE, ListingType, MODELS, PRACTICAL, REASONS, VALUES};
use crate::trades::Craft;

impl Terms {
    /// The row of details.
    pub(crate) fn into_details(self, chance: &mut Chance) -> Details {
        match self.listing_type {
            ListingType::Transfer => Details::Transfer(self.transfer(chance)),
            ListingType::Collaboration => Details::Collaboration(self.collaboration(chance)),
            ListingType::Replacement | ListingType::Availability => {
                Details::Replacement(self.replacement(chance))
            }
        }
    }

    fn transfer(&self, chance: &mut Chance) -> TransferDetails {
        let figures = &self.figures;
        let words =
            REASONS.iter().find(|(code, _)| *code == self.reason).map_or(&[] as &[&str], |(_, words)| words);
        TransferDetails {
            practice_type: self.practice_type,
            annual_turnover: self.turnover().map(euros),
            charges_percentage: chance.odds(82).then(|| percent(figures.charges)),
            sale_price: self.price().map(euros),
            price_on_request: self.price().is_none(),
            availability_option: match (self.immediate, self.from) {
                (true, _) => "immediately",
                (_, Some(_)) => "on_date",
                _ => "to_discuss",
            },
            availability_date: self.from,
            transfer_reason: chance.odds(94).then_some(self.reason),
            reason_for_transfer: (!words.is_empty() && chance.odds(62))
                .then(|| crate::grammar::typographic(chance.word(words))),
            software_used: self.software,
            accompaniment_offered: self.months.is_some(),
            patient_base_size: self.patients().map(euros),
            equipment_included: self.equipment,
            premises: Some(self.premises).filter(|code| !code.is_empty()),
            convention_sector: figures.sector,
            staff_count: (figures.staff > 0 || chance.odds(40)).then(|| euros(figures.staff)),
            acts_per_week: (self.shown.acts && self.trade.craft() != Craft::Pharmacy)
                .then(|| euros(figures.acts_week)),
        }
    }

    fn replacement(&self, chance: &mut Chance) -> ReplacementDetails {
        let figures = &self.figures;
        let period = self.period.clone().unwrap_or_default();
        let offered = self.listing_type == ListingType::Replacement;
        let shop = matches!(self.trade.craft(), Craft::Pharmacy | Craft::Shop | Craft::Employed);
        ReplacementDetails {
            replacement_type: period.kind,
            start_date: period.start,
            end_date: period.end,
            working_days: period.days.iter().map(|day| WEEK[*day % WEEK.len()]).collect(),
            has_assistant: offered && self.secretary,
            housing_provided: self.housing,
            fee_share_percentage: (!self.salaried && self.shown.share).then(|| percent(figures.share)),
            daily_rate: self.salaried.then(|| euros(figures.daily)),
            practical_terms: (offered && !shop && chance.odds(38))
                .then(|| crate::grammar::typographic(chance.word(PRACTICAL))),
            acts_per_day: (offered && !shop && self.shown.acts).then(|| euros(figures.acts_day)),
            average_fee_cents: (offered && !shop && self.shown.fee).then(|| euros(figures.fee_cents)),
            guaranteed_minimum: (offered && !self.salaried && self.shown.minimum)
                .then(|| euros(figures.minimum)),
            students_accepted: offered && self.students,
            software_used: self.software,
            mobility_km: self.km.map(euros),
            replacement_reason: (offered && chance.odds(92)).then_some(self.reason),
        }
    }

    fn collaboration(&self, chance: &mut Chance) -> CollaborationDetails {
        let partner = matches!(self.arrangement, "association" | "partnership" | "group_practice");
        let liberal = self.arrangement == "liberal_collaboration";
        CollaborationDetails {
            collaboration_type: self.arrangement,
            duration_expectation: chance.odds(86).then(|| {
                chance.weighted(if partner {
                    &[(20, "long_term"), (80, "permanent")]
                } else {
                    &[(14, "short_term"), (48, "long_term"), (38, "permanent")]
                })
            }),
            activity_distribution: self.full_time.map(|full| if full { "full_time" } else { "part_time" }),
            activity_distribution_details: (self.full_time == Some(false) && chance.odds(60)).then(|| {
                chance
                    .word(&[
                        "Deux jours par semaine",
                        "Trois jours au choix",
                        "Lundi, mardi et vendredi",
                        "Quatre demi-journées",
                        "Mercredi et samedi matin",
                        "Jeudi et vendredi",
                    ])
                    .to_owned()
            }),
            space_arrangement: chance.odds(76).then(|| {
                chance.weighted(&[(30, "shared_office"), (52, "separate_offices"), (18, "rotation")])
            }),
            patient_management: chance
                .odds(78)
                .then(|| chance.weighted(&[(30, "shared"), (40, "separate"), (30, "mixed")])),
            investment_required: self.stake.is_some(),
            investment_amount: self.stake.map(|stake| {
                let mut text = String::new();
                push_thousands(&mut text, stake);
                text.push(crate::grammar::NARROW);
                text.push('€');
                text
            }),
            remuneration_model: match self.arrangement {
                "salaried" | "assistant" => chance.odds(70).then(|| "Salaire mensuel".to_owned()),
                _ => chance.odds(62).then(|| crate::grammar::typographic(chance.word(MODELS))),
            },
            specialties_wanted: self.trade.specialty_code().into_iter().collect(),
            experience_required: chance
                .odds(58)
                .then(|| crate::grammar::typographic(chance.word(EXPERIENCE))),
            values_and_goals: chance.odds(52).then(|| crate::grammar::typographic(chance.word(VALUES))),
            fee_percentage: if liberal { self.fee().map(percent) } else { None },
            practice_type: chance.odds(92).then_some(self.practice_type),
        }
    }
}

fn euros(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

fn percent(value: i64) -> f64 {
    f64::from(euros(value))
}
