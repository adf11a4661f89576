//! Confidential listings: what identifies the practice lies sealed, and what everybody may know lies in the ordinary columns.
//!
//! `conceal` parts the two whenever a listing is written; `open` is the one way back, and logs every reading by another
//! than the owner. The rules are in decision 0028.

mod area;
mod bands;
mod exact;
mod follow;
mod hiding;
mod point;
#[cfg(test)]
pub(crate) mod tests;

pub use area::{AreaLevel, Crowd, HidingArea, LEAST};
pub(super) use bands::price_rank;
pub use bands::{Band, price_band, turnover_band};
pub use exact::{Exact, HiddenFrom};
pub use follow::{follow_directory, seal_clear};
pub use hiding::{Practice, knows_sites, mark_colleague};

use std::collections::{HashMap, hash_map::Entry};

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use super::{Content, store};
use crate::{
    app::App,
    directory::{self, Trade},
    failure::Failure,
    personal_data::Swept,
    sealing::{Place as Lies, Scope, SealingError},
    search,
    territory::Commune,
    trades::{Profession, Specialty, Visibility},
};

/// What is asked of a sealed listing; the log tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Address, commune, position.
    Place,
    /// Figures and dates.
    Figures,
    /// Both.
    All,
}

impl What {
    const fn code(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Figures => "figures",
            Self::All => "all",
        }
    }
}

/// That somebody read what lies sealed: a line of the log that the owner sees.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ExactReading {
    pub at: DateTime<Utc>,
    /// `users.id`.
    pub reader: String,
    /// Name of the reader.
    pub name: String,
    /// `place`, `figures` or `all`.
    pub what: String,
    /// A word of the room that opened it, or what a member of the team wrote.
    pub reason: String,
}

/// Opens what lies sealed of a confidential listing for somebody, and logs it in the same transaction unless it is the owner.
/// Whether they may is for the caller to know: who was granted, or the team with a reason. None of a listing that is not
/// confidential.
pub async fn open(
    app: &App,
    db: &mut PgConnection,
    listing: &str,
    reader: &str,
    what: What,
    reason: &str,
) -> Result<Option<Exact>, Failure> {
    let Some(exact) = unsealed(app, db, listing).await? else { return Ok(None) };
    let owner = store::owned(&mut *db, listing).await?.map(|it| it.user_id);
    if owner.as_deref() != Some(reader) {
        store::add_reading(db, listing, reader, (what.code(), reason), app.clock.now()).await?;
    }
    Ok(Some(exact))
}

/// Logs that somebody read what an owner keeps to themselves and has not published yet.
pub async fn note_reading(
    app: &App,
    db: &mut PgConnection,
    listing: &str,
    reader: &str,
    what: What,
    reason: &str,
) -> Result<(), Failure> {
    Ok(store::add_reading(db, listing, reader, (what.code(), reason), app.clock.now()).await?)
}

/// Who read it, the latest first, for the owner.
pub async fn readings(db: &mut PgConnection, listing: &str, most: i64) -> sqlx::Result<Vec<ExactReading>> {
    store::readings(db, listing, most).await
}

/// Removes lines of that log that were written by then, so many at most.
pub async fn sweep_readings(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    store::sweep_readings(db, before, most).await
}

/// The same without a line in the log: for the owner, and for the house that conceals anew.
pub(super) async fn unsealed(
    app: &App,
    db: &mut PgConnection,
    listing: &str,
) -> Result<Option<Exact>, Failure> {
    let Some(sealed) = store::exact(&mut *db, listing).await? else { return Ok(None) };
    let plain = match app.vault.open(db, lies(listing), &sealed).await {
        // Whoever was erased took it along.
        Err(SealingError::Destroyed) => return Ok(None),
        opened => opened?,
    };
    serde_json::from_slice(&plain).map(Some).map_err(Failure::broken)
}

fn lies(listing: &str) -> Lies<'_> {
    Lies { table: "listing_exact", column: "sealed", row: listing }
}

/// The content to write into the ordinary columns: of a confidential listing what everybody may know, the rest sealed on the
/// way; of any other the content itself.
pub(super) async fn conceal(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    owner: &str,
    content: &Content,
) -> Result<Content, Failure> {
    conceal_by(app, db, (id, owner), content, &mut Crowds::official()).await
}

/// The same with crowds that were counted already.
async fn conceal_by(
    app: &App,
    db: &mut PgConnection,
    (id, owner): (&str, &str),
    content: &Content,
    crowds: &mut Crowds,
) -> Result<Content, Failure> {
    let before = unsealed(app, db, id).await?;
    let mut content = content.clone();
    if let Some(before) = before.filter(|_| content.place.latitude.is_none()) {
        // The owner types no position: the one of the same address is still theirs.
        let known = &before.place;
        if known.commune_code == content.place.commune_code && known.address == content.place.address {
            (content.place.latitude, content.place.longitude) = (known.latitude, known.longitude);
        }
    }
    if content.place.latitude.is_none()
        && let Some(shown) =
            store::find(&mut *db, id).await?.map(|it| it.place).filter(|it| it.area.is_none())
        && shown.commune_code == content.place.commune_code
        && shown.address == content.place.address
    {
        (content.place.latitude, content.place.longitude) = (shown.latitude, shown.longitude);
    }
    if content.place.visibility != Visibility::Area {
        search::hide(db, id, owner, &[]).await?;
        store::forget_exact(db, id).await?;
        return Ok(content);
    }
    let public = public_of(app, db, id, &content, crowds).await?;
    seal(app, db, (id, owner), &Exact::of(&content)).await?;
    hiding::hide(app, db, (id, owner), &content.hidden_from).await?;
    Ok(public)
}

/// What everybody would read of a confidential content. Nothing is written.
pub(super) async fn public_of(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    content: &Content,
    crowds: &mut Crowds,
) -> Result<Content, Failure> {
    let gazetteer = &app.gazetteer;
    let trade = Trade { profession: content.profession, specialty: content.specialty };
    let commune = content.place.commune_code.as_deref().and_then(|code| gazetteer.by_code(code));
    let area = match commune {
        Some(commune) => area_with(app, db, id, (trade, commune), crowds).await?,
        // Adopted rows may name no commune that we know.
        None => unknown_place(app, content),
    };
    let point = point_of(app, id, &area);
    Ok(exact::concealed(content, &area, point, gazetteer))
}

/// The area that stands, or would stand, for a commune as the place of a listing.
pub async fn area_for(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    trade: Trade,
    commune: &Commune,
) -> Result<HidingArea, Failure> {
    Ok(area_with(app, db, id, (trade, commune), &mut Crowds::official()).await?)
}

async fn area_with(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    (trade, commune): (Trade, &Commune),
    crowds: &mut Crowds,
) -> sqlx::Result<HidingArea> {
    let current = store::area_of(&mut *db, id).await?;
    let current = current.filter(|it| it.is_of(trade)).and_then(store::AreaRow::area);
    let crowd = crowds.of(app, db, trade).await?;
    Ok(area::follow(current.as_ref(), crowd, commune))
}

fn unknown_place(app: &App, content: &Content) -> HidingArea {
    let department = content.place.department.as_deref();
    let department = department.and_then(|code| app.gazetteer.department_by_code(code));
    match department {
        Some(it) => {
            HidingArea { level: AreaLevel::Region, code: it.region.code.clone(), practitioners: None }
        }
        None => HidingArea { level: AreaLevel::Country, code: "FR".to_owned(), practitioners: None },
    }
}

/// The public point of a listing in its area: always the same.
fn point_of(app: &App, id: &str, area: &HidingArea) -> Option<(f64, f64)> {
    let seed = app.vault.mac("confidential-point", point::message(id, area).as_bytes());
    point::draw(&seed, area, &app.gazetteer)
}

async fn seal(
    app: &App,
    db: &mut PgConnection,
    (id, owner): (&str, &str),
    exact: &Exact,
) -> Result<(), Failure> {
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(exact).map_err(Failure::broken)?);
    let sealed = app.vault.seal(db, Scope::Person(owner), lies(id), &plain).await?;
    Ok(store::keep_exact(db, id, &sealed, app.clock.now()).await?)
}

/// Colleagues by trade, counted once however many listings ask. Only an official directory counts: made-up people hide nobody,
/// but other made-up people.
pub(super) struct Crowds {
    known: HashMap<(i16, Option<i16>), Crowd>,
    is_there: Option<bool>,
    made_up_too: bool,
}

impl Crowds {
    pub(super) fn official() -> Self {
        Self { known: HashMap::new(), is_there: None, made_up_too: false }
    }

    fn made_up() -> Self {
        Self { made_up_too: true, ..Self::official() }
    }

    async fn of(&mut self, app: &App, db: &mut PgConnection, trade: Trade) -> sqlx::Result<Option<&Crowd>> {
        if self.is_there.is_none() {
            let edition = directory::edition(&mut *db).await?;
            self.is_there = Some(edition.is_some_and(|it| self.made_up_too || !it.is_demonstration()));
        }
        if self.is_there != Some(true) {
            return Ok(None);
        }
        let key = (trade.profession.key, trade.specialty.map(|it| it.key));
        Ok(Some(match self.known.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let counts = directory::practising(db, trade).await?;
                free.insert(Crowd::of(&counts, &app.gazetteer))
            }
        }))
    }
}

impl store::AreaRow {
    fn is_of(&self, trade: Trade) -> bool {
        let profession = self.profession.as_deref().and_then(Profession::from_code);
        let specialty = profession
            .zip(self.specialty.as_deref())
            .and_then(|(profession, code)| Specialty::from_code(profession.code, code));
        profession == Some(trade.profession) && specialty == trade.specialty
    }

    fn area(self) -> Option<HidingArea> {
        Some(HidingArea {
            level: AreaLevel::from_code(&self.area_level?)?,
            code: self.area_code?,
            practitioners: self.area_practitioners,
        })
    }
}

/// The sentence under the map: what the area is, and why it is no smaller.
#[must_use]
pub fn note(area: &HidingArea) -> String {
    let why = match area.practitioners {
        None => "l’annuaire des professionnels n’est pas chargé\u{202f}; la zone reste large.",
        Some(_) if area.level == AreaLevel::Country => {
            "trop peu de confrères pour indiquer une zone plus petite."
        }
        Some(_) => "au moins cinq confrères de la même spécialité y exercent.",
    };
    format!(
        "Annonce confidentielle\u{202f}: {why} Le point est tiré au sort dans la zone\u{202f}: il ne dit rien du lieu."
    )
}
