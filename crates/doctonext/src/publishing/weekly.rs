//! Monday's letters: what happened around one's listings in the week, and who still waits for an answer.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use platform::{clock::today_in_paris, french};

use super::{response, store};
use crate::{
    analytics,
    app::App,
    failure::Failure,
    letters::{self, Kind, Letter, Recipient},
    rounds::Round,
};

/// Owners in one go.
const BATCH: i64 = 200;
/// Listings that a letter names.
const NAMED: usize = 10;
/// Who wrote so long ago has waited.
const PATIENCE: TimeDelta = TimeDelta::hours(48);

/// Writes to every owner whose week was not told yet. Each owner in a transaction of their own: a death in between tells
/// nobody twice.
pub async fn tell(app: &App) -> Result<u64, Failure> {
    let monday = monday_of(app.clock.now());
    let (mut round, mut last) = (Round::default(), String::new());
    loop {
        let owners = store::untold_owners(&app.db, monday, &last, BATCH).await?;
        let Some(end) = owners.last().cloned() else { return round.end() };
        for owner in owners {
            let outcome = tell_one(app, &owner, monday).await;
            round.note("the week", owner, outcome);
        }
        last = end;
    }
}

/// The Monday of the week of a moment, in Paris.
fn monday_of(now: DateTime<Utc>) -> NaiveDate {
    let today = today_in_paris(now);
    today - Days::new(u64::from(today.weekday().num_days_from_monday()))
}

async fn tell_one(app: &App, owner: &str, monday: NaiveDate) -> Result<bool, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some((name, address)) = store::lock_owner_address(&mut tx, owner).await? else { return Ok(false) };
    let listings = store::mark_told(&mut tx, owner, monday).await?;
    if listings.is_empty() {
        return Ok(false);
    }
    let ids: Vec<String> = listings.iter().map(|(id, _)| id.clone()).collect();
    let totals = analytics::totals(&mut tx, &ids, monday - Days::new(7)..monday).await?;
    let waiting =
        store::unanswered(&mut tx, owner, (now - response::LOOKED_AT, now - PATIENCE)).await?.unsigned_abs();
    let recipient = Recipient { person: Some(owner), name: &name, address: &address };
    let letters = [week(app, &listings, &totals), answers(app, waiting)];
    for letter in letters.into_iter().flatten() {
        letters::send(&mut tx, &app.vault, now, recipient, &letter).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// 17; none of a week in which nothing happened.
fn week(app: &App, listings: &[(String, String)], totals: &[(String, i64, i64)]) -> Option<Letter> {
    let sums = totals.iter().fold((0, 0), |(views, contacts), it| (views + it.1, contacts + it.2));
    let figures = |(views, contacts): (i64, i64)| {
        let counted = |n: i64, one, many| french::counted(n.unsigned_abs(), one, many);
        format!("{}, {}", counted(views, "vue", "vues"), counted(contacts, "contact", "contacts"))
    };
    if sums.0 == 0 && sums.1 == 0 {
        return None;
    }
    let yours = if listings.len() == 1 { "Votre annonce" } else { "Vos annonces" };
    let mut lines: Vec<(String, i64, i64)> = listings
        .iter()
        .map(|(id, title)| {
            let of = totals.iter().find(|it| it.0 == *id).map_or((0, 0), |it| (it.1, it.2));
            (title.clone(), of.0, of.1)
        })
        .collect();
    lines.sort_by_key(|it| std::cmp::Reverse((it.1, it.2)));
    lines.truncate(NAMED);
    Some(
        Letter::new(Kind::ListingWeek, format!("{yours} cette semaine\u{202f}: {}", figures(sums)))
            .paragraph("Voici ce qui s’est passé de lundi à dimanche.")
            .facts(lines.into_iter().map(|(title, views, contacts)| (title, figures((views, contacts)))))
            .button("Voir le détail", format!("{}/espace/annonces", app.settings.public_url)),
    )
}

/// 18.
fn answers(app: &App, waiting: u64) -> Option<Letter> {
    if waiting == 0 {
        return None;
    }
    let subject = match waiting {
        1 => "Un confrère attend votre réponse".to_owned(),
        n => format!("{} confrères attendent votre réponse", french::number(n.cast_signed())),
    };
    Some(
        Letter::new(Kind::AnswersWaiting, subject)
            .paragraph("Ils vous ont écrit il y a plus de deux jours à propos de vos annonces. Un mot suffit, même pour dire que c’est pourvu.")
            .paragraph("La part des messages auxquels vous répondez sous 72\u{a0}heures se lit sur vos annonces et compte dans leur classement.")
            .button("Voir mes annonces", format!("{}/espace/annonces", app.settings.public_url)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_in_paris() {
        let at = |text: &str| monday_of(text.parse().unwrap()).to_string();
        assert_eq!(at("2026-03-29T21:59:59Z"), "2026-03-23", "Sunday, summer time began that night");
        assert_eq!(at("2026-03-29T22:00:00Z"), "2026-03-30");
        assert_eq!(at("2026-10-25T22:59:59Z"), "2026-10-19");
        assert_eq!(at("2026-10-25T23:00:00Z"), "2026-10-26");
    }
}
