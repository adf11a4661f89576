//! What a proof changes: the badge, or a person who decides.

use super::*;

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
    assert!(page.main().contains("••••367") && !page.main().contains(NUMBER));
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

#[tokio::test]
async fn who_was_proved_by_documents_is_proved_again_with_another_register() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    let browser = member(&world, "claire", "Claire Le Guen").await;
    let fields = [("prenom", "Claire"), ("nom", "Le Guen"), ("metier", "nurse"), ("numero", "012600631")];
    browser.post("/espace/verification", &fields).await;
    sqlx::query(
        "update users set verification_status = 'proved', is_verified_professional = true, trust_level = 3",
    )
    .execute(world.db())
    .await
    .unwrap();

    prove(&world, &provider, &browser).await;

    assert_eq!(standing(&world, "claire").await, is("proved", 3, true, true));
}

#[tokio::test]
async fn a_student_whose_licence_is_accepted_keeps_the_badge_and_gets_the_number() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    let mut info = claire();
    info["SubjectRefPro"]["exercices"][0]["codeCategorieProfessionnelle"] = json!("E");
    provider.set_user_info(info);
    let browser = member(&world, "claire", "Claire Le Guen").await;
    sqlx::query(
        "update users set account_kind = 'student', verification_status = 'proved', trust_level = 3,
                          is_verified_professional = true, verified_until = '2026-11-15'",
    )
    .execute(world.db())
    .await
    .unwrap();

    prove(&world, &provider, &browser).await;

    assert_eq!(standing(&world, "claire").await, is("proved", 3, true, true));
    let until: Option<chrono::NaiveDate> =
        sqlx::query_scalar("select verified_until from users").fetch_one(world.db()).await.unwrap();
    assert_eq!(until.map(|it| it.to_string()).as_deref(), Some("2026-11-15"), "no longer than the licence");
}
