//! `/tarifs`: what is paid for and what is not (code de la consommation, art. L. 112-1: prices all taxes included).

use askama::Template;
use axum::{extract::State, response::Response};
use platform::{clock::today_in_paris, french};

use super::told;
use crate::{
    app::App,
    failure::Failure,
    pricing::{Product, price_on, store},
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "pricing/public.html")]
struct PricesPage {
    frame: Frame,
    lines: Vec<Shown>,
}

struct Shown {
    label: &'static str,
    told: &'static str,
    amount: String,
    detail: String,
    /// « 12 € à partir du 1er janvier 2027 ».
    next: Option<String>,
}

pub(in crate::pricing) async fn show(State(app): State<App>) -> Result<Response, Failure> {
    let today = today_in_paris(app.clock.now());
    let mut lines = Vec::new();
    for product in Product::ALL.iter().copied() {
        let Some(price) = price_on(&app.db, product, today).await? else { continue };
        let next = store::next_after(&app.db, product, today).await?;
        lines.push(Shown {
            label: product.label(),
            told: product.told(),
            amount: french::cents(i64::from(price.cents)),
            detail: told(price),
            next: next.map(|it| {
                format!("{} à partir du {}", french::cents(i64::from(it.cents)), french::date(it.from))
            }),
        });
    }
    let frame = Frame::new(
        &app.settings.public_url,
        "/tarifs",
        "Tarifs",
        "Publier, chercher et répondre sont gratuits sur Doctonext. Ce qui est payant, et à quel prix.",
    );
    Ok(shell::page(&PricesPage { frame, lines })?)
}
