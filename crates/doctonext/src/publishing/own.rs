//! A listing in the hands of its owner: whoever holds an [`Own`] may change it.

use sqlx::PgConnection;

use super::{
    answers::Answers,
    store::{self, Draft},
};
use crate::{
    accounts::SignedIn,
    failure::Failure,
    listings::{self, Written},
    trades::{ListingStatus, ListingType},
};

/// One's own listing with what is being written of it.
pub(super) struct Own {
    pub(super) written: Written,
    pub(super) draft: Option<Draft>,
    /// Changes that wait to be read by the team.
    pub(super) waiting: Option<Answers>,
    /// Saves of its drafts so far.
    saves: i32,
}

impl Own {
    /// Somebody else's listing does not exist here, nor does one that was deleted.
    pub(super) async fn find(db: &mut PgConnection, who: &SignedIn, id: &str) -> Result<Self, Failure> {
        Self::of(db, &who.person.id, id).await
    }

    /// The same, for an owner who is not at a browser: a program, an import.
    pub(super) async fn of(db: &mut PgConnection, owner: &str, id: &str) -> Result<Self, Failure> {
        let written = listings::find(&mut *db, id).await?.ok_or(Failure::NotFound)?;
        let it = &written.listing;
        if written.owner != owner || it.deleted_at.is_some() || it.status == ListingStatus::Archived {
            return Err(Failure::NotFound);
        }
        let draft = store::draft(&mut *db, id).await?;
        let waiting = store::waiting_answers(&mut *db, id).await?;
        let (saves, _) = store::counts(db, id).await?;
        Ok(Self { written, draft, waiting, saves })
    }

    /// What a page of it carries, to notice that somebody saved since: the version of the draft, or below zero the count of saves
    /// when nothing is being written.
    pub(super) fn version(&self) -> i32 {
        self.draft.as_ref().map_or(-self.saves, |it| it.version)
    }

    pub(super) fn id(&self) -> &str {
        &self.written.listing.id
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
