//! The job: one line after the other, each in a transaction of its own. Killed at any point, it goes on where it was; a line
//! that fails holds no other up.

use sqlx::{Connection, PgConnection};

use super::{cells, check, store};
use crate::{
    accounts::{Origin, Person, leaving},
    app::App,
    failure::Failure,
    jobs,
    publishing::{
        drafts,
        own::Own,
        publish::{self, Outcome},
        questions,
    },
    refusal::FieldProblem,
    trades::{ListingStatus, ListingType},
};

/// Asks for an import; asking twice does it once.
pub(super) async fn start(
    app: &App,
    who: &Person,
    origin: &Origin,
    id: &str,
    publishes: bool,
) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    if store::start(&mut tx, id, publishes, app.clock.now()).await? {
        if publishes {
            publish::note(app, &mut tx, who, origin, true).await?;
        }
        jobs::ask(&mut tx, super::IMPORT, &serde_json::json!({ "import": id })).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Imports what is left of a file.
pub async fn run(app: &App, id: &str) -> Result<(), Failure> {
    if let Some((import, owner)) = running(app, id).await? {
        while step(app, &import, &owner).await? {}
        // Written through before anybody is told that it is done, and with it every line before.
        store::end(&app.db, id, app.clock.now()).await?;
    }
    Ok(())
}

/// An import that was asked for and has not ended, with whose it is.
pub(super) async fn running(app: &App, id: &str) -> Result<Option<(store::Import, Person)>, Failure> {
    let Some(import) = store::find(&app.db, id).await?.filter(|it| it.state == "running") else {
        return Ok(None);
    };
    let owner = leaving::person(&app.db, &import.user_id).await?;
    Ok(owner.map(|it| (import, it)))
}

/// Imports the next line; false when none is left.
pub(super) async fn step(app: &App, import: &store::Import, owner: &Person) -> Result<bool, Failure> {
    let id = import.id.as_str();
    let mut tx = app.db.begin().await?;
    // What a crash of the database may take away is a whole line, which is then imported again.
    store::hurry(&mut tx).await?;
    store::lock_owner(&mut tx, &owner.id).await?;
    let Some(line) = store::next_line(&mut tx, id).await? else { return Ok(false) };
    let mut attempt = tx.begin().await?;
    let done = match import_line(app, &mut attempt, owner, import, &line).await {
        Ok(done) => {
            attempt.commit().await?;
            done
        }
        Err(Failure::Unavailable(cause)) => return Err(Failure::Unavailable(cause)),
        Err(failure) => {
            attempt.rollback().await?;
            let why = match failure {
                Failure::BadRequest(why) => why,
                broken => {
                    tracing::error!(import = id, line = line.number, error = %broken, "a line could not be imported");
                    "Une erreur est survenue de notre côté. Renvoyez cette ligne plus tard.".to_owned()
                }
            };
            Done { state: "wrong", listing: None, problems: vec![problem(why)] }
        }
    };
    store::settle(&mut tx, id, line.number, (done.state, done.listing.as_deref()), &done.problems).await?;
    tx.commit().await?;
    Ok(true)
}

/// What became of a line.
struct Done {
    state: &'static str,
    listing: Option<String>,
    problems: Vec<FieldProblem>,
}

fn problem(message: String) -> FieldProblem {
    FieldProblem { field: String::new(), message }
}

async fn import_line(
    app: &App,
    db: &mut PgConnection,
    owner: &Person,
    import: &store::Import,
    line: &store::Line,
) -> Result<Done, Failure> {
    let now = app.clock.now();
    let listing_type = ListingType::from_code(&import.listing_type).ok_or(Failure::NotFound)?;
    let it = cells::understand(listing_type, &import.columns.0, &line.cells.0, &app.gazetteer);
    let known = store::known(&mut *db, &owner.id, &[&it.mark]).await?.pop();
    // Judged again: days pass, and another file may have brought the same line.
    let (state, problems) = check::judge(app, owner, listing_type, &it, known.as_ref());
    let known = known.filter(|it| !it.is_gone).map(|it| it.listing_id);
    if state != "ready" {
        return Ok(Done { state, listing: known, problems });
    }
    let (state, listing) = if let Some(listing) = known {
        let own = Own::of(app, db, &owner.id, &listing).await?;
        let fields: Vec<&'static str> =
            questions::all(listing_type).flat_map(|(_, it)| it.fields()).collect();
        let answers = check::completed(&it.answers);
        let sent: Vec<(String, String)> = answers
            .iter()
            .flat_map(|(field, values)| values.iter().map(move |it| (field.to_owned(), it.clone())))
            .collect();
        drafts::put(app, db, &own, &fields, &sent).await?;
        ("updated", listing)
    } else {
        let listing = drafts::begin_with(app, db, owner, listing_type, it.answers.clone()).await?;
        store::mark(db, &owner.id, &it.mark, &listing, now).await?;
        ("drafted", listing)
    };
    if !import.publishes {
        return Ok(Done { state, listing: Some(listing), problems });
    }
    let (state, problems) = put_online(app, db, owner, &listing).await?;
    Ok(Done { state, listing: Some(listing), problems })
}

/// Publishes a draft; one that cannot go online stays a draft.
async fn put_online(
    app: &App,
    db: &mut PgConnection,
    owner: &Person,
    listing: &str,
) -> Result<(&'static str, Vec<FieldProblem>), Failure> {
    let mut attempt = db.begin().await?;
    let outcome = publish::publish_on(app, &mut attempt, owner, listing, None).await?;
    if outcome.has_published() {
        attempt.commit().await?;
    } else {
        attempt.rollback().await?;
    }
    Ok(match outcome {
        Outcome::Done(ListingStatus::Active) => ("published", Vec::new()),
        Outcome::Done(_) | Outcome::Waiting => ("reviewed", Vec::new()),
        Outcome::Refused(why) => ("held", vec![problem(why)]),
        Outcome::NotReady | Outcome::Conflict | Outcome::Already => ("held", Vec::new()),
    })
}
