//! `/equipe/chiffres`: listings in numbers, and the same for a spreadsheet.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use platform::french;
use serde::Deserialize;

use super::frame;
use crate::{
    accounts::Moderator,
    app::App,
    failure::Failure,
    shell::{self, Frame, Link},
    spreadsheet,
    staff::{
        figures::{By, Counted},
        store,
    },
    trades::{ListingType, Profession},
};

#[derive(Template)]
#[template(path = "staff/figures.html")]
struct FiguresPage {
    frame: Frame,
    heading: &'static str,
    tabs: Vec<(Link, bool)>,
    rows: Vec<Row>,
    csv: String,
}

struct Row {
    what: String,
    online: String,
    published: String,
    filled: String,
    rate: String,
    contact: String,
    answer: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::staff) struct Asked {
    #[serde(default)]
    par: String,
}

fn label(app: &App, by: By, code: &str) -> String {
    let found = match by {
        By::Type => ListingType::from_code(code).map(|it| it.label().to_owned()),
        By::Profession => Profession::from_code(code).map(|it| it.label.to_owned()),
        By::Department => app.gazetteer.department_by_code(code).map(|it| it.label()),
    };
    found.unwrap_or_else(|| "Non précisé".to_owned())
}

fn row(app: &App, by: By, it: &Counted) -> Row {
    Row {
        what: label(app, by, &it.what),
        online: french::number(it.online),
        published: french::number(it.published),
        filled: french::number(it.filled),
        rate: it.fill_rate().map_or_else(|| "—".to_owned(), french::percent),
        contact: it
            .first_contact
            .map_or_else(|| "—".to_owned(), |days| format!("{}\u{a0}j", french::decimal(days, 1))),
        answer: it
            .answer
            .map_or_else(|| "—".to_owned(), |hours| format!("{}\u{a0}h", french::decimal(hours, 1))),
    }
}

pub(in crate::staff) async fn show(
    State(app): State<App>,
    _: Moderator,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let by = By::from_word(&asked.par);
    let counted = store::count_listings(&app.db, by).await?;
    let tab = |it: By| {
        let (word, label) = it.words();
        (Link::new(label, format!("/equipe/chiffres?par={word}")), it == by)
    };
    let page = FiguresPage {
        frame: frame(&app, "/equipe/chiffres", "Chiffres"),
        heading: by.words().1,
        tabs: By::ALL.into_iter().map(tab).collect(),
        rows: counted.iter().map(|it| row(&app, by, it)).collect(),
        csv: format!("/equipe/chiffres.csv?par={}", by.words().0),
    };
    Ok(shell::page(&page)?)
}

pub(in crate::staff) async fn csv(
    State(app): State<App>,
    _: Moderator,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let by = By::from_word(&asked.par);
    let head = [
        by.words().0,
        "en_ligne",
        "publiees",
        "terminees",
        "pourvues",
        "taux_pourvu",
        "jours_premier_contact",
        "heures_reponse",
    ];
    let decimal = |it: Option<f64>| it.map_or_else(String::new, |it| format!("{it:.1}").replace('.', ","));
    let counted = store::count_listings(&app.db, by).await?;
    let lines = counted.iter().map(|it| {
        [
            label(&app, by, &it.what),
            it.online.to_string(),
            it.published.to_string(),
            it.ended.to_string(),
            it.filled.to_string(),
            decimal(it.fill_rate()),
            decimal(it.first_contact),
            decimal(it.answer),
        ]
    });
    let text = spreadsheet::written(std::iter::once(head.map(str::to_owned)).chain(lines));
    Ok(spreadsheet::answer("chiffres.csv", text))
}
