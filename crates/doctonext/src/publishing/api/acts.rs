//! What happens to a listing at its owner's word: online, paused, filled, renewed, deleted.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::{PgConnection, types::Json};
use utoipa::ToSchema;

use super::{OwnListing, checked, sheet};
use crate::{
    access::{Asked, Begun, Once, Reply, TokenHolder, WriteListings},
    accounts::{Origin, Person},
    app::App,
    failure::{Failure, Problem},
    listings::{self, Actor, Event},
    publishing::{
        kept,
        own::Own,
        publish::{self, Outcome},
        schedule, store,
    },
    refusal::{FieldProblem, Refusal},
    trades::ClosingReason,
};

/// What goes with an act; every field may be absent.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActDetails {
    /// With `submit`, for a listing that was never online: the day to come (Paris) on which it goes online, at six in the
    /// morning.
    #[schema(example = "2026-09-01")]
    publish_on: Option<String>,
    /// With `fill`: `found_here`, `found_elsewhere`, `postponed`, `cancelled` or `other`.
    #[schema(example = "found_here")]
    reason: Option<String>,
}

/// Submits, pauses, resumes, fills or renews a listing.
///
/// `submit` puts a draft, or changes to a listing, online; a person of the team may read it first, as `status` says then.
/// `pause` takes it offline and `resume` brings it back. `fill` closes it. `renew` gives a listing that ended another life.
#[utoipa::path(
    post, path = "/api/v1/me/listings/{id}/{act}", tag = "own listings",
    request_body(content = Option<ActDetails>), security(("token" = ["listings:write"])),
    params(
        ("id" = String, Path, description = "Id of the listing."),
        ("act" = String, Path, description = "`submit`, `pause`, `resume`, `fill` or `renew`."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body within 24 hours give the same answer."),
        ("If-Match" = Option<String>, Header, description = "`ETag` of the version that was read: refused when somebody saved since."),
    ),
    responses(
        (status = 200, description = "The listing as it is now.", body = OwnListing),
        (status = 401, description = "No valid token.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token has not this right.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such listing of the token's owner, or no such act.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Its state, or the number of listings online, does not allow it.", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Somebody saved since.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It cannot go online so: what to mend, field by field.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn act(
    State(app): State<App>,
    holder: TokenHolder<WriteListings>,
    origin: Origin,
    Path((id, act)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Failure> {
    let details: ActDetails = asked.json()?;
    let (mut tx, who) = (app.db.begin().await?, &holder.person);
    let once = match Once::begin(&mut tx, &holder.id, &asked, app.clock.now()).await? {
        Begun::New(once) => once,
        Begun::Before(answer) => return Ok(*answer),
    };
    store::lock_listing(&mut tx, checked(&id)?).await?;
    let own = Own::of(&app, &mut tx, &who.id, &id).await?;
    asked.check_version(&sheet::version_of(&own))?;
    match event_of(&act, &details)? {
        None => submit(&app, &mut tx, who, &origin, &own, details.publish_on.as_deref()).await?,
        Some(event) => transition(&app, &mut tx, &id, event).await?,
    }
    let own = Own::of(&app, &mut tx, &who.id, &id).await?;
    let reply = Reply::new(StatusCode::OK, &sheet::of(&app, &own, who))?.versioned(sheet::version_of(&own));
    once.end(&mut tx, &reply).await?;
    tx.commit().await?;
    Ok(reply.into_response())
}

/// The event of an act; none for a submission.
fn event_of(act: &str, details: &ActDetails) -> Result<Option<Event>, Failure> {
    Ok(Some(match act {
        "submit" => return Ok(None),
        "pause" => Event::Pause,
        "resume" => Event::Resume,
        "renew" => Event::Renew,
        "fill" => Event::Fill(reason_of(details)?),
        _ => return Err(Failure::NotFound),
    }))
}

fn reason_of(details: &ActDetails) -> Result<ClosingReason, Refusal> {
    let code = details.reason.as_deref().unwrap_or(ClosingReason::Other.code());
    ClosingReason::from_code(code).ok_or_else(|| {
        wrong("reason", "Choisissez found_here, found_elsewhere, postponed, cancelled ou other.")
    })
}

fn wrong(field: &str, why: &str) -> Refusal {
    let errors = vec![FieldProblem { field: field.to_owned(), message: why.to_owned() }];
    Refusal::unprocessable("Cette demande est à corriger.", errors)
}

async fn transition(app: &App, db: &mut PgConnection, id: &str, event: Event) -> Result<(), Failure> {
    match listings::transition(app, db, id, event, (Actor::Owner, None, None)).await? {
        Ok(_) => Ok(()),
        Err(why) => Err(Refusal::conflict(why.words()).into()),
    }
}

async fn submit(
    app: &App,
    db: &mut PgConnection,
    who: &Person,
    origin: &Origin,
    own: &Own,
    day: Option<&str>,
) -> Result<(), Failure> {
    let Some(draft) = kept::lock_draft(app, db, own.id()).await? else {
        // Nothing waits to be submitted: it was a moment ago, or the listing is as people read it.
        return if own.is_new() { Err(Failure::NotFound) } else { Ok(()) };
    };
    let publish_at = match day {
        None => None,
        Some(_) if !own.is_new() => {
            return Err(
                wrong("publish_on", "Seule une annonce jamais mise en ligne peut être programmée.").into()
            );
        }
        Some(day) => {
            let sent = [("quand", "date"), ("publier_le", day)].map(|(a, b)| (a.to_owned(), b.to_owned()));
            let last_day =
                crate::publishing::drafts::periods_of(&draft.answers.0).iter().map(|it| it.ends_on).max();
            let at = schedule::read(&sent)
                .ok()
                .flatten()
                .ok_or_else(|| wrong("publish_on", "Cette date n’existe pas."))?;
            match schedule::fault(at, last_day, app.clock.now()) {
                "" => Some(at),
                why => return Err(wrong("publish_on", why).into()),
            }
        }
    };
    if publish_at != draft.publish_at {
        let draft = store::Draft { answers: Json(draft.answers.0), publish_at, ..draft };
        kept::save(app, db, own.names(), &draft).await?;
    }
    match publish::publish_on(app, db, who, own.id(), None).await? {
        Outcome::Done(_) | Outcome::Waiting => publish::note(app, db, who, origin, own.is_new()).await,
        Outcome::Already => Ok(()),
        Outcome::Conflict => Err(Refusal::changed_meanwhile().into()),
        Outcome::Refused(why) => Err(Refusal::conflict(why).into()),
        Outcome::NotReady => {
            let errors = sheet::obstacles_of(&sheet::verdict_of(app, own, who));
            Err(Refusal::unprocessable("Cette annonce ne peut pas encore être mise en ligne.", errors).into())
        }
    }
}

/// Deletes a listing of one's own. It cannot be brought back.
#[utoipa::path(
    delete, path = "/api/v1/me/listings/{id}", tag = "own listings", security(("token" = ["listings:write"])),
    params(
        ("id" = String, Path, description = "Id of the listing."),
        ("If-Match" = Option<String>, Header, description = "`ETag` of the version that was read: refused when somebody saved since."),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 401, description = "No valid token.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token has not this right.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such listing of the token's owner.", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Somebody saved since.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn delete(
    State(app): State<App>,
    holder: TokenHolder<WriteListings>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<StatusCode, Failure> {
    let mut tx = app.db.begin().await?;
    store::lock_listing(&mut tx, checked(&id)?).await?;
    let own = Own::of(&app, &mut tx, &holder.person.id, &id).await?;
    asked.check_version(&sheet::version_of(&own))?;
    transition(&app, &mut tx, &id, Event::Delete).await?;
    store::forget_draft(&mut tx, &id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
