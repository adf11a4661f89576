//! From the content of a listing back to the answers that make it: for changes, copies and history. Pure.

use crate::{
    listings::{CollaborationDetails, Content, Details, ReplacementDetails, TransferDetails},
    trades::{ListingType, ReplacementType},
};

use super::answers::Answers;

/// The answers that [`super::reading::read`] would turn into this content.
pub(super) fn answers_of(content: &Content) -> Answers {
    let mut answers = Answers::default();
    let mut filled = Filled(&mut answers);
    let trade = match content.specialty {
        Some(specialty) => format!("{}/{}", content.profession.code, specialty.code),
        None => content.profession.code.to_owned(),
    };
    filled.text("metier", Some(&trade));
    filled.text("titre", Some(&content.title));
    filled.text("texte", Some(&content.description));
    filled.tick("verifies_seulement", content.verified_readers_only);
    filled.tick("urgent", content.is_urgent);
    filled.tick("photos_neutres", content.photos_are_neutral);
    hidden_from(&mut filled, content);
    place(&mut filled, content);
    match &content.details {
        Details::Transfer(it) => transfer(&mut filled, it),
        Details::Replacement(it) | Details::Availability(it) => replacement(&mut filled, it, content),
        Details::Collaboration(it) => collaboration(&mut filled, it),
    }
    answers
}

/// Answers being written.
struct Filled<'a>(&'a mut Answers);

impl Filled<'_> {
    fn text(&mut self, field: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.set(field, value);
        }
    }

    fn tick(&mut self, field: &str, value: bool) {
        if value {
            self.0.set(field, "1");
        }
    }

    fn number(&mut self, field: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.0.set(field, value.to_string().replace('.', ","));
        }
    }
}

fn hidden_from(filled: &mut Filled<'_>, content: &Content) {
    let from = &content.hidden_from;
    let named: Vec<&str> = from.emails.iter().chain(&from.numbers).map(String::as_str).collect();
    filled.text("masquer_a", Some(named.join("\n")).filter(|it| !it.is_empty()).as_deref());
    filled.tick("masquer_associes", from.associates);
    filled.text("masquer_communes", Some(from.communes.join(", ")).filter(|it| !it.is_empty()).as_deref());
}

fn place(filled: &mut Filled<'_>, content: &Content) {
    let place = &content.place;
    let label = match &place.postal_code {
        Some(code) => format!("{} ({code})", place.city),
        None => place.city.clone(),
    };
    filled.text("lieu", Some(&label));
    filled.text("commune", place.commune_code.as_deref());
    if content.details.listing_type() != ListingType::Availability {
        filled.text("adresse", place.address.as_deref());
        filled.text("visibilite", Some(place.visibility.code()));
    }
}

fn transfer(filled: &mut Filled<'_>, it: &TransferDetails) {
    filled.text("type_cabinet", it.practice_type.map(|it| it.code()));
    filled.number("chiffre_affaires", it.annual_turnover);
    filled.number("charges", it.charges_percentage);
    filled.number("prix", it.sale_price);
    filled.tick("prix_a_discuter", it.price_on_request);
    filled.text("disponible", it.availability_option.map(|it| it.code()));
    filled.number("disponible_le", it.availability_date);
    filled.text("motif_precise", it.reason_for_transfer.as_deref());
    filled.text("motif_cession", it.transfer_reason.map(|it| it.code()));
    filled.text("logiciel", it.software_used.as_deref());
    filled.tick("accompagnement", it.accompaniment_offered);
    filled.number("accompagnement_mois", it.accompaniment_months);
    filled.number("patientele", it.patient_base_size);
    filled.tick("materiel", it.equipment_included);
    filled.text("local", it.premises.map(|it| it.code()));
    filled.text("secteur", it.convention_sector.map(|it| it.code()));
    filled.number("salaries", it.staff_count);
    filled.number("actes_semaine", it.acts_per_week);
}

fn replacement(filled: &mut Filled<'_>, it: &ReplacementDetails, content: &Content) {
    let mut days = content.periods.iter().map(|it| (it.starts_on, it.ends_on)).collect::<Vec<_>>();
    if days.is_empty() {
        // Listings that came from elsewhere have bounds only.
        days.extend(it.start_date.or(it.end_date).map(|from| (from, it.end_date.unwrap_or(from))));
    }
    filled.0.set_all("du", days.iter().map(|it| it.0.to_string()).collect());
    filled.0.set_all("au", days.iter().map(|it| it.1.to_string()).collect());
    let weekdays = it.working_days.iter().flatten().map(|it| it.code().to_owned());
    filled.0.set_all("jours", weekdays.collect());
    let kind = it.replacement_type.filter(|it| *it != ReplacementType::Emergency);
    let is_availability = content.details.listing_type() == ListingType::Availability;
    filled.text("type_remplacement", kind.filter(|_| !is_availability).map(|it| it.code()));
    filled.text("motif", it.replacement_reason.map(|it| it.code()));
    filled.text("horaires", it.working_hours.as_deref());
    filled.number("retrocession", it.fee_share_percentage);
    filled.number("forfait", it.daily_rate);
    filled.number("actes_jour", it.acts_per_day);
    filled.number("honoraires_acte", it.average_fee_cents.map(|cents| f64::from(cents) / 100.0));
    filled.number("minimum_garanti", it.guaranteed_minimum);
    filled.number("mobilite", it.mobility_km);
    filled.number("visites", it.home_visits_percentage);
    filled.tick("logement", it.housing_provided);
    filled.tick("secretariat", it.has_assistant);
    filled.tick("transport", it.transport_help);
    filled.tick("garde", it.on_call);
    filled.tick("etudiants", it.students_accepted);
    filled.text("logiciel", it.software_used.as_deref());
    filled.text("modalites", it.practical_terms.as_deref());
}

fn collaboration(filled: &mut Filled<'_>, it: &CollaborationDetails) {
    filled.text("forme", it.collaboration_type.map(|it| it.code()));
    filled.text("type_cabinet", it.practice_type.map(|it| it.code()));
    filled.text("duree", it.duration_expectation.map(|it| it.code()));
    filled.text("temps", it.activity_distribution.map(|it| it.code()));
    filled.text("jours_precises", it.activity_distribution_details.as_deref());
    filled.text("locaux", it.space_arrangement.map(|it| it.code()));
    filled.text("patients", it.patient_management.map(|it| it.code()));
    filled.tick("investissement", it.investment_required);
    filled.text("investissement_montant", it.investment_amount.as_deref());
    filled.text("remuneration", it.remuneration_model.as_deref());
    filled.number("redevance", it.fee_percentage);
    filled.number("redevance_mois", it.monthly_fee);
    filled.text("specialites", it.specialties_wanted.as_ref().map(|it| it.join(", ")).as_deref());
    filled.text("experience", it.experience_required.as_deref());
    filled.text("esprit", it.values_and_goals.as_deref());
}
