//! Who may see what of a room, asked at every request.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    asking::LEVEL,
    entry::{State, Tier},
    store::{self, Request, Signed},
};
use crate::{
    accounts::{Origin, SignedIn},
    app::App,
    failure::Failure,
    listings::{self, Owned, Standing},
    people,
    search::{EMAIL_MARK, Viewer},
};

/// What stands in the place of a title that is hidden from a reader.
pub(super) const UNNAMED: &str = "Annonce indisponible";

/// What stands between a reader and a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Barrier {
    /// The owner has not opened it, or it is over.
    State(State),
    /// Its owner is suspended, barred or about to leave: it may come back.
    Away,
    /// The house no longer vouches for the reader.
    Unverified,
    /// The reader is to sign.
    Unsigned,
    /// The owner is to sign: only after a text was lost, since nobody grants before.
    SellerUnsigned,
}

/// A request as its reader or its owner looks at it.
pub(super) struct Visit {
    pub(super) request: Request,
    pub(super) listing: Owned,
    /// The state of this hour, the listing's end included.
    pub(super) state: State,
    /// Whether the owner hides the listing from this reader: then it is over for them, without title and link.
    pub(super) is_hidden: bool,
    pub(super) signed: Option<Signed>,
    pub(super) seller_signed: bool,
}

/// A reader inside, and how far they see.
pub(super) struct Entered {
    pub(super) request: Request,
    pub(super) listing: Owned,
    pub(super) tier: Tier,
}

/// Who reads, and from where, for the log.
pub(super) struct Reader<'a> {
    pub(super) id: &'a str,
    pub(super) network: String,
    pub(super) browser: String,
}

impl<'a> Reader<'a> {
    pub(super) fn of(who: &'a SignedIn, origin: &Origin) -> Self {
        Self { id: &who.person.id, network: origin.short_address(), browser: origin.device_name() }
    }
}

/// Identifiers are short; anything longer is none.
pub(super) fn checked_id(id: &str) -> Result<&str, Failure> {
    if id.is_empty() || id.len() > 64 || id.contains('\0') { Err(Failure::NotFound) } else { Ok(id) }
}

/// Whether there is still something to see: a listing that is paused may come back, and its talks go on.
pub(super) fn is_there(listing: &Owned) -> bool {
    listing.owner.is_some() && matches!(listing.standing, Standing::Online | Standing::Paused)
}

/// What search knows a reader by.
pub(super) fn viewer(app: &App, person: &str, email: &str) -> Viewer {
    Viewer { person: person.to_owned(), email_mark: app.vault.blind_index(EMAIL_MARK, email) }
}

/// Whether the owner of a listing hides it from the reader of a request.
pub(super) async fn is_hidden(
    app: &App,
    db: &mut PgConnection,
    listing: &Owned,
    reader: &str,
) -> Result<bool, Failure> {
    // Only of confidential ones somebody can be kept out.
    if !listing.is_confidential {
        return Ok(false);
    }
    let known = people::introduce(app, &mut *db, &[reader.to_owned()]).await?;
    let Some(known) = known.first() else { return Ok(false) };
    let viewer = viewer(app, &known.id, &known.email);
    Ok(!listings::hidden_among(&mut *db, std::slice::from_ref(&listing.id), &viewer).await?.is_empty())
}

/// The state of a request at this hour, as both sides are told it.
pub(super) fn state_of(
    request: &Request,
    listing: Option<&Owned>,
    is_hidden: bool,
    now: DateTime<Utc>,
) -> State {
    match request.access().state_at(now) {
        live if live.is_live() && (is_hidden || !listing.is_some_and(is_there)) => State::Closed,
        state => state,
    }
}

async fn visit(app: &App, db: &mut PgConnection, request: Request) -> Result<Visit, Failure> {
    let now = app.clock.now();
    let listing = listings::owned(&mut *db, &request.listing_id, now).await?.ok_or(Failure::NotFound)?;
    let signed = store::signed_by_reader(&mut *db, &request.id).await?;
    let seller = listing.owner.as_deref().unwrap_or_default();
    let seller_signed = store::signed_by_seller(&mut *db, &listing.id, seller).await?.is_some();
    let is_hidden = is_hidden(app, db, &listing, &request.reader_id).await?;
    let state = state_of(&request, Some(&listing), is_hidden, now);
    Ok(Visit { request, listing, state, is_hidden, signed, seller_signed })
}

impl Visit {
    /// Somebody's own request. Those of others do not exist, nor does any for the team that looks as its reader.
    pub(super) async fn by_reader(
        app: &App,
        db: &mut PgConnection,
        who: &SignedIn,
        id: &str,
    ) -> Result<Self, Failure> {
        let request = store::request(&mut *db, checked_id(id)?).await?;
        let mine = request.filter(|it| it.reader_id == who.person.id && !who.is_read_only());
        let mut visit = visit(app, db, mine.ok_or(Failure::NotFound)?).await?;
        if visit.is_hidden {
            UNNAMED.clone_into(&mut visit.listing.title);
        }
        Ok(visit)
    }

    /// A request for somebody's own listing.
    pub(super) async fn by_seller(
        app: &App,
        db: &mut PgConnection,
        who: &SignedIn,
        listing: &str,
        id: &str,
    ) -> Result<Self, Failure> {
        let own = own_listing(app, db, who, listing).await?;
        let request = store::request(&mut *db, checked_id(id)?).await?;
        visit(app, db, request.filter(|it| it.listing_id == own.id).ok_or(Failure::NotFound)?).await
    }

    /// How far the reader sees, or what stands in the way.
    pub(super) fn open_tier(&self, app: &App, who: &SignedIn) -> Result<Tier, Barrier> {
        let tier = self.request.access().open_tier(app.clock.now());
        if self.state != State::Granted || tier == Tier::Nothing {
            Err(Barrier::State(self.state))
        } else if self.listing.is_owner_away {
            Err(Barrier::Away)
        } else if who.person.trust_level < LEVEL {
            Err(Barrier::Unverified)
        } else if self.signed.is_none() {
            Err(Barrier::Unsigned)
        } else if !self.seller_signed {
            Err(Barrier::SellerUnsigned)
        } else {
            Ok(tier)
        }
    }
}

/// Lets a reader in as far as they must go; for everybody else there is nothing here.
pub(super) async fn enter(
    app: &App,
    db: &mut PgConnection,
    who: &SignedIn,
    id: &str,
    at_least: Tier,
) -> Result<Entered, Failure> {
    let visit = Visit::by_reader(app, db, who, id).await?;
    match visit.open_tier(app, who) {
        Ok(tier) if tier >= at_least => Ok(Entered { request: visit.request, listing: visit.listing, tier }),
        _ => Err(Failure::NotFound),
    }
}

/// Somebody's own listing, whatever its state: what was read of it stays readable for them.
pub(super) async fn own_listing(
    app: &App,
    db: &mut PgConnection,
    who: &SignedIn,
    id: &str,
) -> Result<Owned, Failure> {
    let listing = listings::owned(&mut *db, checked_id(id)?, app.clock.now()).await?;
    listing.filter(|it| it.belongs_to(&who.person.id) && !who.is_read_only()).ok_or(Failure::NotFound)
}
