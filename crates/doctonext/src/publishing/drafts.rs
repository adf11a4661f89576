//! Beginning, saving and giving up what is being written.

use chrono::TimeDelta;
use platform::{
    clock::today_in_paris,
    ids::{Ids, SystemIds},
};
use sqlx::{PgConnection, types::Json};

use super::{
    answers::Answers,
    back, kept,
    own::Own,
    questions, reading,
    step::Step,
    store::{self, Draft},
    titles, typed,
};
use crate::{
    accounts::{Person, SignedIn},
    app::App,
    failure::Failure,
    listings,
    trades::{ListingType, Visibility, Weekday},
};

/// Two clicks within this time begin one draft.
const DOUBLE_CLICK: TimeDelta = TimeDelta::minutes(2);
/// Drafts of one person: more are a mistake, or a machine.
const MOST_DRAFTS: i64 = 30;
/// Drafts of an account that stands for many practices, and may import a file of them.
const MOST_DRAFTS_OF_MANY: i64 = 3_000;
/// What a draft without a title is called in lists.
const UNTITLED: &str = "Annonce sans titre";

/// Begins a listing, with what is known of its owner already answered. The id of the listing.
pub(super) async fn begin(app: &App, who: &SignedIn, listing_type: ListingType) -> Result<String, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::lock_owner(&mut tx, &who.person.id).await?;
    let just_begun = store::just_begun(&mut tx, &who.person.id, listing_type.code(), now - DOUBLE_CLICK);
    if let Some(id) = just_begun.await? {
        return Ok(id);
    }
    let answers = first_answers(&mut tx, &who.person.id, listing_type).await?;
    let id = insert(app, &mut tx, &who.person, listing_type, &answers).await?;
    tx.commit().await?;
    Ok(id)
}

/// Begins a listing with what a program or a file says of it. Nothing is answered in its place but what visitors see of the
/// place, which is never more than the commune unless it is asked.
pub(super) async fn begin_with(
    app: &App,
    db: &mut PgConnection,
    owner: &Person,
    listing_type: ListingType,
    mut answers: Answers,
) -> Result<String, Failure> {
    answers.propose("visibilite", Visibility::Commune.code());
    store::lock_owner(db, &owner.id).await?;
    insert(app, db, owner, listing_type, &answers).await
}

/// Begins a listing that says the same as another of one's own. Dates that are past stay behind.
pub(super) async fn copy(app: &App, who: &SignedIn, own: &Own) -> Result<String, Failure> {
    let mut answers = answers_of(own);
    let today = today_in_paris(app.clock.now());
    let ahead: Vec<_> = periods_of(&answers).into_iter().filter(|it| it.starts_on >= today).collect();
    answers.set_all("du", ahead.iter().map(|it| it.starts_on.to_string()).collect());
    answers.set_all("au", ahead.iter().map(|it| it.ends_on.to_string()).collect());
    answers.set_all("urgent", Vec::new());
    let mut tx = app.db.begin().await?;
    store::lock_owner(&mut tx, &who.person.id).await?;
    let id = insert(app, &mut tx, &who.person, own.listing_type(), &answers).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert(
    app: &App,
    db: &mut PgConnection,
    owner: &Person,
    listing_type: ListingType,
    answers: &Answers,
) -> Result<String, Failure> {
    let most = if owner.stands_for_many() { MOST_DRAFTS_OF_MANY } else { MOST_DRAFTS };
    if store::count_begun(db, &owner.id).await? >= most {
        return Err(Failure::BadRequest(format!(
            "Vous avez déjà {most}\u{a0}brouillons. Terminez-en un, ou supprimez-en, avant d’en commencer un autre."
        )));
    }
    let id = SystemIds.fresh();
    let now = app.clock.now();
    let title = name_of(listing_type, answers, app);
    listings::begin(db, &id, &owner.id, listing_type, &title, now).await?;
    kept::begin(app, db, (&id, &owner.id), answers).await?;
    Ok(id)
}

/// The trade of the profile, the place of the latest listing, the days of an ordinary week.
async fn first_answers(
    db: &mut PgConnection,
    person: &str,
    listing_type: ListingType,
) -> sqlx::Result<Answers> {
    let mut answers = Answers::default();
    answers.set("visibilite", Visibility::Commune.code());
    if matches!(listing_type, ListingType::Replacement | ListingType::Availability) {
        let week =
            [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
        answers.set_all("jours", week.iter().map(|it| it.code().to_owned()).collect());
    }
    if let Some(known) = store::known(db, person).await? {
        let trade = match (known.profession, known.specialty) {
            (Some(profession), Some(specialty)) => format!("{profession}/{specialty}"),
            (profession, _) => profession.unwrap_or_default(),
        };
        answers.set("metier", trade);
        if let (Some(city), Some(code)) = (known.city, known.commune_code) {
            let label = known.postal_code.map_or(city.clone(), |postal| format!("{city} ({postal})"));
            answers.set("lieu", label);
            answers.set("commune", code);
        }
    }
    Ok(answers)
}

fn name_of(listing_type: ListingType, answers: &Answers, app: &App) -> String {
    let typed = answers.text("titre").split_whitespace().collect::<Vec<_>>().join(" ");
    let typed: String = typed.chars().take(120).collect();
    if typed.chars().count() >= 3 {
        return typed;
    }
    titles::proposed(listing_type, answers, &app.gazetteer).unwrap_or_else(|| UNTITLED.to_owned())
}

/// The answers being written, else the changes that wait to be read, else those that make the listing as it stands.
pub(super) fn answers_of(own: &Own) -> Answers {
    match (&own.draft, &own.waiting) {
        (Some(draft), _) => draft.answers.0.clone(),
        (None, Some(waiting)) => waiting.clone(),
        (None, None) => {
            listings::contents_of(&own.written).map(|it| back::answers_of(&it)).unwrap_or_default()
        }
    }
}

/// A listing that goes back to being a draft is written on from what was submitted.
pub(super) async fn reopen(app: &App, db: &mut PgConnection, own: &Own) -> Result<(), Failure> {
    kept::begin(app, db, own.names(), &answers_of(own)).await
}

/// What came of saving.
pub(super) enum Saved {
    /// Kept, under this version.
    Kept(i32),
    /// Somebody saved since the page was shown; the version to name now.
    Conflict(i32),
    /// Nothing is being written any more: it was published or given up meanwhile. The version to name now.
    Gone(i32),
}

/// Keeps what a page sent, right or wrong; a listing that was not being changed is opened for changes, and stays online as it is
/// until they are published.
pub(super) async fn save(
    app: &App,
    own: &Own,
    step: Step,
    sent: &[(String, String)],
    version: i32,
) -> Result<Saved, Failure> {
    let mut tx = app.db.begin().await?;
    let saved = save_on(app, &mut tx, own, step, sent, version).await?;
    tx.commit().await?;
    Ok(saved)
}

/// The same in a transaction of the caller.
pub(super) async fn save_on(
    app: &App,
    db: &mut PgConnection,
    own: &Own,
    step: Step,
    sent: &[(String, String)],
    version: i32,
) -> Result<Saved, Failure> {
    let saves = store::lock_listing(db, own.id()).await?;
    let kept = match kept::lock_draft(app, db, own.id()).await? {
        Some(kept) if kept.version == version => kept,
        Some(kept) => return Ok(Saved::Conflict(kept.version)),
        None if version == -saves => {
            kept::begin(app, db, own.names(), &answers_of(own)).await?;
            kept::lock_draft(app, db, own.id()).await?.ok_or(Failure::NotFound)?
        }
        None if version > 0 => return Ok(Saved::Gone(-saves)),
        None => return Ok(Saved::Conflict(-saves)),
    };
    let mut answers = kept.answers.0;
    answers.replace(&fields_of(own.listing_type(), step), sent);
    let publish_at =
        if step == Step::Publish { super::schedule::read(sent).unwrap_or_default() } else { kept.publish_at };
    let draft = Draft { answers: Json(answers), publish_at, ..kept };
    let version = kept::save(app, db, own.names(), &draft).await?.ok_or(Failure::NotFound)?;
    store::name_draft(db, own.id(), &name_of(own.listing_type(), &draft.answers.0, app)).await?;
    Ok(Saved::Kept(version))
}

/// Takes over the answers to some fields, right or wrong; opens the listing for changes if it was not. The caller holds the
/// listing.
pub(super) async fn put(
    app: &App,
    db: &mut PgConnection,
    own: &Own,
    fields: &[&'static str],
    sent: &[(String, String)],
) -> Result<(), Failure> {
    kept::begin(app, db, own.names(), &answers_of(own)).await?;
    let kept = kept::lock_draft(app, db, own.id()).await?.ok_or(Failure::NotFound)?;
    let mut answers = kept.answers.0.clone();
    answers.replace(fields, sent);
    let draft = Draft { answers: Json(answers), ..kept };
    kept::save(app, db, own.names(), &draft).await?.ok_or(Failure::NotFound)?;
    store::name_draft(db, own.id(), &name_of(own.listing_type(), &draft.answers.0, app)).await?;
    Ok(())
}

/// The fields that a page sends.
pub(super) fn fields_of(listing_type: ListingType, step: Step) -> Vec<&'static str> {
    questions::sections(listing_type, step)
        .iter()
        .flat_map(|it| it.questions)
        .flat_map(|it| it.fields())
        .collect()
}

/// Gives up changes to a listing; it stays as it is online.
pub(super) async fn discard(app: &App, own: &Own) -> Result<(), Failure> {
    let mut db = app.db.acquire().await?;
    store::forget_draft(&mut db, own.id()).await?;
    Ok(())
}

/// What reading needs beside the answers.
pub(super) fn context<'a>(app: &'a App, own: &'a Own) -> reading::Context<'a> {
    let published: &[_] = if own.is_new() { &[] } else { &own.written.listing.periods };
    reading::Context {
        gazetteer: &app.gazetteer,
        today: today_in_paris(app.clock.now()),
        published,
        knows_sites: own.knows_sites,
        area: own.area.as_ref(),
    }
}

/// The ranges of days among answers, as far as they can be read. A single day may have no second date.
pub(super) fn periods_of(answers: &Answers) -> Vec<listings::Period> {
    let ends = answers.texts("au");
    let range = |(rank, from): (usize, &String)| {
        let starts_on = typed::day(from)?;
        let to = ends.get(rank).map_or("", |it| it.trim());
        let ends_on = if to.is_empty() { starts_on } else { typed::day(to)? };
        Some(listings::Period { starts_on, ends_on })
    };
    answers.texts("du").iter().enumerate().filter_map(range).collect()
}
