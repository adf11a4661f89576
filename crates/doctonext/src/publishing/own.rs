//! A listing in the hands of its owner: whoever holds an [`Own`] may change it.

use sqlx::PgConnection;

use super::{
    answers::Answers,
    drafts, kept, reading,
    store::{self, Draft},
};
use crate::{
    accounts::SignedIn,
    app::App,
    directory::Trade,
    failure::Failure,
    listings::{
        self, Written,
        confidential::{self, HidingArea},
    },
    trades::{ListingStatus, ListingType, Visibility},
};

/// One's own listing with what is being written of it.
pub(super) struct Own {
    pub(super) written: Written,
    pub(super) draft: Option<Draft>,
    /// Changes that wait to be read by the team.
    pub(super) waiting: Option<Answers>,
    /// Saves of its drafts so far.
    saves: i32,
    /// Whether the directory told where its owner practises: then associates are known.
    pub(super) knows_sites: bool,
    /// The area that stands for its place, of a confidential one.
    pub(super) area: Option<HidingArea>,
}

impl Own {
    /// Somebody else's listing does not exist here, nor does one that was deleted.
    pub(super) async fn find(
        app: &App,
        db: &mut PgConnection,
        who: &SignedIn,
        id: &str,
    ) -> Result<Self, Failure> {
        let own = Self::of(app, &mut *db, &who.person.id, id).await?;
        if let Some(staff) = &who.session.acting_staff_id {
            // Whoever looks as the owner reads what only the owner knows.
            let what = confidential::What::All;
            let why = "regard sur le compte";
            let is_sealed = confidential::open(app, &mut *db, id, staff, what, why).await?.is_some();
            if !is_sealed && own.area.is_some() {
                // Nothing of it is online yet: what its owner typed is what is read.
                confidential::note_reading(app, db, id, staff, what, why).await?;
            }
        }
        Ok(own)
    }

    /// The same, for an owner who is not at a browser: a program, an import.
    pub(super) async fn of(app: &App, db: &mut PgConnection, owner: &str, id: &str) -> Result<Self, Failure> {
        let written = listings::find(app, &mut *db, id).await?.ok_or(Failure::NotFound)?;
        let it = &written.listing;
        if written.owner != owner || it.deleted_at.is_some() || it.status == ListingStatus::Archived {
            return Err(Failure::NotFound);
        }
        let draft = kept::draft(app, &mut *db, id).await?;
        let waiting = kept::waiting(app, &mut *db, id).await?;
        let (saves, _) = store::counts(&mut *db, id).await?;
        let knows_sites = confidential::knows_sites(db, owner).await?;
        let mut own = Self { written, draft, waiting, saves, knows_sites, area: None };
        own.area = area_of(app, db, &own).await?;
        Ok(own)
    }

    /// What a page of it carries, to notice that somebody saved since: the version of the draft, or below zero the count of saves
    /// when nothing is being written.
    pub(super) fn version(&self) -> i32 {
        self.draft.as_ref().map_or(-self.saves, |it| it.version)
    }

    pub(super) fn id(&self) -> &str {
        &self.written.listing.id
    }

    /// The listing and its owner.
    pub(super) fn names(&self) -> (&str, &str) {
        (self.id(), &self.written.owner)
    }

    pub(super) fn listing_type(&self) -> ListingType {
        self.written.listing.listing_type()
    }

    pub(super) fn status(&self) -> ListingStatus {
        self.written.listing.status
    }

    /// Whether it was never online.
    pub(super) fn is_new(&self) -> bool {
        matches!(self.status(), ListingStatus::Draft | ListingStatus::Rejected)
    }

    /// Whether it can still be changed.
    pub(super) fn may_change(&self) -> bool {
        !matches!(self.status(), ListingStatus::Sold | ListingStatus::Removed | ListingStatus::Archived)
    }
}

/// The area of what is being written, once trade and commune are answered.
async fn area_of(app: &App, db: &mut PgConnection, own: &Own) -> Result<Option<HidingArea>, Failure> {
    let answers = drafts::answers_of(own);
    if answers.text("visibilite") != Visibility::Area.code() {
        return Ok(None);
    }
    let trade = reading::trade(answers.text("metier"));
    let Some(((profession, specialty), commune)) = trade.zip(reading::commune(&answers, &app.gazetteer))
    else {
        return Ok(None);
    };
    Ok(Some(confidential::area_for(app, db, own.id(), Trade { profession, specialty }, commune).await?))
}
