//! An owner who sells in confidence, from the first page of the wizard to the readers of what it hides.

use super::{begin, fill, publish, verified};
use crate::testing::{Browser, World};

const PLACE: [(&str, &str); 5] = [
    ("metier", "doctor/medecine_generale"),
    ("lieu", "Guéret"),
    ("commune", "23096"),
    ("adresse", "12 avenue du Belvédère"),
    ("visibilite", "area"),
];
const FACTS: [(&str, &str); 8] = [
    ("chiffre_affaires", "163417"),
    ("charges", "41,37"),
    ("prix", "81239"),
    ("type_cabinet", "solo"),
    ("disponible", "on_date"),
    ("disponible_le", "2026-09-17"),
    ("motif_cession", "retirement"),
    ("logiciel", "Logisoft"),
];
const TEXT: [(&str, &str); 2] = [
    ("titre", "Cession discrète de patientèle"),
    ("texte", "Patientèle fidèle et variée, locaux clairs, équipe soudée, départ en retraite."),
];

async fn confidential(browser: &Browser<'_>, text: &[(&str, &str)]) -> String {
    let id = begin(browser, "transfer").await;
    fill(browser, &id, "lieu", &PLACE).await;
    fill(browser, &id, "details", &FACTS).await;
    fill(browser, &id, "texte", text).await;
    id
}

async fn online(browser: &Browser<'_>, options: &[(&str, &str)]) -> String {
    let id = confidential(browser, &TEXT).await;
    let mut sent = vec![("quand", "maintenant"), ("action", "publier")];
    sent.extend_from_slice(options);
    let answer = fill(browser, &id, "publier", &sent).await;
    assert_eq!(answer.status, 303, "{}", answer.main());
    id
}

/// Drafts, revisions and facts, as they lie.
async fn kept(world: &World) -> String {
    let mut all = String::new();
    for table in [
        "listing_drafts",
        "listing_revisions",
        "listing_locations",
        "transfer_details",
        "listings",
        "listing_exact",
    ] {
        let rows = format!("select coalesce(string_agg(t::text, ''), '') from {table} t");
        let rows: String = sqlx::query_scalar(sqlx::AssertSqlSafe(rows)).fetch_one(world.db()).await.unwrap();
        all.push_str(&rows);
    }
    all
}

#[tokio::test]
async fn what_is_typed_for_a_confidential_listing_never_lies_in_clear() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = confidential(&claire, &TEXT).await;
    let secrets =
        ["Guéret", "23096", "Belvédère", "163417", "81239", "41,37", "41.37", "Logisoft", "2026-09-17"];

    let written = kept(&world).await;
    publish(&claire, &id).await;
    let online = kept(&world).await;

    for (when, rows) in [("draft", written), ("online", online)] {
        for word in secrets {
            assert!(!rows.contains(word), "{when}: {word} lies in clear");
        }
    }
    let page = claire.get(&format!("/espace/annonces/{id}/modifier/details")).await.text();
    for word in ["163417", "81239", "41,37", "Logisoft", "2026-09-17"] {
        assert!(page.contains(word), "the owner does not find {word} again");
    }
}

#[tokio::test]
async fn words_that_tell_the_place_keep_it_offline_and_are_shown() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let telling = [
        ("titre", "Cession d’un cabinet à Guéret"),
        (
            "texte",
            "À dix minutes de la gare, avenue du Belvédère, appelez le 06 12 34 56 78. Patientèle guérétoise.",
        ),
    ];
    let id = confidential(&claire, &telling).await;

    let answer = publish(&claire, &id).await;

    assert_eq!(answer.status, 422);
    let text = answer.main();
    for words in ["Guéret", "dix minutes de la gare", "avenue du Belvédère", "06 12 34 56 78", "guérétoise"]
    {
        assert!(text.contains(words), "{words} is not shown: {text}");
    }
}

#[tokio::test]
async fn the_proposed_title_of_a_confidential_listing_tells_neither_the_place_nor_the_days() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = begin(&claire, "replacement").await;
    fill(&claire, &id, "lieu", &PLACE).await;
    fill(&claire, &id, "details", &super::DATES).await;

    let page = claire.get(&format!("/espace/annonces/{id}/modifier/texte")).await;

    assert_eq!(
        page.attributes("input[name=titre]", "value"),
        ["Remplacement · Médecine générale · août 2026"]
    );
}

#[tokio::test]
async fn names_of_areas_smaller_than_the_one_that_is_told_keep_a_listing_offline() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let telling = [
        ("titre", "Cession de patientèle en Creuse (23)"),
        ("texte", "Au cœur du Grand Guéret, en Nouvelle-Aquitaine, patientèle fidèle et locaux clairs."),
    ];
    // Without a directory the area is the region.
    let id = confidential(&claire, &telling).await;
    let refused = publish(&claire, &id).await;
    assert_eq!(refused.status, 422);
    for words in ["Creuse", "Grand Guéret"] {
        let told = format!("« {words} »");
        assert!(refused.main().contains(&told), "{words} is not shown: {}", refused.main());
    }
    assert!(!refused.main().contains("« Nouvelle-Aquitaine »"), "everybody reads it anyway");

    // With colleagues enough in the department it is the department.
    crate::listings::confidential::tests::directory(&world, &[("23096", 2), ("23008", 4)]).await;
    let allowed =
        [telling[0], ("texte", "Patientèle fidèle, locaux clairs, équipe soudée, départ en retraite.")];
    let id = confidential(&claire, &allowed).await;
    assert_eq!(publish(&claire, &id).await.status, 303);
}

#[tokio::test]
async fn an_owner_names_who_must_not_see_it_and_finds_the_list_again() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let paul = world.sign_up("paul").await;
    let id = online(&claire, &[("masquer_a", "paul@example.org"), ("masquer_communes", "Aubusson")]).await;

    assert_eq!(paul.get(&format!("/annonces/{id}")).await.status, 404);
    assert_eq!(world.get(&format!("/api/v1/listings/{id}")).await.status, 200);
    let page = claire.get(&format!("/espace/annonces/{id}/modifier/publier")).await;
    assert!(page.texts("textarea[name=masquer_a]")[0].contains("paul@example.org"));
    let own = claire.get(&format!("/annonces/{id}")).await;
    assert!(own.status == 308 || own.status == 200);
}

#[tokio::test]
async fn who_can_be_no_colleague_is_said_beside_the_field_and_stays_typed() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = confidential(&claire, &TEXT).await;

    let options = [
        ("quand", "maintenant"),
        ("action", "publier"),
        ("masquer_a", "mon voisin"),
        ("masquer_associes", "1"),
    ];
    let answer = fill(&claire, &id, "publier", &options).await;

    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert!(text.contains("mon voisin") && text.contains("ni une adresse e-mail"), "{}", answer.main());
    assert!(text.contains("vérifier votre numéro"), "{}", answer.main());
}

#[tokio::test]
async fn the_team_reads_what_is_hidden_with_a_reason_that_the_owner_reads() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = online(&claire, &[]).await;
    let mina = world.moderator().await;
    let page = format!("/equipe/annonces/{id}/exact");

    assert!(!mina.get(&page).await.text().contains("Guéret"));
    assert_eq!(mina.post(&page, &[("motif", "vu")]).await.status, 422);
    let shown = mina.post(&page, &[("motif", "Signalement d’un doublon d’annonce")]).await;

    assert_eq!(shown.status, 200);
    assert!(shown.main().contains("Guéret") && shown.main().contains("163 417"), "{}", shown.main());
    let history = claire.get(&format!("/espace/annonces/{id}/historique")).await.main();
    assert!(history.contains("Mina") && history.contains("Signalement d’un doublon"), "{history}");
    let preview = claire.get(&format!("/espace/annonces/{id}/apercu")).await;
    assert!(preview.status == 200 && !preview.main().contains("163"), "{}", preview.main());
}

#[tokio::test]
async fn what_a_confidential_practice_sold_for_is_kept_as_a_band_told_to_its_owner_and_forgotten() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = online(&claire, &[]).await;
    claire.post(&format!("/espace/annonces/{id}/etat"), &[("acte", "fill")]).await;

    let told = claire
        .post(&format!("/espace/annonces/{id}/pourvue"), &[("motif", "concluded_here"), ("prix", "79321")])
        .await;

    assert_eq!(told.status, 303);
    assert!(!kept(&world).await.contains("79321"));
    let mut tx = world.db().begin().await.unwrap();
    let copy = crate::listings::personal_data::export(&world.app, &mut tx, "claire").await.unwrap();
    assert_eq!(copy["annonces"][0]["prix_conclu_tranche"], 4);
    crate::listings::personal_data::erase(&mut tx, "claire", world.app.clock.now()).await.unwrap();
    let left: Option<i32> =
        sqlx::query_scalar("select closing_price_band from listings").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(left, None);
}

#[tokio::test]
async fn the_team_that_looks_at_a_draft_written_in_confidence_is_told_to_its_owner() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = confidential(&claire, &TEXT).await;
    world.admin().await;
    let look = "update sessions set acting_staff_id = 'ada', acting_reason = 'aide' where user_id = 'claire'";
    sqlx::query(look).execute(world.db()).await.unwrap();

    assert_eq!(claire.get(&format!("/espace/annonces/{id}/modifier/details")).await.status, 200);

    let read: (String, String) =
        sqlx::query_as("select reader_id, reason from listing_exact_readings where listing_id = $1")
            .bind(&id)
            .fetch_one(world.db())
            .await
            .unwrap();
    assert_eq!(read, ("ada".to_owned(), "regard sur le compte".to_owned()));
}
