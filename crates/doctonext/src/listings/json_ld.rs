//! What search engines read of a listing (schema.org). Never for confidential listings.

use serde_json::{Value, json};

use super::{Details, Listing};
use crate::shell::JsonLd;

/// A job posting for posts, an offer for a practice; none when the place is confidential or the author is free.
#[must_use]
pub(super) fn describe(listing: &Listing, url: &str) -> Option<JsonLd> {
    if listing.place.is_confidential() {
        return None;
    }
    let value = match &listing.details {
        Details::Transfer(it) => json!({
            "@context": "https://schema.org",
            "@type": "Offer",
            "name": listing.title,
            "description": listing.description,
            "url": url,
            "price": it.public_price(),
            "priceCurrency": it.public_price().map(|_| "EUR"),
            "validThrough": listing.expires_at,
            "availableAtOrFrom": place(listing),
        }),
        Details::Replacement(_) | Details::Collaboration(_) => json!({
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": listing.title,
            "description": listing.description.clone().unwrap_or_else(|| listing.title.clone()),
            "url": url,
            "datePosted": listing.published_at,
            "validThrough": listing.expires_at,
            "employmentType": if matches!(listing.details, Details::Replacement(_)) { "TEMPORARY" } else { "CONTRACTOR" },
            "occupationalCategory": listing.profession.map(|it| it.label),
            "hiringOrganization": { "@type": "Organization", "name": "Cabinet ou structure de santé" },
            "jobLocation": place(listing),
        }),
        Details::Availability(_) => return None,
    };
    Some(JsonLd::new(without_nulls(value)))
}

fn place(listing: &Listing) -> Value {
    json!({
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": listing.place.public_address(),
            "addressLocality": listing.place.public_city(),
            "postalCode": listing.place.public_postal_code(),
            "addressRegion": listing.place.region,
            "addressCountry": "FR",
        },
    })
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_nulls(v))).collect(),
        ),
        other => other,
    }
}
