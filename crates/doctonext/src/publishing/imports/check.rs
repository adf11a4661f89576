//! What would become of each line, before anything is done.

use std::collections::HashMap;

use platform::{
    clock::today_in_paris,
    ids::{Ids, SystemIds},
};
use sqlx::{PgConnection, types::Json};

use super::{
    cells::{self, Understood},
    file::Table,
    store::{self, Import, Known, Line},
};
use crate::{
    accounts::Person,
    app::App,
    failure::Failure,
    publishing::{
        answers::Answers,
        guard::Weight,
        reading::Context,
        review::{self, Verdict},
    },
    refusal::FieldProblem,
    trades::{ListingType, Visibility},
};

/// Keeps a file that was read, each line judged. Another that nobody decided on is given up. The id of the import; none
/// while one is running.
pub(super) async fn keep(
    app: &App,
    owner: &Person,
    listing_type: ListingType,
    file_name: &str,
    table: Table,
) -> Result<Option<String>, Failure> {
    let table = without_our_columns(table);
    let mut tx = app.db.begin().await?;
    store::lock_owner(&mut tx, &owner.id).await?;
    store::forget_checked(&mut tx, &owner.id).await?;
    if store::count_open(&mut tx, &owner.id).await? > 0 {
        return Ok(None);
    }
    let lines = judged(app, &mut tx, owner, listing_type, &table).await?;
    let import = Import {
        id: SystemIds.fresh(),
        user_id: owner.id.clone(),
        listing_type: listing_type.code().to_owned(),
        file_name: file_name.to_owned(),
        columns: Json(table.columns),
        publishes: false,
        state: "checked".to_owned(),
        created_at: app.clock.now(),
    };
    store::add(&mut tx, &import).await?;
    store::add_lines(&mut tx, &import.id, &lines).await?;
    tx.commit().await?;
    Ok(Some(import.id))
}

/// A report that was corrected comes back without what we wrote into it.
fn without_our_columns(table: Table) -> Table {
    let ours: Vec<bool> = table.columns.iter().map(|it| cells::OF_REPORTS.contains(&it.as_str())).collect();
    let keep = |rank: usize| !ours.get(rank).copied().unwrap_or(false);
    let kept = |cells: Vec<String>| {
        cells.into_iter().enumerate().filter(|(rank, _)| keep(*rank)).map(|(_, it)| it).collect()
    };
    Table {
        columns: kept(table.columns),
        lines: table
            .lines
            .into_iter()
            .map(|it| super::file::Line { number: it.number, cells: kept(it.cells) })
            .collect(),
    }
}

async fn judged(
    app: &App,
    db: &mut PgConnection,
    owner: &Person,
    listing_type: ListingType,
    table: &Table,
) -> Result<Vec<Line>, Failure> {
    let understood: Vec<Understood> = table
        .lines
        .iter()
        .map(|it| cells::understand(listing_type, &table.columns, &it.cells, &app.gazetteer))
        .collect();
    let marks: Vec<&str> = understood.iter().map(|it| it.mark.as_str()).collect();
    let known = store::known(&mut *db, &owner.id, &marks).await?;
    let known: HashMap<&str, &Known> = known.iter().map(|it| (it.mark.as_str(), it)).collect();
    let (mut first, mut lines): (HashMap<&str, i32>, _) = (HashMap::new(), Vec::new());
    for (line, it) in table.lines.iter().zip(&understood) {
        let (state, problems) = match first.get(it.mark.as_str()) {
            Some(other) => twice(&it.mark, *other),
            None => judge(app, owner, listing_type, it, known.get(it.mark.as_str()).copied()),
        };
        // A line that is wrong does not stand in the way of the one that mends it further down.
        if state != "wrong" {
            first.entry(&it.mark).or_insert(line.number);
        }
        lines.push(Line {
            number: line.number,
            cells: Json(line.cells.clone()),
            state: state.to_owned(),
            problems: Json(problems),
            listing_id: known.get(it.mark.as_str()).filter(|it| !it.is_gone).map(|it| it.listing_id.clone()),
        });
    }
    Ok(lines)
}

fn twice(mark: &str, other: i32) -> (&'static str, Vec<FieldProblem>) {
    let told = |field: &str, message: String| vec![FieldProblem { field: field.to_owned(), message }];
    if mark.starts_with("ref:") {
        ("wrong", told(cells::REFERENCE, format!("La ligne {other} porte la même référence.")))
    } else {
        ("known", told("", format!("Identique à la ligne {other}.")))
    }
}

/// What becomes of a line: `ready`, `wrong` or `known`, and what is to mend.
pub(super) fn judge(
    app: &App,
    owner: &Person,
    listing_type: ListingType,
    it: &Understood,
    known: Option<&Known>,
) -> (&'static str, Vec<FieldProblem>) {
    if let Some(known) = known.filter(|it| !it.is_gone)
        && is_settled(known, &it.answers)
    {
        return ("known", Vec::new());
    }
    let mut problems = it.problems.clone();
    problems.extend(obstacles(&verdict(app, owner, listing_type, &it.answers)));
    if problems.is_empty() { ("ready", problems) } else { ("wrong", problems) }
}

/// Whether there is nothing to do for a line: its listing went online, or its draft says the same.
fn is_settled(known: &Known, answers: &Answers) -> bool {
    let Some(Json(draft)) = &known.answers else { return true };
    serde_json::from_value::<Answers>(draft.clone()).is_ok_and(|it| it == completed(answers))
}

/// As a draft keeps them.
pub(super) fn completed(answers: &Answers) -> Answers {
    let mut answers = answers.clone();
    answers.propose("visibilite", Visibility::Commune.code());
    answers
}

fn verdict(app: &App, owner: &Person, listing_type: ListingType, answers: &Answers) -> Verdict {
    let today = today_in_paris(app.clock.now());
    let context = Context { gazetteer: &app.gazetteer, today, published: &[], knows_sites: true, area: None };
    review::verdict(listing_type, &completed(answers), &context, &owner.name)
}

fn obstacles(verdict: &Verdict) -> Vec<FieldProblem> {
    let problem = |field: &str, message: String| FieldProblem { field: field.to_owned(), message };
    let errors = verdict.content.as_ref().err().into_iter().flat_map(|it| it.iter());
    let mut all: Vec<FieldProblem> = errors.map(|(field, why)| problem(field, why.to_owned())).collect();
    let refused = verdict.findings.iter().filter(|(_, it)| it.cause.weight() == Weight::Refusal);
    all.extend(refused.map(|(field, it)| {
        problem(field, format!("«\u{a0}{}\u{a0}»\u{202f}: {}", it.words, it.cause.why()))
    }));
    all
}
