//! `/confidentialite/conservation` for everybody, `/equipe/conservation` for the team: both made of the rules.

use askama::Template;
use axum::{extract::State, response::Response};
use platform::french;

use super::frame;
use crate::{
    accounts::Moderator,
    app::App,
    failure::Failure,
    privacy::{
        retention::{KEPT, Kept, RULES, Rule},
        store::{self, Run},
    },
    shell::{self, Frame},
    spreadsheet,
};

#[derive(Template)]
#[template(path = "privacy/retention.html")]
struct PublicPage {
    frame: Frame,
    rules: &'static [Rule],
    kept: &'static [Kept],
}

pub(in crate::privacy) async fn public(State(app): State<App>) -> Result<Response, Failure> {
    let frame = Frame::new(
        &app.settings.public_url,
        "/confidentialite/conservation",
        "Conservation des données",
        "Combien de temps Doctonext garde chaque donnée, et pourquoi.",
    );
    Ok(shell::page(&PublicPage { frame, rules: RULES, kept: KEPT })?)
}

#[derive(Template)]
#[template(path = "privacy/retention_staff.html")]
struct StaffPage {
    frame: Frame,
    lines: Vec<Line>,
}

/// A rule as the team sees it.
struct Line {
    what: &'static str,
    how_long: String,
    last: String,
    counts: String,
    next: String,
    trouble: String,
}

pub(in crate::privacy) async fn staff(State(app): State<App>, _: Moderator) -> Result<Response, Failure> {
    let now = app.clock.now();
    let runs = store::last_runs(&app.db).await?;
    let lines = RULES.iter().map(|rule| {
        let run = runs.get(rule.code);
        Line {
            what: rule.what,
            how_long: rule.how_long(),
            last: run.map_or_else(|| "Jamais exécutée".to_owned(), |it| french::moment(it.started_at)),
            counts: run.map(counts).unwrap_or_default(),
            next: french::moment(rule.rhythm.next(run.map(|it| it.started_at), now).max(now)),
            trouble: run.map(trouble).unwrap_or_default(),
        }
    });
    let page =
        StaffPage { frame: frame(&app, "/equipe/conservation", "Conservation"), lines: lines.collect() };
    Ok(shell::page(&page)?)
}

/// The last run of each rule, for a spreadsheet.
pub(in crate::privacy) async fn csv(State(app): State<App>, _: Moderator) -> Result<Response, Failure> {
    let runs = store::last_runs(&app.db).await?;
    let head = [
        "regle",
        "duree",
        "derniere_execution",
        "fin",
        "lignes_traitees",
        "en_attente",
        "traitees_depuis_un_an",
        "erreur",
    ];
    let lines = RULES.iter().map(|rule| {
        let run = runs.get(rule.code);
        let number = |of: fn(&Run) -> i64| run.map_or_else(String::new, |it| of(it).to_string());
        [
            rule.what.to_owned(),
            rule.how_long(),
            run.map_or_else(String::new, |it| it.started_at.to_rfc3339()),
            run.and_then(|it| it.ended_at).map_or_else(String::new, |it| it.to_rfc3339()),
            number(|it| it.removed),
            number(|it| it.left_due),
            number(|it| it.removed_in_all),
            run.map(trouble).unwrap_or_default(),
        ]
    });
    let text = spreadsheet::written(std::iter::once(head.map(str::to_owned)).chain(lines));
    Ok(spreadsheet::answer("conservation.csv", text))
}

fn counts(run: &Run) -> String {
    let many = |n: i64, one, several| french::counted(n.unsigned_abs(), one, several);
    format!(
        "{}, {}, {} depuis un an",
        many(run.removed, "ligne traitée", "lignes traitées"),
        many(run.left_due, "en attente", "en attente"),
        french::number(run.removed_in_all),
    )
}

fn trouble(run: &Run) -> String {
    match (&run.error, run.ended_at) {
        (Some(error), _) => error.clone(),
        (None, None) => "interrompue avant sa fin, ou en cours".to_owned(),
        (None, Some(_)) => String::new(),
    }
}
