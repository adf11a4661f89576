//! `/espace`: where one stands and what to do next.

use askama::Template;
use axum::{extract::State, response::Response};

use super::frame;
use crate::{
    accounts::SignedIn,
    app::App,
    failure::Failure,
    people::store::{self, Row},
    shell::{self, Frame},
    trades::{AuthorKind, TrustLevel},
};

#[derive(Template)]
#[template(path = "people/overview.html")]
struct OverviewPage {
    frame: Frame,
    name: String,
    trust: &'static str,
    trust_level: i16,
    email_verified: bool,
    steps: Vec<Step>,
    listings: i64,
}

/// Something worth doing.
struct Step {
    title: &'static str,
    why: &'static str,
    href: &'static str,
    label: &'static str,
}

pub(in crate::people) async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, Failure> {
    let row = store::row(&app.db, &who.person.id).await?.ok_or(Failure::NotFound)?;
    let mut steps = Vec::new();
    if row.trust_level == 0 {
        steps.push(Step {
            title: "Vérifiez votre inscription",
            why: "Un badge daté à côté de votre nom\u{202f}: les confrères savent à qui ils répondent.",
            href: "/espace/verification",
            label: "Vérifier",
        });
    }
    if row.department.is_none() || row.bio.is_none() {
        steps.push(Step {
            title: "Complétez votre profil",
            why: "Les confrères répondent plus volontiers à quelqu’un qu’ils peuvent situer.",
            href: "/espace/profil",
            label: "Compléter",
        });
    }
    steps.push(Step {
        title: "Parcourez les annonces",
        why: "Par profession, par lieu, par dates.",
        href: "/annonces",
        label: "Voir les annonces",
    });
    let trust = TrustLevel::ALL.iter().find(|it| it.key() == row.trust_level).map_or("", |it| it.label());
    let listings = store::listing_counts(&app.db, &row.id).await?.into_iter().map(|(_, n)| n).sum();
    let page = OverviewPage {
        frame: frame(&app, "/espace", "Mon espace"),
        name: greeted(&row),
        trust,
        trust_level: row.trust_level,
        email_verified: who.person.email_verified,
        steps,
        listings,
    };
    Ok(shell::page(&page)?)
}

/// The first name of somebody, the whole name of a structure.
fn greeted(row: &Row) -> String {
    let is_somebody = matches!(
        AuthorKind::from_code(&row.account_kind),
        Some(AuthorKind::Practitioner | AuthorKind::Student)
    );
    let first_name = row.name.split_whitespace().next().filter(|_| is_somebody);
    first_name.unwrap_or(&row.name).to_owned()
}
