//! What is asked of Pro Santé Connect, and the answers that are refused.

use super::*;

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
