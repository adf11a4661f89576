//! Everything that helps to decide on an item: what it says, who wrote it, what else is like it, what was decided before.

use chrono::TimeDelta;
use platform::french;

use super::{
    decide::{Target, move_notice},
    grounds::Ground,
    notice::{Actor, Event},
    queue::{self, Item},
    report,
    store::{self, Decision, Notice},
    subject::{self, Subject},
    words::{Action, Reason, SubjectKind},
};
use crate::{
    accounts::SignedIn,
    app::App,
    audit, desk,
    failure::Failure,
    listings,
    media::{self, Displayed},
    people, publishing, rooms, screening,
    trades::{AuthorKind, ListingStatus},
    verification,
};

/// An item with what is decided on.
pub(super) struct Loaded {
    pub(super) target: Target,
    pub(super) waiting: Option<publishing::WaitingCase>,
    pub(super) notice: Option<Notice>,
    /// The photographs of a listing.
    pub(super) photographs: Vec<Displayed>,
}

/// A listing that is like this one.
pub(super) struct Twin {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) note: String,
}

/// A notice as the team reads it.
pub(super) struct NoticeShown {
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) address: String,
    pub(super) explanation: String,
}

/// What the page tells around the decision.
pub(super) struct Context {
    pub(super) heading: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) picture: Option<String>,
    pub(super) facts: Vec<(&'static str, String)>,
    /// Words, and why they were found.
    pub(super) findings: Vec<(String, String)>,
    pub(super) public: Option<String>,
    pub(super) twins: Vec<Twin>,
    pub(super) notice: Option<NoticeShown>,
    pub(super) other_notices: Vec<(String, String)>,
    pub(super) past: Vec<String>,
}

/// An item; a listing may be looked at whether it waits or not, a notice once it was decided too.
pub(super) async fn load(app: &App, item: Item) -> Result<Loaded, Failure> {
    let mut db = app.db.acquire().await?;
    let (kind, id, notice) = match &item {
        Item::Listing(id) => (SubjectKind::Listing, id.clone(), None),
        Item::Person(id) => (SubjectKind::Profile, id.clone(), None),
        Item::Notice(id) => {
            let notice = store::notice(&mut *db, id).await?.filter(|it| it.anonymised_at.is_none());
            let notice = notice.ok_or(Failure::NotFound)?;
            let kind = SubjectKind::from_code(&notice.subject_kind).ok_or(Failure::NotFound)?;
            (kind, notice.subject_id.clone(), Some(notice))
        }
        Item::Appeal(_) | Item::Ban(_) | Item::Verification(_) => return Err(Failure::NotFound),
    };
    let subject = subject::known(app, &mut db, kind, &id).await?;
    // What was reported may be gone: then the notice alone is left to be decided on.
    let is_gone = subject.is_none();
    let subject = match (subject, &notice) {
        (Some(subject), _) => subject,
        (None, Some(notice)) => Subject {
            kind,
            id,
            owner: notice.subject_owner.clone(),
            title: "Contenu disparu".to_owned(),
            path: String::new(),
        },
        (None, None) => return Err(Failure::NotFound),
    };
    let waiting = match kind {
        SubjectKind::Listing => publishing::waiting_case(app, &mut db, &subject.id).await?,
        _ => None,
    };
    let is_flagged = match (&notice, &waiting) {
        (Some(it), _) => it.source == "rule",
        (None, Some(it)) => it.is_flagged || !screening::flags(&mut *db, &subject.id).await?.is_empty(),
        (None, None) => false,
    };
    let read = match kind {
        SubjectKind::Listing if !is_gone => Some(publishing::version(&mut db, &subject.id).await?),
        _ => None,
    };
    let waits = waiting.as_ref().map(|it| (it.number, it.is_change));
    let photographs = match kind {
        SubjectKind::Listing => media::displayed(&mut db, &subject.id).await?,
        _ => Default::default(),
    };
    let target = Target {
        item,
        subject,
        notice: notice.as_ref().map(|it| it.id.clone()),
        waits,
        is_flagged,
        is_review: notice.as_ref().is_some_and(|it| it.source == "review"),
        photos: photographs.1,
        is_gone,
        read,
    };
    Ok(Loaded { target, waiting, notice, photographs: photographs.0 })
}

/// Takes the item, or says who has it; a notice that is opened is under review.
pub(super) async fn hold(app: &App, staff: &SignedIn, it: &Loaded) -> Result<String, Failure> {
    let mut tx = app.db.begin().await?;
    let held = desk::hold(app, &mut tx, &it.target.item.key(), &staff.person.id).await?;
    if held.is_empty() {
        // Read again and held: a decision about another notice may have answered it since the page was read.
        let notice = match &it.notice {
            Some(notice) => store::lock_notice(&mut tx, &notice.id).await?,
            None => None,
        };
        if let Some(notice) = notice {
            // Opened again, or decided already, it stays as it is.
            let by = (Actor::Moderator, Some(staff.person.id.as_str()));
            let _ = move_notice(app, &mut tx, &notice, Event::Open, by, false).await?;
        }
        tx.commit().await?;
    }
    Ok(held)
}

/// Other notices about the same thing that the page lists.
const OTHERS_SHOWN: i64 = 20;

/// Items looked at in one go, for the next.
const AHEAD: usize = 30;

/// The oldest item that nobody else looks at and that this member of the team may decide on.
pub(super) async fn next(app: &App, staff: &SignedIn) -> Result<Option<Item>, Failure> {
    let me = staff.person.id.as_str();
    let mut last: Option<queue::Waiting> = None;
    loop {
        let after = last.as_ref().map(|it| (it.since, it.id.as_str()));
        let waiting = queue::page(app, me, None, after, AHEAD).await?;
        let items: Vec<Item> = waiting.iter().map(queue::Waiting::item).collect();
        let keys: Vec<String> = items.iter().map(Item::key).collect();
        let held = desk::holders(&app.db, &keys, app.clock.now()).await?;
        let others: Vec<&str> =
            held.iter().filter(|it| it.held_by != me).map(|it| it.item.as_str()).collect();
        for item in items.into_iter().filter(|it| !others.contains(&it.key().as_str())) {
            if !concerns(app, &item, me).await? {
                return Ok(Some(item));
            }
        }
        let is_last = waiting.len() < AHEAD;
        last = waiting.into_iter().next_back();
        if is_last {
            return Ok(None);
        }
    }
}

/// Whether somebody of the team may not decide on it: it is theirs, or they reported it. Appeals and bans are left out by the
/// queue itself.
async fn concerns(app: &App, item: &Item, staff: &str) -> Result<bool, Failure> {
    match item {
        Item::Listing(id) => {
            let listing = listings::owned(&app.db, id, app.clock.now()).await?;
            Ok(listing.is_none_or(|it| it.belongs_to(staff)))
        }
        Item::Notice(id) => {
            let Some(notice) = store::notice(&app.db, id).await? else { return Ok(true) };
            // Its refusal was reversed: whoever refused it does not decide again.
            let refused = match &notice.follows_id {
                Some(before) => store::decision_on(&app.db, before).await?.is_some_and(|it| it.is_of(staff)),
                None => false,
            };
            Ok(refused
                || notice.notifier_id.as_deref() == Some(staff)
                || notice.subject_owner.as_deref() == Some(staff))
        }
        Item::Person(id) => Ok(id == staff),
        Item::Verification(id) => verification::case_concerns(app, id, staff).await,
        Item::Appeal(_) | Item::Ban(_) => Ok(false),
    }
}

/// Everything around the decision.
pub(super) async fn context(app: &App, it: &Loaded) -> Result<Context, Failure> {
    let mut db = app.db.acquire().await?;
    let subject = &it.target.subject;
    let (title, text, status) = words_of(app, &mut db, it).await?;
    let mut facts = Vec::new();
    if let Some(owner) = &subject.owner
        && let Some(who) = store::someone(&mut *db, owner).await?
    {
        let kind = AuthorKind::from_code(&who.account_kind).unwrap_or(AuthorKind::Practitioner);
        facts.push(("Auteur", who.name));
        facts.push(("Mention", kind.shown(who.trust_level >= listings::TRUSTED).to_owned()));
        facts.push(("Niveau de confiance", who.trust_level.to_string()));
        facts.push(("Inscrit le", french::moment(who.created_at)));
    }
    facts.extend(status.map(|it| ("État de l’annonce", it.label().to_owned())));
    let past = match &subject.owner {
        Some(owner) => store::decisions_about(&mut *db, owner, false, 10).await?,
        None => Vec::new(),
    };
    let is_listing = subject.kind == SubjectKind::Listing;
    let others = store::open_notices(
        &mut *db,
        (subject.kind.code(), &subject.id),
        it.target.notice.as_deref().unwrap_or_default(),
        OTHERS_SHOWN,
    )
    .await?;
    let picture = match subject.kind {
        SubjectKind::Photo => media::photo(&mut db, &subject.id).await?.map(|it| it.address),
        _ => None,
    };
    Ok(Context {
        heading: if subject.title.is_empty() {
            subject.kind.label().to_owned()
        } else {
            subject.title.clone()
        },
        findings: findings(&mut db, it).await?,
        twins: if is_listing { twins(&mut db, &subject.id, &title, &text).await? } else { Vec::new() },
        notice: match &it.notice {
            Some(notice) => Some(shown(app, &mut db, notice).await?),
            None => None,
        },
        other_notices: others.iter().map(|it| (Item::Notice(it.id.clone()).path(), told(it))).collect(),
        public: (!subject.path.is_empty()).then(|| subject.path.clone()),
        past: past.iter().map(line).collect(),
        picture,
        facts,
        title,
        text,
    })
}

/// Title, text, and state of a listing.
async fn words_of(
    app: &App,
    db: &mut sqlx::PgConnection,
    it: &Loaded,
) -> Result<(String, String, Option<ListingStatus>), Failure> {
    let subject = &it.target.subject;
    match (&it.waiting, subject.kind) {
        (Some(waiting), _) => Ok((waiting.title.clone(), waiting.text.clone(), None)),
        (None, SubjectKind::Listing) => Ok(match listings::find(app, db, &subject.id).await? {
            Some(found) => (
                found.listing.title,
                found.listing.description.unwrap_or_default(),
                Some(found.listing.status),
            ),
            None => (String::new(), String::new(), None),
        }),
        (None, SubjectKind::Profile) => {
            let page = people::page_words(&mut *db, &subject.id).await?;
            Ok(page.map_or((String::new(), String::new(), None), |(name, bio)| (name, bio, None)))
        }
        (None, SubjectKind::Photo) => {
            let caption = media::photo(db, &subject.id).await?.and_then(|it| it.caption);
            Ok((String::new(), caption.unwrap_or_default(), None))
        }
        _ => Ok((String::new(), String::new(), None)),
    }
}

async fn findings(db: &mut sqlx::PgConnection, it: &Loaded) -> Result<Vec<(String, String)>, Failure> {
    let Some(waiting) = &it.waiting else { return Ok(Vec::new()) };
    let mut found: Vec<(String, String)> =
        waiting.findings.iter().map(|(words, why)| (words.clone(), (*why).to_owned())).collect();
    for flag in screening::flags(&mut *db, &it.target.subject.id).await? {
        found.push(match flag.rule.as_str() {
            screening::COPY => (
                "Texte repris".to_owned(),
                "Ce texte est presque celui d’une annonce d’un autre auteur, ou d’une annonce retirée, ci-dessous."
                    .to_owned(),
            ),
            screening::PICTURE => (
                "Photo reprise".to_owned(),
                "Une de ses photos est aussi dans l’annonce d’un autre auteur, ci-dessous.".to_owned(),
            ),
            _ => (flag.words, format!("Trouvé par une règle automatique ({}).", flag.rule)),
        });
    }
    Ok(found)
}

/// Listings with nearly the same text, or with one of the same pictures.
async fn twins(
    db: &mut sqlx::PgConnection,
    listing: &str,
    title: &str,
    text: &str,
) -> Result<Vec<Twin>, Failure> {
    let mut found = Vec::new();
    if let Some(print) = screening::Fingerprint::of(title, text) {
        for it in screening::alike(&mut *db, listing, print).await? {
            let state = ListingStatus::from_code(&it.status).map_or("", |it| it.label());
            let how = if it.distance == 0 { "même texte" } else { "texte presque identique" };
            found.push(Twin {
                href: Item::Listing(it.listing).path(),
                title: it.title,
                note: format!("{how} · {state}"),
            });
        }
    }
    for (id, title) in media::same_pictures(db, listing).await? {
        found.push(Twin { href: Item::Listing(id).path(), title, note: "même photo".to_owned() });
    }
    Ok(found)
}

/// The letter of intent that a notice is about, for whoever decides; that they read it is logged, once a day.
pub(super) async fn letter(
    app: &App,
    staff: &SignedIn,
    notice: Option<&Notice>,
) -> Result<Option<String>, Failure> {
    let parties = |it: &Notice| Some((it.notifier_id.clone()?, it.subject_owner.clone()?));
    let Some((notice, (notifier, accused))) = notice.and_then(|it| Some((it, parties(it)?))) else {
        return Ok(None);
    };
    let now = app.clock.now();
    let mut db = app.db.acquire().await?;
    let letter = rooms::reported_letter(app, &mut db, &notice.address, (&notifier, &accused)).await?;
    if letter.is_some() {
        let entry = audit::Entry {
            actor: Some(&staff.person.id),
            action: "moderation.letter_read",
            subject: ("notice", &notice.id),
            ..audit::Entry::default()
        };
        audit::record_once(&mut db, entry, now - TimeDelta::days(1), now).await?;
    }
    Ok(letter)
}

async fn shown(app: &App, db: &mut sqlx::PgConnection, it: &Notice) -> Result<NoticeShown, Failure> {
    let who = report::notifier_of(app, db, it).await?;
    let by = match who {
        Some(who) => format!("{} ({})", who.name, who.email),
        None if it.source == "appeal" => "Un recours accepté contre un premier refus".to_owned(),
        None if it.source != "visitor" => {
            "Le site, qui relit ce qui est ajouté aux annonces en ligne".to_owned()
        }
        None => "Personne ne s’est nommé".to_owned(),
    };
    Ok(NoticeShown {
        facts: vec![
            ("Motif", Reason::from_code(&it.reason).map_or("", |it| it.label()).to_owned()),
            ("Reçu le", french::moment(it.received_at)),
            ("De", by),
        ],
        address: it.address.clone(),
        explanation: it.explanation.clone(),
    })
}

fn told(it: &Notice) -> String {
    let reason = Reason::from_code(&it.reason).map_or("", |it| it.label());
    format!("{reason}, {}", french::moment(it.received_at))
}

/// « 3 mars 2026 à 10 h 12 : retrait de l’annonce (Règle 4), en vigueur ».
pub(super) fn line(it: &Decision) -> String {
    let subject = SubjectKind::from_code(&it.subject_kind).unwrap_or(SubjectKind::Listing);
    let action = Action::from_code(&it.action).map_or("", |it| it.told(subject));
    let ground = Ground::from_code(&it.ground).map_or(String::new(), |it| format!(" ({})", it.reference));
    let state = match it.state.as_str() {
        "proposed" => ", à confirmer",
        "declined" => ", écartée",
        "ended" => ", terminée",
        "reversed" => ", annulée après recours",
        _ => "",
    };
    format!("{}\u{202f}: {action}{ground}{state}", french::moment(it.decided_at))
}
