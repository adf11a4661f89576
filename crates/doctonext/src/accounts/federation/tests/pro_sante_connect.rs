//! Pro Santé Connect, from leaving for it to the badge.

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

#[tokio::test]
async fn it_is_asked_as_it_wants_to_be_asked() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    let browser = world.browser();

    assert_eq!(browser.get("/connexion").await.texts(".ways a"), ["Continuer avec Pro Santé Connect"]);
    let asked = leave(&browser, DOOR).await;
    for part in [
        "scope=openid+scope_all",
        "acr_values=eidas1",
        "prompt=login",
        "nonce=",
        "code_challenge_method=S256",
    ] {
        assert!(asked.contains(part), "{part}: {asked}");
    }
}

#[tokio::test]
async fn a_link_proves_number_and_identity() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    let browser = member(&world, "claire", "Claire Le Guen").await;
    let page = browser.get("/espace/verification").await;
    assert_eq!(
        page.attributes("section[aria-labelledby=titre-psc] a", "href"),
        ["/espace/securite/comptes/essai?retour=%2Fespace%2Fverification"]
    );

    let page = prove(&world, &provider, &browser).await;

    assert_eq!(standing(&world, "claire").await, is("proved", 3, true, true));
    assert!(page.main().contains("Pro Santé Connect a prouvé votre identité"), "{}", page.main());
    assert!(page.main().contains("•••••••5367") && !page.main().contains(NUMBER));
    assert!(page.texts("#titre-psc").is_empty(), "nothing is left to prove");
    let subjects: Vec<_> = world.letters().await.into_iter().map(|it| it.subject).collect();
    assert_eq!(
        subjects.iter().filter(|it| *it == "Votre inscription est vérifiée").count(),
        1,
        "{subjects:?}"
    );
    assert_eq!(
        count(&world, "select count(*) from audit_log where action = 'verification.psc_proved'").await,
        1
    );
    let history: (String, String, String, Option<String>) = sqlx::query_as(
        "select event, from_status, to_status, reason from verification_events where user_id = 'claire'",
    )
    .fetch_one(world.db())
    .await
    .unwrap();
    assert_eq!(
        history,
        ("identify".to_owned(), "none".to_owned(), "proved".to_owned(), Some("psc".to_owned()))
    );
}

#[tokio::test]
async fn what_waits_for_the_job_cannot_be_read_and_goes_with_its_person() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    let browser = member(&world, "claire", "Claire Le Guen").await;
    go(&world, &provider, &browser, FROM_VERIFICATION, &strong()).await;
    browser.post("/espace/securite/comptes", &[]).await;

    let rows: Vec<String> = sqlx::query_scalar("select identifier || value from verifications")
        .fetch_all(world.db())
        .await
        .unwrap();
    let waiting = format!("{rows:?}{:?}", payloads(&world).await);
    for secret in [NUMBER, "GUEN", "Guen", "claire"] {
        assert!(!waiting.contains(secret), "{secret}: {waiting}");
    }
    let mut db = world.db().acquire().await.unwrap();
    world.app.vault.destroy(&mut db, crate::sealing::Scope::Person("claire")).await.unwrap();
    run_jobs(&world).await;
    assert_eq!(standing(&world, "claire").await, is("none", 0, false, false));
}

#[tokio::test]
async fn who_does_not_practise_is_refused_calmly_whatever_they_came_for() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    let browser = member(&world, "claire", "Claire Le Guen").await;
    let stranger = world.browser();
    let without: [fn(&mut Value); 3] = [
        |it| drop(it.as_object_mut().unwrap().remove("SubjectRefPro")),
        |it| it["SubjectRefPro"]["exercices"] = json!([]),
        |it| {
            it["SubjectNameID"] = json!("3990000001");
            it["preferred_username"] = json!("3990000001");
        },
    ];
    for change in without {
        let mut info = claire();
        change(&mut info);
        provider.set_user_info(info);
        for (browser, door) in [(&stranger, DOOR), (&browser, FROM_VERIFICATION)] {
            let answer = go(&world, &provider, browser, door, &strong()).await;
            assert_eq!(answer.status, 403, "{}", answer.text());
            assert_eq!(answer.texts("h1"), ["Aucun exercice professionnel trouvé"]);
            assert!(answer.main().contains("Pro Santé Connect ne nous a pas donné d’exercice professionnel"));
        }
    }
    assert_eq!(count(&world, "select count(*) from accounts where provider_id = 'essai'").await, 0);
    assert_eq!(
        count(&world, "select count(*) from verifications where identifier like 'oidc-identity:%'").await,
        0
    );
}

#[tokio::test]
async fn what_proves_nothing_is_refused() {
    type Wrong = (&'static str, fn(&mut Value));
    let wrongs: [Wrong; 6] = [
        ("a weaker acr", |it| it["acr"] = json!("0")),
        ("a stronger acr that was not asked for", |it| it["acr"] = json!("eidas2")),
        ("no acr", |it| drop(it.as_object_mut().unwrap().remove("acr"))),
        ("another nonce", |it| it["nonce"] = json!("autre")),
        ("an expired token", |it| it["exp"] = json!(it["iat"].as_i64().unwrap() - 1)),
        ("another audience", |it| it["aud"] = json!("autre-client")),
    ];
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    for (what, wrong) in wrongs {
        provider.change(wrong);
        let answer = go(&world, &provider, &world.browser(), DOOR, &strong()).await;
        assert_eq!(answer.status, 502, "{what}: {}", answer.text());
    }
    provider.change(|_| {});
    for signed in [Signed::Forged, Signed::NewKey, Signed::Hs256, Signed::None] {
        provider.sign(signed);
        let answer = go(&world, &provider, &world.browser(), DOOR, &strong()).await;
        assert_eq!(answer.status, 502, "{signed:?}: {}", answer.text());
    }
    provider.sign(Signed::Rs256);
    let browser = world.browser();
    let back = provider.agree(&leave(&browser, DOOR).await, &strong(), world.app.clock.now());
    assert_eq!(browser.get(&back).await.header("location"), "/inscription/autre-compte");
    assert_eq!(browser.get(&back).await.status, 410, "a replayed return");
    provider.set_user_info(json!({ "sub": "autre", "SubjectRefPro": claire()["SubjectRefPro"] }));
    let answer = go(&world, &provider, &world.browser(), DOOR, &strong()).await;
    assert_eq!(answer.status, 503, "facts about somebody else: {}", answer.text());
    assert_eq!(count(&world, "select count(*) from sessions").await, 0);
}

#[tokio::test]
async fn another_name_or_profession_goes_to_a_person() {
    let provider = TestProvider::start().await;
    for (name, profession, reason) in [
        ("Paul Riou", "60", "psc_family_name"),
        ("Anne Le Guen", "60", "psc_given_name"),
        ("Claire Le Guen", "10", "psc_profession"),
    ] {
        let world = provider.national_house().await;
        let mut info = claire();
        info["SubjectRefPro"]["exercices"][0]["codeProfession"] = json!(profession);
        provider.set_user_info(info);
        let browser = member(&world, "claire", name).await;

        let page = prove(&world, &provider, &browser).await;

        assert_eq!(standing(&world, "claire").await, is("review", 1, false, false), "{name}");
        assert_eq!(reasons(&world, "claire").await, why(reason, "mismatch"));
        assert!(page.main().contains("Une personne de l’équipe examine votre dossier"), "{}", page.main());
        let letter = world.letters().await.pop().unwrap();
        assert_eq!(letter.subject, "Une personne de l’équipe examine votre dossier");
        assert!(!letter.text.contains("GUEN"), "{}", letter.text);
        assert_eq!(
            count(&world, "select count(*) from audit_log where action = 'verification.psc_to_review'").await,
            1
        );
    }
}

#[tokio::test]
async fn a_number_that_another_account_holds_is_decided_by_a_person() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    prove(&world, &provider, &member(&world, "claire", "Claire Le Guen").await).await;
    // Another identity of the provider that gives the same number.
    let mut info = claire();
    info["sub"] = json!("claire-2");
    provider.set_user_info(info);
    let second = member(&world, "claire2", "Claire Le Guen").await;
    let claims = json!({ "acr": "eidas1", "sub": "claire-2" });
    go(&world, &provider, &second, FROM_VERIFICATION, &claims).await;
    second.post("/espace/securite/comptes", &[]).await;
    run_jobs(&world).await;

    assert_eq!(standing(&world, "claire").await, is("proved", 3, true, true));
    assert_eq!(standing(&world, "claire2").await, is("review", 1, false, false));
    assert_eq!(reasons(&world, "claire2").await, why("psc_held", "contested"));
    let page = second.get("/espace/verification").await.main();
    assert!(!page.contains("autre compte"), "{page}");
}

#[tokio::test]
async fn a_decision_of_the_team_and_a_number_that_was_verified_are_not_undone() {
    let provider = TestProvider::start().await;
    for (before, after, reason, cause) in [
        ("suspended", "review", "psc", "suspended"),
        ("refused", "review", "psc", "refused"),
        ("matched", "review", "psc_number", "mismatch"),
    ] {
        let world = provider.national_house().await;
        let browser = member(&world, "claire", "Claire Le Guen").await;
        let fields =
            [("prenom", "Claire"), ("nom", "Le Guen"), ("metier", "nurse"), ("numero", "10000001916")];
        if before == "matched" {
            browser.post("/espace/verification", &fields).await;
        }
        sqlx::query("update users set verification_status = $1 where id = 'claire'")
            .bind(before)
            .execute(world.db())
            .await
            .unwrap();

        prove(&world, &provider, &browser).await;

        let (state, _, badge, _) = standing(&world, "claire").await;
        assert_eq!((state.as_str(), badge), (after, false), "{before}");
        assert_eq!(reasons(&world, "claire").await, why(reason, cause), "{before}");
    }
}

#[tokio::test]
async fn a_student_still_sends_the_licence() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    let mut info = claire();
    info["SubjectRefPro"]["exercices"][0]["codeCategorieProfessionnelle"] = json!("E");
    provider.set_user_info(info);
    let browser = member(&world, "claire", "Claire Le Guen").await;
    sqlx::query("update users set account_kind = 'student'").execute(world.db()).await.unwrap();

    prove(&world, &provider, &browser).await;

    assert_eq!(standing(&world, "claire").await, is("review", 1, false, true));
    assert_eq!(reasons(&world, "claire").await, why("psc_licence", "none"));
}

#[tokio::test]
async fn who_is_linked_may_prove_again_after_a_change_of_name() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    let browser = member(&world, "claire", "Claire Le Guen").await;
    prove(&world, &provider, &browser).await;
    sqlx::query("update users set verification_status = 'mismatch', is_verified_professional = false, trust_level = 1")
        .execute(world.db())
        .await
        .unwrap();

    let back = go(&world, &provider, &browser, FROM_VERIFICATION, &strong()).await;
    assert_eq!(back.header("location"), "/espace/verification?note=psc");
    run_jobs(&world).await;

    assert_eq!(standing(&world, "claire").await, is("proved", 3, true, true));
}

#[tokio::test]
async fn a_later_sign_in_counts_as_two_factors_and_offers_to_sign_out_there_too() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    prove(&world, &provider, &member(&world, "claire", "Claire Le Guen").await).await;
    sqlx::query(
        "insert into totp_secrets (user_id, secret, confirmed_at, created_at) values ('claire', 'v1.AAAA', now(), now())",
    )
    .execute(world.db())
    .await
    .unwrap();
    let browser = world.browser();

    assert_eq!(go(&world, &provider, &browser, DOOR, &strong()).await.header("location"), "/espace/profil");
    assert_eq!(browser.get("/espace/securite").await.status, 200);
    let out = browser.post("/deconnexion", &[]).await;

    assert_eq!((out.status.as_u16(), out.texts("h1")), (200, vec!["Vous êtes déconnecté".to_owned()]));
    assert_eq!(out.texts(".sheet a"), ["Se déconnecter aussi de Pro Santé Connect"]);
    let link = out.attributes(".sheet a", "href").remove(0);
    assert!(link.starts_with(&format!("{}/logout?id_token_hint=eyJ", provider.issuer)), "{link}");
    assert!(link.contains("post_logout_redirect_uri=https%3A%2F%2Fdoctonext.example%2F"), "{link}");
    assert!(!out.text().contains("Se déconnecter</button>"), "the menu of somebody who is in");
    assert_eq!(browser.get("/espace/securite").await.status, 303, "nobody is in");
    assert_eq!(browser.cookie("__Host-doctonext_came_with"), None);
}

#[tokio::test]
async fn who_came_in_by_password_signs_out_here_alone() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    prove(&world, &provider, &member(&world, "claire", "Claire Le Guen").await).await;
    let browser = world.browser();

    browser.post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", PASSWORD)]).await;
    let out = browser.post("/deconnexion", &[]).await;

    assert_eq!(out.header("location"), "/connexion?note=deconnecte");
}

#[tokio::test]
async fn a_new_account_made_with_it_is_proved_at_once() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    let browser = world.browser();
    go(&world, &provider, &browser, DOOR, &strong()).await;
    browser.post("/inscription/autre-compte", &[("email", "claire@example.bzh")]).await;
    let path = world.letters().await.remove(0).path();
    assert_eq!(browser.get(&path).await.attributes("#nom", "value"), ["CLAIRE LE GUEN"]);
    let fields = [
        ("nom", "Claire Le Guen"),
        ("compte", "practitioner"),
        ("profession", "nurse"),
        ("certifie", "1"),
        ("conditions", "1"),
    ];
    let done = browser.post(&path, &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());

    run_jobs(&world).await;

    let id: String = sqlx::query_scalar("select id from users").fetch_one(world.db()).await.unwrap();
    assert_eq!(standing(&world, &id).await, is("proved", 3, true, true));
}
