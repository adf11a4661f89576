//! A letter of intent as the team reads it, once one of its two sides has reported it.

use platform::french;
use sqlx::PgConnection;

use super::{negotiation::Side, offers, store};
use crate::{app::App, failure::Failure, listings, search::wording::capitalised};

/// The letter that the address of a notice names (`…/dossiers/{request}/offres#offre-2`), in words; none when there is no such
/// letter, or unless whoever reported it received it from the person whom the notice is about: nobody pins their own letter, nor
/// that of a third person, on somebody else.
pub async fn reported_letter(
    app: &App,
    db: &mut PgConnection,
    address: &str,
    (notifier, accused): (&str, &str),
) -> Result<Option<String>, Failure> {
    let Some((request, number)) = named(address) else { return Ok(None) };
    let Some(request) = store::request(&mut *db, request).await? else { return Ok(None) };
    let listing = listings::owned(&mut *db, &request.listing_id, app.clock.now()).await?;
    let Some(seller) = listing.and_then(|it| it.owner) else { return Ok(None) };
    let author = match (notifier, accused) {
        (by, of) if by == request.reader_id && of == seller => Side::Seller,
        (by, of) if by == seller && of == request.reader_id => Side::Reader,
        _ => return Ok(None),
    };
    let talk = store::offers(&mut *db, &request.id).await?;
    let Some(letter) =
        talk.into_iter().find(|it| it.latest().number == number && it.latest().author == author)
    else {
        return Ok(None);
    };
    let terms = offers::terms(app, db, &letter.id, letter.content.as_ref()).await?;
    Ok(terms.map(|it| {
        let conditions = match it.conditions() {
            none if none.is_empty() => "aucune condition".to_owned(),
            some => some,
        };
        let words = it.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let facts = format!(
            "{}, reprise le {}, {conditions}",
            french::euros(it.price),
            french::date(it.takes_over_on)
        );
        format!("{}. {words}", capitalised(&facts)).trim_end().to_owned()
    }))
}

/// The request and the number of a letter.
fn named(address: &str) -> Option<(&str, i16)> {
    let (path, number) = address.split_once("/offres#offre-")?;
    let request = path.rsplit('/').next().filter(|it| !it.is_empty() && it.len() <= 64)?;
    Some((request, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn an_address_names_a_letter_or_nothing() {
        let site = "https://doctonext.example/espace";
        assert_eq!(named(&format!("{site}/dossiers/r1/offres#offre-2")), Some(("r1", 2)));
        assert_eq!(named(&format!("{site}/annonces/a/dossier/r1/offres#offre-1")), Some(("r1", 1)));
        for other in ["", "/offres#offre-1", "x/offres#offre-", "x/offres#offre-99999", "/dossiers/r1/offres"]
        {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
