//! The facts of each type, from answers that were checked one by one; what depends on several answers is checked here.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday as Day};

use crate::{
    listings::{CollaborationDetails, Details, Period, ReplacementDetails, TransferDetails},
    publishing::{answers::Answers, errors::Errors, typed},
    trades::{AvailabilityOption, CollaborationKind, ListingType, ReplacementType, Weekday},
};

/// Days ahead within which a replacement may be called urgent.
const URGENT_WITHIN: TimeDelta = TimeDelta::days(7);
/// A replacement of more days is a long one.
const LONG: TimeDelta = TimeDelta::days(90);

/// Reads values of answers that are right; wrong ones are none here and noted elsewhere.
struct Values<'a>(&'a Answers);

impl Values<'_> {
    fn line(&self, field: &str) -> Option<String> {
        Some(self.0.text(field).to_owned()).filter(|it| !it.is_empty())
    }

    fn one<T: std::str::FromStr>(&self, field: &str) -> Option<T> {
        self.0.text(field).parse().ok()
    }

    fn whole(&self, field: &str) -> Option<i32> {
        typed::whole(self.0.text(field)).and_then(|it| i32::try_from(it).ok())
    }

    fn decimal(&self, field: &str) -> Option<f64> {
        typed::number(self.0.text(field)).map(|it| (it * 100.0).round() / 100.0)
    }

    fn tick(&self, field: &str) -> bool {
        self.0.is_ticked(field)
    }

    fn weekdays(&self) -> Option<Vec<Weekday>> {
        let sent = self.0.texts("jours");
        let days: Vec<Weekday> =
            Weekday::ALL.iter().copied().filter(|day| sent.iter().any(|it| it == day.code())).collect();
        Some(days).filter(|it| !it.is_empty())
    }
}

pub(super) fn read(
    listing_type: ListingType,
    answers: &Answers,
    periods: &[Period],
    today: NaiveDate,
    errors: &mut Errors,
) -> Details {
    let values = Values(answers);
    match listing_type {
        ListingType::Transfer => Details::Transfer(Box::new(transfer(&values, today, errors))),
        ListingType::Replacement => {
            let it = replacement(&values, periods, answers.is_ticked("urgent"));
            if it.fee_share_percentage.is_none() && it.daily_rate.is_none() {
                errors.note("retrocession", "Indiquez la part reversée, ou un montant fixe par jour.");
            }
            Details::Replacement(Box::new(it))
        }
        ListingType::Availability => {
            let it = replacement(&values, periods, answers.is_ticked("urgent"));
            Details::Availability(Box::new(it))
        }
        ListingType::Collaboration => Details::Collaboration(Box::new(collaboration(&values, errors))),
    }
}

fn transfer(values: &Values<'_>, today: NaiveDate, errors: &mut Errors) -> TransferDetails {
    let option: Option<AvailabilityOption> = values.one("disponible");
    let day = typed::day(values.0.text("disponible_le"));
    let price = values.whole("prix");
    if option == Some(AvailabilityOption::OnDate) {
        match day {
            None => errors.note("disponible_le", "Indiquez à partir de quand."),
            Some(day) if day < today => {
                errors.note(
                    "disponible_le",
                    "Cette date est passée. Choisissez «\u{a0}Immédiate\u{a0}» ou une date à venir.",
                );
            }
            Some(_) => {}
        }
    }
    if price.is_none() && !values.tick("prix_a_discuter") {
        errors.note("prix", "Indiquez un prix, ou cochez «\u{a0}Prix à discuter\u{a0}».");
    }
    TransferDetails {
        practice_type: values.one("type_cabinet"),
        annual_turnover: values.whole("chiffre_affaires"),
        charges_percentage: values.decimal("charges"),
        sale_price: price,
        price_on_request: values.tick("prix_a_discuter"),
        availability_date: day.filter(|_| option == Some(AvailabilityOption::OnDate)),
        availability_option: option,
        reason_for_transfer: values.line("motif_precise"),
        transfer_reason: values.one("motif_cession"),
        software_used: values.line("logiciel"),
        accompaniment_offered: values.tick("accompagnement"),
        accompaniment_months: values.whole("accompagnement_mois").filter(|_| values.tick("accompagnement")),
        patient_base_size: values.whole("patientele"),
        equipment_included: values.tick("materiel"),
        premises: values.one("local"),
        convention_sector: values.one("secteur"),
        staff_count: values.whole("salaries"),
        acts_per_week: values.whole("actes_semaine"),
        // Of confidential listings the house works them out.
        turnover_band: None,
        price_band: None,
    }
}

fn replacement(values: &Values<'_>, periods: &[Period], urgent: bool) -> ReplacementDetails {
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the question to a million cents")]
    let cents = values.decimal("honoraires_acte").map(|euros| (euros * 100.0).round() as i32);
    let chosen = values.one("type_remplacement");
    ReplacementDetails {
        replacement_type: if urgent {
            Some(ReplacementType::Emergency)
        } else {
            chosen.or(of_periods(periods))
        },
        replacement_reason: values.one("motif"),
        start_date: periods.first().map(|it| it.starts_on),
        end_date: periods.last().map(|it| it.ends_on),
        working_days: values.weekdays(),
        has_assistant: values.tick("secretariat"),
        housing_provided: values.tick("logement"),
        fee_share_percentage: values.decimal("retrocession"),
        daily_rate: values.whole("forfait"),
        practical_terms: values.line("modalites"),
        acts_per_day: values.whole("actes_jour"),
        average_fee_cents: cents,
        guaranteed_minimum: values.whole("minimum_garanti"),
        students_accepted: values.tick("etudiants"),
        software_used: values.line("logiciel"),
        mobility_km: values.whole("mobilite"),
        working_hours: values.line("horaires"),
        on_call: values.tick("garde"),
        transport_help: values.tick("transport"),
        home_visits_percentage: values.whole("visites"),
    }
}

/// What the days say of the type when nobody chose one.
fn of_periods(periods: &[Period]) -> Option<ReplacementType> {
    let (first, last) = (periods.first()?, periods.last()?);
    let is_weekend = |it: &Period| {
        it.starts_on
            .iter_days()
            .take_while(|day| *day <= it.ends_on)
            .all(|day| matches!(day.weekday(), Day::Sat | Day::Sun))
    };
    Some(if last.ends_on - first.starts_on > LONG {
        ReplacementType::LongTerm
    } else if periods.iter().all(is_weekend) {
        ReplacementType::Weekend
    } else {
        ReplacementType::Temporary
    })
}

/// Whether the start is near enough to be called urgent.
pub(super) fn may_be_urgent(periods: &[Period], today: NaiveDate) -> bool {
    let next = periods.iter().find(|it| it.ends_on >= today);
    next.is_some_and(|it| it.starts_on <= today + URGENT_WITHIN)
}

fn collaboration(values: &Values<'_>, errors: &mut Errors) -> CollaborationDetails {
    let kind: Option<CollaborationKind> = values.one("forme");
    let (share, month) = (values.decimal("redevance"), values.whole("redevance_mois"));
    let pays_a_fee = !matches!(kind, Some(CollaborationKind::Salaried | CollaborationKind::Assistant));
    if pays_a_fee && share.is_none() && month.is_none() {
        errors.note(
            "redevance",
            "Indiquez la redevance, en part des honoraires ou par mois (0 s’il n’y en a pas).",
        );
    }
    let wanted: Vec<String> = values
        .0
        .text("specialites")
        .split(',')
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty())
        .collect();
    CollaborationDetails {
        collaboration_type: kind,
        practice_type: values.one("type_cabinet"),
        duration_expectation: values.one("duree"),
        activity_distribution: values.one("temps"),
        activity_distribution_details: values.line("jours_precises"),
        space_arrangement: values.one("locaux"),
        patient_management: values.one("patients"),
        investment_required: values.tick("investissement"),
        investment_amount: values.line("investissement_montant"),
        remuneration_model: values.line("remuneration"),
        fee_percentage: share,
        monthly_fee: month,
        specialties_wanted: Some(wanted).filter(|it| !it.is_empty()),
        experience_required: values.line("experience"),
        values_and_goals: values.line("esprit"),
    }
}
