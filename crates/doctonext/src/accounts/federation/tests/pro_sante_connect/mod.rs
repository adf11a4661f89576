//! Pro Santé Connect, from leaving for it to the badge.

mod asking;
mod coming_back;
mod proving;

use serde_json::{Value, json};

use super::{
    count, go, leave,
    provider::{Signed, TestProvider},
};
use crate::{
    config::OidcKind,
    testing::{Answer, Browser, PASSWORD, World},
    verification,
};

const DOOR: &str = "/connexion/avec/essai?retour=%2Fespace%2Fprofil";
const FROM_VERIFICATION: &str = "/espace/securite/comptes/essai?retour=%2Fespace%2Fverification";
const NUMBER: &str = "10001045367";

impl TestProvider {
    /// A house that knows this provider as Pro Santé Connect, which knows Claire Le Guen.
    async fn national_house(&self) -> World {
        self.set_user_info(claire());
        self.house_with(|it| {
            it.kind = Some(OidcKind::ProSanteConnect);
            it.name.clear();
            it.scopes.clear();
            it.complete("essai");
        })
        .await
    }
}

fn strong() -> Value {
    json!({ "acr": "eidas1" })
}

fn claire() -> Value {
    json!({
        "sub": "claire-1", "SubjectNameID": format!("8{NUMBER}"), "preferred_username": format!("8{NUMBER}"),
        "given_name": "Claire", "family_name": "Le Guen", "SubjectRole": ["60^1.2.250.1.213.1.1.5.5"],
        "SubjectRefPro": { "codeCivilite": "MME", "exercices": [{
            "codeProfession": "60", "codeCategorieProfessionnelle": "C", "nomDexercice": "LE GUEN",
            "prenomDexercice": "CLAIRE", "activities": [{ "codeModeExercice": "L", "codeSecteurDactivite": "SA07" }],
        }] },
    })
}

/// A member of this name, a nurse.
async fn member<'a>(world: &'a World, id: &str, name: &str) -> Browser<'a> {
    let browser = world.sign_up(id).await;
    sqlx::query("update users set name = $2, profession = 'nurse' where id = $1")
        .bind(id)
        .bind(name)
        .execute(world.db())
        .await
        .unwrap();
    browser
}

/// Goes through Pro Santé Connect from the page of verification, says yes, and lets the job run.
async fn prove(world: &World, provider: &TestProvider, browser: &Browser<'_>) -> Answer {
    let back = go(world, provider, browser, FROM_VERIFICATION, &strong()).await;
    assert_eq!(back.header("location"), "/espace/securite/comptes", "{}", back.text());
    let done = browser.post("/espace/securite/comptes", &[]).await;
    assert_eq!(done.header("location"), "/espace/verification?note=psc", "{}", done.text());
    run_jobs(world).await;
    browser.get("/espace/verification?note=psc").await
}

async fn payloads(world: &World) -> Vec<Value> {
    sqlx::query_scalar(
        "select j.payload::jsonb from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'prove_by_psc' order by j.id",
    )
    .fetch_all(world.db())
    .await
    .unwrap()
}

/// Runs every job that there ever was: a second time none does anything.
async fn run_jobs(world: &World) {
    for payload in payloads(world).await {
        let note = payload["note"].as_str().unwrap();
        verification::prove_by_psc(&world.app, note).await.unwrap();
    }
}

/// State, trust level, badge, and whether the number is theirs alone.
async fn standing(world: &World, id: &str) -> (String, i16, bool, bool) {
    sqlx::query_as(
        "select verification_status, trust_level, is_verified_professional, rpps_mark is not null
         from users where id = $1",
    )
    .bind(id)
    .fetch_one(world.db())
    .await
    .unwrap()
}

/// Why it stands there, and why the team looks at it.
async fn reasons(world: &World, id: &str) -> (Option<String>, Option<String>) {
    sqlx::query_as(
        "select u.verification_reason, (select r.cause from verification_reviews r where r.user_id = u.id and closed_at is null)
         from users u where u.id = $1",
    )
    .bind(id)
    .fetch_one(world.db())
    .await
    .unwrap()
}

fn is(state: &str, level: i16, badge: bool, own: bool) -> (String, i16, bool, bool) {
    (state.to_owned(), level, badge, own)
}

fn why(reason: &str, cause: &str) -> (Option<String>, Option<String>) {
    (Some(reason.to_owned()), Some(cause.to_owned()))
}
