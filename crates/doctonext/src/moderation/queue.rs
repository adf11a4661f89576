//! One queue of everything that waits for the team, the oldest first, whichever room it waits in.

use chrono::{DateTime, Utc};
use platform::french;
use sqlx::{PgConnection, PgExecutor};

use super::{
    store,
    words::{Action, Genre, Reason, SubjectKind},
};
use crate::{app::App, desk, failure::Failure, publishing, verification};

/// An item that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A listing, whether something of it waits or not.
    Listing(String),
    /// A public page, or the account behind it.
    Person(String),
    /// A notice.
    Notice(String),
    /// An appeal.
    Appeal(String),
    /// A proposed ban.
    Ban(String),
    /// Documents of a person, which `verification` shows.
    Verification(String),
}

impl Item {
    /// The key of its lock.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Listing(id) => format!("listing/{id}"),
            Self::Person(id) => format!("person/{id}"),
            Self::Notice(id) => format!("notice/{id}"),
            Self::Appeal(id) => format!("appeal/{id}"),
            Self::Ban(id) => format!("ban/{id}"),
            Self::Verification(id) => verification::key_of(id),
        }
    }

    /// Its page.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Listing(id) => format!("/equipe/moderation/annonce/{id}"),
            Self::Person(id) => format!("/equipe/moderation/praticien/{id}"),
            Self::Notice(id) => format!("/equipe/moderation/signalement/{id}"),
            Self::Appeal(id) => format!("/equipe/moderation/recours/{id}"),
            Self::Ban(id) => format!("/equipe/moderation/bannissement/{id}"),
            Self::Verification(id) => format!("/equipe/verifications/{id}"),
        }
    }

    /// Takes it for a quarter of an hour, or holds it on; false when somebody else holds it.
    pub(super) async fn take(
        &self,
        db: impl PgExecutor<'_>,
        staff: &str,
        now: DateTime<Utc>,
    ) -> sqlx::Result<bool> {
        desk::take(db, &self.key(), staff, now).await
    }

    /// Lets it go.
    pub(super) async fn release(&self, db: &mut PgConnection, staff: &str) -> sqlx::Result<()> {
        desk::release(db, &self.key(), staff).await
    }
}

/// A line of the queue.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    pub(super) id: String,
    pub(super) genre: Genre,
    pub(super) since: DateTime<Utc>,
    /// What it is, in a few words.
    pub(super) title: String,
    pub(super) note: String,
}

impl Waiting {
    /// The item to look at.
    pub(super) fn item(&self) -> Item {
        let id = self.id.clone();
        match self.genre {
            Genre::Listing | Genre::Revision => Item::Listing(id),
            Genre::Notice => Item::Notice(id),
            Genre::Appeal => Item::Appeal(id),
            Genre::Ban => Item::Ban(id),
            Genre::Verification => Item::Verification(id),
        }
    }

    fn order(&self) -> (DateTime<Utc>, &str) {
        (self.since, &self.id)
    }
}

/// Where the queue goes on.
pub(super) type After<'a> = Option<(DateTime<Utc>, &'a str)>;

/// A page of the queue: each room gives its own oldest, which are put in order. No room is read further than the page.
pub(super) async fn page(
    app: &App,
    staff: &str,
    genre: Option<Genre>,
    after: After<'_>,
    most: usize,
) -> Result<Vec<Waiting>, Failure> {
    let wants = |it: Genre| genre.is_none_or(|asked| asked == it);
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let mut found = Vec::new();
    if wants(Genre::Listing) || wants(Genre::Revision) {
        let changes = genre.map(|it| it == Genre::Revision);
        let waiting = publishing::waiting_after(&app.db, changes, after, limit).await?;
        found.extend(waiting.into_iter().map(of_publishing));
    }
    if wants(Genre::Notice) {
        let waiting = store::waiting_notices(&app.db, after, limit).await?;
        found.extend(waiting.into_iter().map(|it| of_ours(Genre::Notice, it)));
    }
    if wants(Genre::Appeal) {
        let waiting = store::waiting_appeals(&app.db, staff, after, limit).await?;
        found.extend(waiting.into_iter().map(|it| of_ours(Genre::Appeal, it)));
    }
    if wants(Genre::Ban) {
        let waiting = store::waiting_bans(&app.db, staff, after, limit).await?;
        found.extend(waiting.into_iter().map(|it| of_ours(Genre::Ban, it)));
    }
    if wants(Genre::Verification) {
        let waiting = verification::waiting_after(&app.db, after, limit).await?;
        found.extend(waiting.into_iter().map(|(id, name, since)| Waiting {
            id,
            genre: Genre::Verification,
            since,
            title: name,
            note: "dossier à examiner".to_owned(),
        }));
    }
    found.sort_by(|a, b| a.order().cmp(&b.order()));
    found.truncate(most);
    Ok(found)
}

fn of_publishing(it: publishing::Waiting) -> Waiting {
    let genre = if it.is_change { Genre::Revision } else { Genre::Listing };
    Waiting { id: it.id, genre, since: it.since, title: it.title, note: it.owner }
}

fn of_ours(genre: Genre, it: store::Entry) -> Waiting {
    let subject = SubjectKind::from_code(&it.subject_kind).map_or("", |it| it.label());
    let what = match genre {
        Genre::Notice => Reason::from_code(&it.what).map_or("", |it| it.label()),
        _ => Action::from_code(&it.what).map_or("", |it| it.label()),
    };
    let others = u64::try_from(it.others).unwrap_or_default();
    let note = match others {
        0 => subject.to_owned(),
        _ => {
            format!("{subject}, avec {}", french::counted(others, "autre signalement", "autres signalements"))
        }
    };
    Waiting { id: it.id, genre, since: it.since, title: what.to_owned(), note }
}

/// How many wait, by genre.
pub(super) async fn counts(app: &App, staff: &str) -> Result<Vec<(Genre, i64)>, Failure> {
    let (listings, revisions) = publishing::count_waiting(&app.db).await?;
    let (notices, appeals, bans) = store::count_waiting(&app.db, staff).await?;
    let verifications = verification::count_waiting(&app.db).await?;
    Ok(vec![
        (Genre::Listing, listings),
        (Genre::Revision, revisions),
        (Genre::Notice, notices),
        (Genre::Appeal, appeals),
        (Genre::Ban, bans),
        (Genre::Verification, verifications),
    ])
}
