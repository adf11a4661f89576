//! The tables of facts of a listing's page, by type. Pure: from a listing to words.

use platform::french;

use super::{
    CollaborationDetails, Details, Listing, Period, ReplacementDetails, TransferDetails,
    confidential::{Band, price_band, turnover_band},
    views::{FactRow, FactTable},
};
use crate::{
    search::wording::{capitalised, days_in_short, months, of_month},
    trades::{AvailabilityOption, Specialty},
};

/// The tables, without the rows that the listing does not fill.
#[must_use]
pub(super) fn tables(listing: &Listing) -> Vec<FactTable> {
    told(listing, if listing.place.is_confidential() { Told::Confidential } else { Told::Open })
}

/// The tables with every figure: for readers whom the owner lets see them.
#[must_use]
pub fn facts_in_full(listing: &Listing) -> Vec<FactTable> {
    told(listing, Told::InFull)
}

/// To whom facts are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// To everybody.
    Open,
    /// To everybody, of a confidential listing: months in the place of days.
    Confidential,
    /// To readers whom the owner chose: the price too, when it is to be discussed.
    InFull,
}

fn told(listing: &Listing, told: Told) -> Vec<FactTable> {
    let confidential = told == Told::Confidential;
    let tables = match &listing.details {
        Details::Transfer(it) => vec![transfer_money(it, told), transfer_practice(it, confidential)],
        Details::Replacement(it) => {
            vec![
                replacement_dates(it, &listing.periods, confidential),
                replacement_money(it),
                replacement_terms(it),
            ]
        }
        Details::Availability(it) => {
            vec![
                replacement_dates(it, &listing.periods, confidential),
                replacement_money(it),
                availability_terms(it),
            ]
        }
        Details::Collaboration(it) => {
            vec![collaboration_terms(it), collaboration_practice(listing, it)]
        }
    };
    tables.into_iter().map(Rows::table).filter(|table| !table.rows.is_empty()).collect()
}

/// A table being filled.
struct Rows {
    caption: &'static str,
    rows: Vec<FactRow>,
}

impl Rows {
    fn new(caption: &'static str) -> Self {
        Self { caption, rows: Vec::new() }
    }

    fn maybe(mut self, label: &'static str, value: Option<impl Into<String>>) -> Self {
        if let Some(value) = value {
            self.rows.push(FactRow { label, value: value.into() });
        }
        self
    }

    fn when(self, label: &'static str, holds: bool, value: &str) -> Self {
        self.maybe(label, holds.then_some(value))
    }

    fn table(self) -> FactTable {
        FactTable { caption: self.caption, rows: self.rows }
    }
}

fn euros(amount: Option<i32>) -> Option<String> {
    amount.map(|amount| french::euros(i64::from(amount)))
}

fn count(n: Option<i32>) -> Option<String> {
    n.map(|n| french::number(i64::from(n)))
}

/// Of a confidential listing the figures are not here: bands stand for them.
fn transfer_money(it: &TransferDetails, told: Told) -> Rows {
    let known = if told == Told::InFull { it.sale_price } else { it.public_price() };
    let price = match (known, it.price_band.and_then(price_band)) {
        (Some(0), _) => Some("Cession gratuite".to_owned()),
        (Some(_), _) if it.price_on_request => euros(known).map(|it| format!("{it}, à discuter")),
        (Some(_), _) => euros(known),
        (None, Some(band)) => Some(band.words()),
        (None, None) => it.price_on_request.then(|| "À discuter".to_owned()),
    };
    let turnover =
        euros(it.annual_turnover).or_else(|| it.turnover_band.and_then(turnover_band).map(Band::words));
    let ratio = match (known, it.annual_turnover) {
        (Some(price), Some(turnover)) if turnover > 0 && price > 0 => Some(format!(
            "{} du chiffre d’affaires",
            french::percent((f64::from(price) * 100.0 / f64::from(turnover)).round())
        )),
        _ => None,
    };
    Rows::new("Prix et activité")
        .maybe("Prix de cession", price)
        .maybe("Rapport prix / activité", ratio)
        .maybe("Chiffre d’affaires annuel", turnover)
        .maybe(
            "Charges",
            it.charges_percentage.map(|it| format!("{} du chiffre d’affaires", french::percent(it))),
        )
        .maybe(
            "Patientèle",
            it.patient_base_size.map(|n| format!("{} patients", french::number(i64::from(n)))),
        )
        .maybe("Actes par semaine", count(it.acts_per_week))
        .maybe("Secteur conventionnel", it.convention_sector.map(|it| it.label()))
}

fn transfer_practice(it: &TransferDetails, confidential: bool) -> Rows {
    let free = match (it.availability_option, it.availability_date) {
        (_, Some(day)) if confidential => Some(format!("À partir {}", of_month(day))),
        (_, Some(day)) => Some(format!("À partir du {}", french::date(day))),
        (Some(AvailabilityOption::OnDate) | None, None) => None,
        (Some(option), None) => Some(option.label().to_owned()),
    };
    Rows::new("Le cabinet")
        .maybe("Disponibilité", free)
        .maybe("Mode d’exercice", it.practice_type.map(|it| it.label()))
        .maybe("Local", it.premises.map(|it| it.label()))
        .maybe(
            "Motif de la cession",
            it.transfer_reason.map(|it| it.label().to_owned()).or_else(|| it.reason_for_transfer.clone()),
        )
        .maybe("Salariés", count(it.staff_count.filter(|n| *n > 0)))
        .maybe("Logiciel", it.software_used.clone())
        .when("Matériel", it.equipment_included, "Compris dans la cession")
        .maybe("Accompagnement", accompaniment(it))
}

fn accompaniment(it: &TransferDetails) -> Option<String> {
    let months = it.accompaniment_months.filter(|n| *n > 0);
    it.accompaniment_offered.then(|| match months {
        Some(n) => format!("Le cédant accompagne son successeur pendant {n}\u{a0}mois"),
        None => "Le cédant propose d’accompagner son successeur".to_owned(),
    })
}

/// Several periods each on their own; one is told by its bounds.
fn replacement_dates(it: &ReplacementDetails, periods: &[Period], confidential: bool) -> Rows {
    let told = |it: &Period| {
        if confidential {
            months(it.starts_on, Some(it.ends_on))
        } else {
            french::period(it.starts_on, it.ends_on)
        }
    };
    let dates = if periods.len() > 1 {
        let each = periods.iter().map(told);
        Some(capitalised(&each.collect::<Vec<_>>().join("\u{202f}; ")))
    } else if confidential {
        it.start_date.map(|from| capitalised(&months(from, it.end_date)))
    } else {
        bounds(it)
    };
    Rows::new("Dates")
        .maybe(if periods.len() > 1 { "Périodes" } else { "Période" }, dates)
        .maybe("Jours", days_in_short(it.days_mask()).map(|days| capitalised(&days)))
        .maybe("Horaires", it.working_hours.clone())
        .maybe("Type", it.replacement_type.map(|it| it.label()))
        .maybe("Motif", it.replacement_reason.map(|it| it.label()))
}

fn bounds(it: &ReplacementDetails) -> Option<String> {
    match (it.start_date, it.end_date) {
        (Some(from), Some(to)) => Some(capitalised(&french::period(from, to))),
        (Some(from), None) => Some(format!("À partir du {}", french::date(from))),
        (None, Some(to)) => Some(format!("Jusqu’au {}", french::date(to))),
        (None, None) => None,
    }
}

fn replacement_money(it: &ReplacementDetails) -> Rows {
    let fee = it.average_fee_cents.map(|cents| french::cents(i64::from(cents)));
    // Below the guaranteed minimum the estimate would only mislead: the minimum has its own line.
    let estimate = it.estimate().filter(|euros| {
        it.daily_rate.is_none() && it.guaranteed_minimum.is_none_or(|minimum| *euros > minimum)
    });
    Rows::new("Rémunération")
        .maybe("Part reversée au remplaçant", it.fee_share_percentage.map(french::percent))
        .maybe("Rémunération par jour", euros(it.daily_rate))
        .maybe("Minimum garanti par jour", euros(it.guaranteed_minimum))
        .maybe("Actes par jour, en moyenne", count(it.acts_per_day))
        .maybe("Honoraires par acte, en moyenne", fee)
        .maybe(
            "Estimation par jour",
            estimate.map(|euros| {
                format!(
                    "environ {} (± 20\u{202f}%), d’après les chiffres de l’annonceur",
                    french::euros(i64::from(euros))
                )
            }),
        )
}

fn replacement_terms(it: &ReplacementDetails) -> Rows {
    Rows::new("Sur place")
        .when("Logement", it.housing_provided, "Proposé")
        .when("Secrétariat", it.has_assistant, "Oui")
        .when("Déplacements", it.transport_help, "Aide au transport")
        .when("Garde ou astreinte", it.on_call, "Comprise")
        .maybe(
            "Visites à domicile",
            it.home_visits_percentage.map(|share| format!("{} des actes", french::percent(f64::from(share)))),
        )
        .when("Étudiants avec licence", it.students_accepted, "Bienvenus")
        .maybe("Logiciel", it.software_used.clone())
        .maybe("Modalités", it.practical_terms.clone())
}

fn availability_terms(it: &ReplacementDetails) -> Rows {
    Rows::new("Conditions")
        .maybe("Mobilité", it.mobility_km.map(|km| format!("Jusqu’à {km}\u{a0}km")))
        .when("Logement", it.housing_provided, "Souhaité")
        .maybe("Logiciels connus", it.software_used.clone())
        .maybe("Modalités", it.practical_terms.clone())
}

fn collaboration_terms(it: &CollaborationDetails) -> Rows {
    let investment = match (&it.investment_amount, it.investment_required) {
        (Some(amount), true) => Some(amount.clone()),
        (_, true) => Some("Oui, à discuter".to_owned()),
        (_, false) => None,
    };
    Rows::new("Le projet")
        .maybe("Forme", it.collaboration_type.map(|it| it.label()))
        .maybe("Durée envisagée", it.duration_expectation.map(|it| it.label()))
        .maybe("Temps de travail", it.activity_distribution.map(|it| it.label()))
        .maybe("Précisions", it.activity_distribution_details.clone())
        .maybe("Redevance", it.fee_percentage.map(|it| format!("{} des honoraires", french::percent(it))))
        .maybe("Redevance mensuelle", euros(it.monthly_fee))
        .maybe("Rémunération", it.remuneration_model.clone())
        .maybe("Investissement", investment)
}

/// Labels of the specialties looked for; a word that is no code of the profession stands as written.
fn wanted(listing: &Listing, it: &CollaborationDetails) -> Option<String> {
    let label = |code: &String| {
        let known = listing.profession.and_then(|profession| Specialty::from_code(profession.code, code));
        known.map_or_else(|| code.clone(), |specialty| specialty.label.to_owned())
    };
    let labels: Vec<String> = it.specialties_wanted.iter().flatten().map(label).collect();
    (!labels.is_empty()).then(|| labels.join(", "))
}

fn collaboration_practice(listing: &Listing, it: &CollaborationDetails) -> Rows {
    Rows::new("L’exercice")
        .maybe("Mode d’exercice", it.practice_type.map(|it| it.label()))
        .maybe("Locaux", it.space_arrangement.map(|it| it.label()))
        .maybe("Patientèle", it.patient_management.map(|it| it.label()))
        .maybe("Profils recherchés", wanted(listing, it))
        .maybe("Expérience", it.experience_required.clone())
        .maybe("Esprit du projet", it.values_and_goals.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::claires_practice;

    #[test]
    fn chosen_readers_read_the_price_that_is_to_be_discussed() {
        let mut it = claires_practice();
        let Details::Transfer(details) = &mut it.details else { panic!("a transfer") };
        (details.sale_price, details.price_on_request) = (Some(80_000), true);
        let price = |tables: Vec<FactTable>| tables[0].rows[0].value.replace(['\u{202f}', '\u{a0}'], " ");

        assert_eq!(price(tables(&it)), "À discuter");
        assert_eq!(price(facts_in_full(&it)), "80 000 €, à discuter");
    }
}
