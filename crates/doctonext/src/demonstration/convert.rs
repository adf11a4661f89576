//! From the generator's codes to the house's own types. A code that the house does not know fails a test.

use demo_data::{DemoListing, Details as Generated};

use crate::{
    listings::{
        self, CollaborationDetails, Details, Listing, Ownership, Place, ReplacementDetails, TransferDetails,
    },
    trades::{
        AuthorKind, DensityZone, ListingStatus, ListingType, Profession, Specialty, UnknownCode, Visibility,
        Weekday,
    },
};

/// A generated listing as the house knows it, and whose it is.
pub(super) fn listing(from: DemoListing) -> Result<(Listing, Ownership), UnknownCode> {
    let profession = Profession::from_code(from.profession).ok_or(UnknownCode { list: "Profession" })?;
    let specialty = from
        .specialty
        .map(|code| Specialty::from_code(profession.code, code).ok_or(UnknownCode { list: "Specialty" }))
        .transpose()?;
    let kind: ListingType = from.listing_type.parse()?;
    let ownership = Ownership {
        user_id: from.user_id,
        views_count: from.views_count,
        contacts_count: from.contacts_count,
        closing_reason: from.closing_reason,
    };
    // The generator knows one drawing of each kind; the house has several.
    let drawn = listings::illustration(kind, profession.code, &from.id);
    let pictures =
        from.media.iter().filter(|it| it.file_type == "image").map(|_| drawn.clone().into()).collect();
    let place = from.location;
    let listing = Listing {
        id: from.id,
        title: from.title,
        description: Some(from.description).filter(|text| !text.is_empty()),
        profession: Some(profession),
        specialty,
        status: from.status.parse::<ListingStatus>()?,
        is_premium: from.is_premium,
        is_urgent: from.is_urgent,
        created_at: from.created_at,
        updated_at: from.updated_at,
        published_at: from.published_at,
        expires_at: from.expires_at,
        deleted_at: from.deleted_at,
        revised_at: None,
        checkin_asked_at: None,
        is_reduced: false,
        place: Place {
            address: place.address,
            postal_code: Some(place.postal_code),
            city: place.city,
            region: place.region,
            department: Some(place.department),
            commune_code: Some(place.commune_code),
            visibility: place.visibility.parse::<Visibility>()?,
            latitude: Some(place.latitude),
            longitude: Some(place.longitude),
            medical_density_zone: place.medical_density_zone.map(str::parse::<DensityZone>).transpose()?,
            density_score: place.density_score,
            area: None,
        },
        details: details(kind, from.details)?,
        periods: Vec::new(),
        pictures,
        has_papers: false,
        author_kind: AuthorKind::Practitioner,
        author_since: None,
        author_badge: None,
        author_response: None,
        completeness: None,
    };
    Ok((listing, ownership))
}

fn known<T: std::str::FromStr<Err = UnknownCode>>(code: Option<&str>) -> Result<Option<T>, UnknownCode> {
    code.map(str::parse).transpose()
}

fn details(kind: ListingType, from: Generated) -> Result<Details, UnknownCode> {
    Ok(match (kind, from) {
        (_, Generated::Transfer(it)) => Details::Transfer(Box::new(transfer(it)?)),
        (ListingType::Availability, Generated::Replacement(it)) => {
            Details::Availability(Box::new(replacement(it)?))
        }
        (_, Generated::Replacement(it)) => Details::Replacement(Box::new(replacement(it)?)),
        (_, Generated::Collaboration(it)) => Details::Collaboration(Box::new(collaboration(it)?)),
    })
}

fn transfer(it: demo_data::TransferDetails) -> Result<TransferDetails, UnknownCode> {
    Ok(TransferDetails {
        practice_type: known(Some(it.practice_type))?,
        annual_turnover: it.annual_turnover,
        charges_percentage: it.charges_percentage,
        sale_price: it.sale_price,
        price_on_request: it.price_on_request,
        availability_date: it.availability_date,
        availability_option: known(Some(it.availability_option))?,
        reason_for_transfer: it.reason_for_transfer,
        transfer_reason: known(it.transfer_reason)?,
        software_used: it.software_used.map(str::to_owned),
        accompaniment_offered: it.accompaniment_offered,
        patient_base_size: it.patient_base_size,
        equipment_included: it.equipment_included,
        premises: known(it.premises)?,
        convention_sector: known(it.convention_sector)?,
        staff_count: it.staff_count,
        acts_per_week: it.acts_per_week,
        turnover_band: None,
        price_band: None,
        accompaniment_months: None,
    })
}

fn replacement(it: demo_data::ReplacementDetails) -> Result<ReplacementDetails, UnknownCode> {
    let days = it.working_days.iter().map(|day| day.parse()).collect::<Result<Vec<Weekday>, _>>()?;
    Ok(ReplacementDetails {
        replacement_type: known(Some(it.replacement_type))?,
        replacement_reason: known(it.replacement_reason)?,
        start_date: it.start_date,
        end_date: it.end_date,
        working_days: Some(days),
        has_assistant: it.has_assistant,
        housing_provided: it.housing_provided,
        fee_share_percentage: it.fee_share_percentage,
        daily_rate: it.daily_rate,
        practical_terms: it.practical_terms,
        acts_per_day: it.acts_per_day,
        average_fee_cents: it.average_fee_cents,
        guaranteed_minimum: it.guaranteed_minimum,
        students_accepted: it.students_accepted,
        software_used: it.software_used.map(str::to_owned),
        mobility_km: it.mobility_km,
        working_hours: None,
        on_call: false,
        transport_help: false,
        home_visits_percentage: None,
    })
}

fn collaboration(it: demo_data::CollaborationDetails) -> Result<CollaborationDetails, UnknownCode> {
    Ok(CollaborationDetails {
        collaboration_type: known(Some(it.collaboration_type))?,
        practice_type: known(it.practice_type)?,
        duration_expectation: known(it.duration_expectation)?,
        activity_distribution: known(it.activity_distribution)?,
        activity_distribution_details: it.activity_distribution_details,
        space_arrangement: known(it.space_arrangement)?,
        patient_management: known(it.patient_management)?,
        investment_required: it.investment_required,
        investment_amount: it.investment_amount,
        remuneration_model: it.remuneration_model,
        fee_percentage: it.fee_percentage,
        specialties_wanted: Some(it.specialties_wanted.into_iter().map(str::to_owned).collect()),
        experience_required: it.experience_required,
        values_and_goals: it.values_and_goals,
        monthly_fee: None,
    })
}
