//! `/equipe/tarifs`: the prices, those that wait, and a form to write one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use platform::{clock::today_in_paris, french};

use super::{Choice, product, told};
use crate::{
    accounts::{Admin, CheckedForm, Moderator, Origin, SignedIn},
    app::App,
    failure::Failure,
    pricing::{
        Product, decide,
        store::{self, Line},
        typed::{Errors, Typed},
    },
    shell::{self, Frame, account_frame},
};

#[derive(Template)]
#[template(path = "pricing/list.html")]
struct ListPage {
    frame: Frame,
    waiting: Vec<Listed>,
    /// By product.
    lines: Vec<(String, Vec<Listed>)>,
    /// Whether this member of the team writes prices.
    may_write: bool,
    typed: Typed,
    errors: Errors,
    products: Vec<Choice>,
}

struct Listed {
    href: String,
    title: String,
    badge: &'static str,
    tone: &'static str,
    note: String,
}

impl ListPage {
    async fn of(app: &App, staff: &SignedIn, typed: Typed, errors: Errors) -> Result<Self, Failure> {
        let today = today_in_paris(app.clock.now());
        let all = store::all(&app.db).await?;
        let mut lines: Vec<(String, Vec<Listed>)> = Vec::new();
        // The latest day comes first: of the prices that began, the first is the one in force.
        let mut current: Option<&str> = None;
        for it in all.iter().filter(|it| it.state != "proposed") {
            let is_current =
                it.state == "active" && it.valid_from <= today && current != Some(it.product.as_str());
            if is_current {
                current = Some(&it.product);
            }
            let shown = listed(it, false, is_current, today);
            match lines.last_mut().filter(|(name, _)| *name == product(&it.product)) {
                Some((_, them)) => them.push(shown),
                None => lines.push((product(&it.product), vec![shown])),
            }
        }
        Ok(Self {
            frame: account_frame(app, "/equipe/tarifs", "Tarifs"),
            waiting: all
                .iter()
                .filter(|it| it.state == "proposed")
                .map(|it| listed(it, true, false, today))
                .collect(),
            lines,
            may_write: staff.person.role == "admin",
            products: Product::ALL
                .iter()
                .map(|it| Choice {
                    value: it.code(),
                    label: it.label(),
                    selected: it.code() == typed.produit,
                })
                .collect(),
            typed,
            errors,
        })
    }

    fn error(&self, field: &str) -> &str {
        self.errors.get(field).map_or("", String::as_str)
    }
}

fn listed(it: &Line, names_product: bool, is_current: bool, today: NaiveDate) -> Listed {
    let (badge, tone) = match it.state.as_str() {
        "proposed" => ("à décider", "warning"),
        "refused" => ("refusé", "state"),
        "withdrawn" => ("annulé", "state"),
        _ if is_current => ("en vigueur", "success"),
        _ if it.valid_from > today => ("à venir", "availability"),
        _ => ("passé", "state"),
    };
    let price = told(it.price());
    Listed {
        href: format!("/equipe/tarifs/{}", it.id),
        title: if names_product { format!("{}\u{202f}: {price}", product(&it.product)) } else { price },
        badge,
        tone,
        note: format!("à partir du {} · {}", french::date(it.valid_from), it.reason),
    }
}

pub(in crate::pricing) async fn show(
    State(app): State<App>,
    Moderator(staff): Moderator,
) -> Result<Response, Failure> {
    let typed = Typed { tva: "20".to_owned(), ..Typed::default() };
    Ok(shell::page(&ListPage::of(&app, &staff, typed, Errors::new()).await?)?)
}

pub(in crate::pricing) async fn propose(
    State(app): State<App>,
    Admin(staff): Admin,
    origin: Origin,
    CheckedForm(typed): CheckedForm<Typed>,
) -> Result<Response, Failure> {
    match typed.read(today_in_paris(app.clock.now())) {
        Ok(proposal) => {
            let id = decide::propose(&app, (&staff, &origin), &proposal).await?;
            Ok(Redirect::to(&format!("/equipe/tarifs/{id}")).into_response())
        }
        Err(errors) => {
            let page = ListPage::of(&app, &staff, typed, errors).await?;
            Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
        }
    }
}
