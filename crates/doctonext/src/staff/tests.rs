//! The team at work.

use crate::testing::{Someone, World};

#[tokio::test]
async fn people_are_found_by_name_without_accents_and_by_the_start_of_their_address() {
    let world = World::new().await;
    let team = world.moderator().await;
    world.sign_up("claire").await;
    sqlx::query("update users set name = 'Hélène Le Guen-O’Brien' where id = 'claire'")
        .execute(world.db())
        .await
        .unwrap();

    for asked in ["helene", "LEGUEN guen", "guen hel", "o'brien", "claire@ex", "brien"] {
        let page =
            team.get(&format!("/equipe/personnes?q={}", asked.replace(' ', "+").replace('@', "%40"))).await;
        let found = page.texts(".rows .row strong");
        let expected: &[&str] =
            if asked.starts_with("LEGUEN") { &[] } else { &["Hélène Le Guen-O’Brien"] };
        assert_eq!(found, expected, "{asked}");
    }
    assert!(team.get("/equipe/personnes?q=%25%5F%26").await.main().contains("Personne ne correspond"));
}

#[tokio::test]
async fn people_are_found_by_their_level_of_trust_alone_or_beside_a_name() {
    let world = World::new().await;
    let team = world.moderator().await;
    for (person, trust_level) in [("claire", 2), ("zoe", 2), ("paul", 1)] {
        world.sign_up_as(person, Someone { trust_level, ..Someone::default() }).await;
    }

    let found =
        async |query: &str| team.get(&format!("/equipe/personnes?{query}")).await.texts(".rows .row strong");

    assert_eq!(found("niveau=1").await, ["Paul"]);
    assert_eq!(found("niveau=2").await.len(), 2);
    assert_eq!(found("niveau=2&q=zoe").await, ["Zoe"]);
    assert_eq!(found("niveau=1&q=zoe").await, Vec::<String>::new());
    assert_eq!(found("niveau=2&q=claire%40ex").await, ["Claire"]);
    assert_eq!(found("niveau=bas").await.len(), 4, "what is no level asks nothing");
}

#[tokio::test]
async fn only_the_team_ends_sessions_and_only_an_administrator_those_of_an_administrator() {
    let world = World::new().await;
    let (mina, ada) = (world.moderator().await, world.admin().await);
    let claire = world.sign_up("claire").await;
    assert_eq!(claire.post("/equipe/personnes/mina/sessions/fin", &[]).await.status, 404);
    let stranger = world.browser().post("/equipe/personnes/mina/sessions/fin", &[]).await;
    assert!(stranger.header("location").starts_with("/connexion"), "{}", stranger.header("location"));

    let refused = mina.post("/equipe/personnes/ada/sessions/fin", &[]).await;

    assert_eq!(refused.status, 422);
    assert!(refused.main().contains("Seul un administrateur"), "{}", refused.main());
    assert_eq!(ada.get("/equipe").await.status, 200);
    assert_eq!(ada.post("/equipe/personnes/mina/sessions/fin", &[]).await.status, 303);
    assert_eq!(mina.get("/equipe").await.status, 303, "signed out");
}

#[tokio::test]
async fn accounts_of_one_network_are_told_of_each_other_for_a_month() {
    let world = World::new().await;
    let known = [
        ("claire", "198.51.100.0/24", 3),
        ("zoe", "198.51.100.0/24", 29),
        ("paul", "198.51.100.0/24", 31),
        ("ines", "203.0.113.0/24", 1),
    ];
    for (person, ..) in known {
        world.sign_up(person).await;
    }
    world.clock.advance(chrono::TimeDelta::days(40));
    for (person, network, days) in known {
        sqlx::query(
            "insert into audit_log (at, actor_id, action, subject_kind, subject_id, address)
             values ($1, $2, 'account.signed_in', 'user', $2, $3)",
        )
        .bind(world.app.clock.now() - chrono::TimeDelta::days(days))
        .bind(person)
        .bind(network)
        .execute(world.db())
        .await
        .unwrap();
    }
    let team = world.moderator().await;

    let near = team.get("/equipe/personnes/claire").await;
    let alone = team.get("/equipe/personnes/ines").await;

    assert_eq!(near.texts("[aria-labelledby=titre-reseau] .row strong"), ["Zoe"]);
    assert!(alone.main().contains("Aucun autre compte"), "{}", alone.main());
}

#[tokio::test]
async fn a_look_changes_nothing_is_told_and_gives_the_own_session_back() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let admin = world.admin().await;

    let short = admin.post("/equipe/personnes/claire/regard", &[("motif", "court")]).await;
    assert_eq!(short.status, 422);
    let start =
        admin.post("/equipe/personnes/claire/regard", &[("motif", "Elle ne voit plus son annonce")]).await;
    assert_eq!(start.header("location"), "/espace", "{}", start.text());

    let page = admin.get("/espace").await;
    assert!(page.main().contains("Bonjour Claire") && page.text().contains("lecture seule"));
    assert_eq!(admin.post("/espace/notifications/choix", &[]).await.status, 403);
    assert_eq!(admin.get("/equipe").await.status, 404);
    assert_eq!(admin.get("/espace/securite/mot-de-passe").await.status, 403);
    let stop = admin.post("/equipe/regard/fin", &[]).await;
    assert_eq!(stop.header("location"), "/equipe/personnes/claire");
    assert_eq!(admin.get("/equipe").await.status, 200);

    let letter = world.letters().await.pop().unwrap();
    assert_eq!(letter.subject, "Un membre de l’équipe a consulté votre compte");
    assert!(letter.text.contains("Elle ne voit plus son annonce"));
    assert!(!claire.get("/espace/securite").await.main().contains("Ada"));
    for act in ["account.looked_at", "account.look_ended"] {
        let page = admin.get(&format!("/equipe/journal?acte={act}")).await;
        assert_eq!(page.texts(".row").len(), 1, "{act}");
        assert_eq!(page.attributes("#acte option[selected]", "value"), [act]);
    }
}

#[tokio::test]
async fn a_look_does_not_show_the_telephone_and_ends_with_the_rights_of_who_looks() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let phone = [("telephone", "06 12 34 56 78"), ("visible_par", "nobody")];
    assert_eq!(claire.post("/espace/profil/telephone", &phone).await.status, 303);
    let admin = world.admin().await;
    let other = Someone { role: "admin", second_factor: true, ..Someone::default() };
    world.sign_up_as("zoe", other).await;
    admin.post("/equipe/personnes/claire/regard", &[("motif", "Elle ne voit plus son annonce")]).await;

    let page = admin.get("/espace/profil").await.text();
    assert!(page.contains("Numéro masqué") && !page.contains("12\u{a0}34"), "{page}");

    crate::accounts::give_role(&world.app, None, "ada", "user", "Quitte l’équipe").await.unwrap();
    assert_eq!(admin.get("/espace").await.status, 303, "nothing is left of the look");
}

#[tokio::test]
async fn nobody_looks_as_a_member_of_the_team() {
    let world = World::new().await;
    world.moderator().await;
    let admin = world.admin().await;
    let refused = admin.post("/equipe/personnes/mina/regard", &[("motif", "Par curiosité, pour voir")]).await;
    assert_eq!(refused.status, 422);
}

#[tokio::test]
async fn a_role_ends_the_sessions_of_yesterday_and_the_last_admin_stays() {
    let world = World::new().await;
    let admin = world.admin().await;
    let claire = world.sign_up("claire").await;
    let reason = ("motif", "Rejoint l’équipe de modération");

    let done = admin.post("/equipe/personnes/claire/role", &[("role", "moderator"), reason]).await;
    assert_eq!(done.header("location"), "/equipe/personnes/claire?note=role");
    assert_eq!(claire.get("/espace").await.status, 303, "she signs in again");
    let own = admin.post("/equipe/personnes/ada/role", &[("role", "user"), reason]).await;
    assert!(own.main().contains("son propre rôle"));
    let last = crate::accounts::give_role(&world.app, None, "ada", "user", "essai").await;
    assert!(matches!(last, Err(crate::accounts::RoleError::LastAdmin)));
    let unknown = admin.post("/equipe/personnes/claire/role", &[("role", "roi"), reason]).await;
    assert_eq!(unknown.status, 422);
}

#[tokio::test]
async fn what_is_refused_is_said_at_its_field_and_stays_typed_in_its_form_alone() {
    let world = World::new().await;
    let admin = world.admin().await;
    world.sign_up("claire").await;

    let short = [("role", "moderator"), ("motif", "court")];
    let page = admin.post("/equipe/personnes/claire/role", &short).await;
    assert_eq!(page.attributes("[aria-invalid]", "id"), ["motif-role"]);
    assert_eq!(page.attributes("#role option[selected]", "value"), ["moderator"]);
    assert_eq!(page.attributes("#motif-role, #motif", "value"), ["", "court"]);

    let page = admin.post("/equipe/personnes/claire/regard", &[("motif", "vite")]).await;
    assert_eq!(page.attributes("[aria-invalid]", "id"), ["motif"]);
    assert_eq!(page.attributes("#motif-role, #motif", "value"), ["vite", ""]);
}

#[tokio::test]
async fn who_opens_whose_page_is_written_once_a_day() {
    let world = World::new().await;
    let (team, admin) = (world.moderator().await, world.admin().await);
    world.sign_up("claire").await;
    let lines = async || -> i64 {
        sqlx::query_scalar("select count(*) from audit_log where action = 'account.consulted'")
            .fetch_one(world.db())
            .await
            .unwrap()
    };

    for _ in 0..2 {
        team.get("/equipe/personnes/claire").await;
    }
    assert_eq!(lines().await, 1);
    admin.get("/equipe/personnes/claire").await;
    admin.get("/equipe/personnes/ada").await;
    assert_eq!(lines().await, 2, "each member of the team, and nobody for their own page");
    world.clock.advance(chrono::TimeDelta::days(1));
    world.moderator().await.get("/equipe/personnes/claire").await;
    assert_eq!(lines().await, 3, "the next day");
}

#[tokio::test]
async fn dead_letters_and_jobs_are_seen_and_sent_again() {
    let world = World::new().await;
    let team = world.moderator().await;
    world.sign_up("claire").await;
    world.browser().post("/mot-de-passe-oublie", &[("email", "claire@example.org")]).await;
    sqlx::query("update letters set state = 'dead', last_error = '550 no such mailbox'")
        .execute(world.db())
        .await
        .unwrap();
    sqlx::query("select graphile_worker.add_job('expire_listings', '{}'::json)")
        .execute(world.db())
        .await
        .unwrap();
    sqlx::query("update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'broken'")
        .execute(world.db())
        .await
        .unwrap();

    let page = team.get("/equipe/travaux").await.main();
    assert!(page.contains("550 no such mailbox") && page.contains("Fin des annonces"), "{page}");
    assert!(page.contains("Réinitialisez votre mot de passe") || page.contains("Confirmez"), "{page}");
    team.post("/equipe/travaux/reprise", &[("quoi", "lettre")]).await;
    team.post("/equipe/travaux/reprise", &[("quoi", "travail")]).await;

    let page = team.get("/equipe/travaux").await.main();
    assert!(
        page.contains("Aucun travail n’a été abandonné") && page.contains("Toutes les lettres"),
        "{page}"
    );
}

#[tokio::test]
async fn the_log_cannot_be_changed() {
    let world = World::new().await;
    world.sign_up_as("claire", Someone::default()).await;
    for forbidden in ["update audit_log set action = 'x'", "delete from audit_log", "truncate audit_log"] {
        let refused = sqlx::query(forbidden).execute(world.db()).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{forbidden}: {refused}");
    }
}

#[tokio::test]
async fn the_team_walks_by_its_own_navigation() {
    let world = World::new().await;
    let page = world.moderator().await.get("/equipe/journal").await;

    assert_eq!(page.attributes(".space__nav", "aria-label"), ["Pages de l’équipe"]);
    assert_eq!(page.texts(".space__nav [aria-current]"), ["Journal"]);
}

#[tokio::test]
async fn the_first_administrator_is_made_once_and_needs_a_second_factor() {
    let world = World::new().await;

    let link = crate::accounts::make_first_admin(&world.app, "Ada@Example.org", "Ada L.").await.unwrap();
    let path = link.strip_prefix("https://doctonext.example").unwrap();
    let browser = world.browser();
    let chosen = browser.post(path, &[("mot_de_passe", "le chat dort sur le toit")]).await;
    assert_eq!(chosen.status, 303, "{}", chosen.text());
    let fields = [("email", "ada@example.org"), ("mot_de_passe", "le chat dort sur le toit")];
    browser.post("/connexion", &fields).await;

    assert_eq!(browser.get("/equipe").await.header("location"), "/espace/securite?second-facteur=1");
    let second = crate::accounts::make_first_admin(&world.app, "eve@example.org", "Eve").await;
    assert!(matches!(second, Err(crate::accounts::FirstAdminError::NotTheFirst)));
}

#[tokio::test]
async fn the_figures_tell_how_long_sellers_take_to_answer() {
    use crate::publishing::tests::{publish, verified, written};
    let world = World::new().await;
    let (claire, team) = (verified(&world, "claire").await, world.moderator().await);
    world.sign_up("paul").await;
    let id = written(&claire).await;
    publish(&claire, &id).await;
    for (request, hours) in [("a", 2), ("b", 4), ("c", 30)] {
        sqlx::query(
            "with asked as (
                 insert into room_requests (id, listing_id, reader_id, state, asked_at, ends_at, ended_at)
                 values ($1, $2, 'paul', 'refused', $3, $3::timestamptz + interval '7 days', $3) returning id, asked_at
             )
             insert into room_events (request_id, at, event, from_state, to_state, tier, actor)
             select id, asked_at + $4 * interval '1 hour', 'refuse', 'requested', 'refused', 0, 'seller' from asked",
        )
        .bind(request)
        .bind(&id)
        .bind(world.app.clock.now())
        .bind(hours)
        .execute(world.db())
        .await
        .unwrap();
    }

    let csv = team.get("/equipe/chiffres.csv").await.text();

    assert!(csv.contains("Remplacement;1;1;0;0;;;4,0\r\n"), "{csv}");
}
