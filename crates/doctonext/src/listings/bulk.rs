//! Listings by the thousand, through COPY: for demonstrations and large imports.

use platform::database::CopyRows;
use sqlx::PgConnection;

use super::{CollaborationDetails, Details, Listing, ReplacementDetails, TransferDetails};

/// What a listing's row holds that its visitors never see.
#[derive(Debug, Clone)]
pub struct Ownership {
    /// Its author.
    pub user_id: String,
    /// Times it was read.
    pub views_count: i32,
    /// Times its author was written to.
    pub contacts_count: i32,
    /// Why it was closed.
    pub closing_reason: Option<&'static str>,
}

/// Rows of the five tables, on their way.
#[derive(Debug, Default)]
pub struct BulkListings {
    listings: CopyRows,
    locations: CopyRows,
    transfers: CopyRows,
    replacements: CopyRows,
    collaborations: CopyRows,
    media: CopyRows,
}

impl BulkListings {
    /// Adds a listing with its place, details and pictures. Rows of the other tables bear the listing's own id.
    pub fn add(&mut self, it: &Listing, of: &Ownership) {
        self.listings
            .text(&it.id)
            .text(&of.user_id)
            .text(&it.title)
            .maybe_text(it.description.as_deref())
            .plain(it.listing_type().code())
            .maybe(it.profession.map(|it| it.code))
            .maybe(it.specialty.map(|it| it.code))
            .plain(it.status.code())
            .plain(it.is_premium)
            .plain(it.is_urgent)
            .plain(of.views_count)
            .plain(of.contacts_count)
            .plain(it.created_at.to_rfc3339())
            .plain(it.updated_at.to_rfc3339())
            .maybe(it.published_at.map(|at| at.to_rfc3339()))
            .maybe(it.expires_at.map(|at| at.to_rfc3339()))
            .maybe(it.deleted_at.map(|at| at.to_rfc3339()))
            .maybe(of.closing_reason)
            .end_row();
        self.add_place(it);
        match &it.details {
            Details::Transfer(details) => self.add_transfer(&it.id, details),
            Details::Replacement(details) | Details::Availability(details) => {
                self.add_replacement(&it.id, details);
            }
            Details::Collaboration(details) => self.add_collaboration(&it.id, details),
        }
        for (order, picture) in it.pictures.iter().enumerate() {
            let name = picture.address.rsplit('/').next().unwrap_or_default();
            self.media
                .text(&format!("{}-{order}", it.id))
                .text(&it.id)
                .text(&picture.address)
                .text(name)
                .plain("image")
                .plain(order)
                .plain(it.created_at.to_rfc3339())
                .plain(it.created_at.to_rfc3339())
                .plain(it.created_at.to_rfc3339())
                .end_row();
        }
    }

    fn add_place(&mut self, it: &Listing) {
        let place = &it.place;
        self.locations
            .text(&it.id)
            .text(&it.id)
            .maybe_text(place.address.as_deref())
            .maybe_text(place.postal_code.as_deref())
            .text(&place.city)
            .text(&place.region)
            .maybe_text(place.department.as_deref())
            .maybe_text(place.commune_code.as_deref())
            .plain(place.visibility.code())
            .maybe(place.latitude)
            .maybe(place.longitude)
            .maybe(place.medical_density_zone.map(|it| it.code()))
            .maybe(place.density_score)
            .end_row();
    }

    fn add_transfer(&mut self, id: &str, it: &TransferDetails) {
        self.transfers
            .text(id)
            .text(id)
            .maybe(it.practice_type.map(|it| it.code()))
            .maybe(it.annual_turnover)
            .maybe(it.charges_percentage)
            .maybe(it.sale_price)
            .plain(it.price_on_request)
            .maybe(it.availability_date)
            .maybe(it.availability_option.map(|it| it.code()))
            .maybe_text(it.reason_for_transfer.as_deref())
            .maybe(it.transfer_reason.map(|it| it.code()))
            .maybe_text(it.software_used.as_deref())
            .plain(it.accompaniment_offered)
            .maybe(it.patient_base_size)
            .plain(it.equipment_included)
            .maybe(it.premises.map(|it| it.code()))
            .maybe(it.convention_sector.map(|it| it.code()))
            .maybe(it.staff_count)
            .maybe(it.acts_per_week)
            .end_row();
    }

    fn add_replacement(&mut self, id: &str, it: &ReplacementDetails) {
        let days = it.working_days.iter().flatten().map(|day| day.code());
        self.replacements
            .text(id)
            .text(id)
            .maybe(it.replacement_type.map(|it| it.code()))
            .maybe(it.replacement_reason.map(|it| it.code()))
            .maybe(it.start_date)
            .maybe(it.end_date)
            .array(days)
            .plain(it.has_assistant)
            .plain(it.housing_provided)
            .maybe(it.fee_share_percentage)
            .maybe(it.daily_rate)
            .maybe_text(it.practical_terms.as_deref())
            .maybe(it.acts_per_day)
            .maybe(it.average_fee_cents)
            .maybe(it.guaranteed_minimum)
            .plain(it.students_accepted)
            .maybe_text(it.software_used.as_deref())
            .maybe(it.mobility_km)
            .end_row();
    }

    fn add_collaboration(&mut self, id: &str, it: &CollaborationDetails) {
        let wanted = it.specialties_wanted.iter().flatten().map(String::as_str);
        self.collaborations
            .text(id)
            .text(id)
            .maybe(it.collaboration_type.map(|it| it.code()))
            .maybe(it.practice_type.map(|it| it.code()))
            .maybe(it.duration_expectation.map(|it| it.code()))
            .maybe(it.activity_distribution.map(|it| it.code()))
            .maybe_text(it.activity_distribution_details.as_deref())
            .maybe(it.space_arrangement.map(|it| it.code()))
            .maybe(it.patient_management.map(|it| it.code()))
            .plain(it.investment_required)
            .maybe_text(it.investment_amount.as_deref())
            .maybe_text(it.remuneration_model.as_deref())
            .maybe(it.fee_percentage)
            .array(wanted)
            .maybe_text(it.experience_required.as_deref())
            .maybe_text(it.values_and_goals.as_deref())
            .end_row();
    }

    /// Sends the rows, listings first.
    pub async fn send(self, connection: &mut PgConnection) -> sqlx::Result<()> {
        let tables = [
            (self.listings, LISTINGS),
            (self.locations, LOCATIONS),
            (self.transfers, TRANSFERS),
            (self.replacements, REPLACEMENTS),
            (self.collaborations, COLLABORATIONS),
            (self.media, MEDIA),
        ];
        for (rows, statement) in tables {
            rows.send(connection, statement).await?;
        }
        Ok(())
    }
}

const LISTINGS: &str = "copy listings (id, user_id, title, description, listing_type, profession, specialty, status, \
     is_premium, is_urgent, views_count, contacts_count, created_at, updated_at, published_at, expires_at, deleted_at, \
     closing_reason) from stdin";
const LOCATIONS: &str = "copy listing_locations (id, listing_id, address, postal_code, city, region, department, \
     commune_code, visibility, latitude, longitude, medical_density_zone, density_score) from stdin";
const TRANSFERS: &str = "copy transfer_details (id, listing_id, practice_type, annual_turnover, charges_percentage, \
     sale_price, price_on_request, availability_date, availability_option, reason_for_transfer, transfer_reason, \
     software_used, accompaniment_offered, patient_base_size, equipment_included, premises, convention_sector, \
     staff_count, acts_per_week) from stdin";
const REPLACEMENTS: &str = "copy replacement_details (id, listing_id, replacement_type, replacement_reason, \
     start_date, end_date, working_days, has_assistant, housing_provided, fee_share_percentage, daily_rate, \
     practical_terms, acts_per_day, average_fee_cents, guaranteed_minimum, students_accepted, software_used, \
     mobility_km) from stdin";
const COLLABORATIONS: &str = "copy collaboration_details (id, listing_id, collaboration_type, practice_type, \
     duration_expectation, activity_distribution, activity_distribution_details, space_arrangement, \
     patient_management, investment_required, investment_amount, remuneration_model, fee_percentage, \
     specialties_wanted, experience_required, values_and_goals) from stdin";
const MEDIA: &str = "copy listing_media (id, listing_id, file_url, file_name, file_type, display_order, created_at, read_at, seen_at) \
     from stdin";
