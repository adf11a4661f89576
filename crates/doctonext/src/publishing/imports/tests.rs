//! Journeys of organisations, through the routes, on a real database.

use axum::{
    body::Body,
    http::{Request, header},
};

use super::act;
use crate::testing::{Answer, Browser, Someone, World};

const IMPORT: &str = "/espace/annonces/import";
const COLUMNS: &str = "reference;metier;lieu;visibilite;du;au;jours;retrocession;logement;titre;texte";

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}

async fn organisation<'a>(world: &'a World, id: &str) -> Browser<'a> {
    let browser = world.sign_up_as(id, Someone { trust_level: 2, ..Someone::default() }).await;
    sqlx::query("update users set account_kind = 'organisation' where id = $1")
        .bind(id)
        .execute(world.db())
        .await
        .unwrap();
    browser
}

/// A line with all that is needed.
fn line(reference: &str, title: &str) -> String {
    format!(
        "{reference};Médecine générale;Guéret;commune;03/08/2026;14/08/2026;lundi|mardi;72,5;oui;{title};\"Maison de santé récente ; équipe soudée, logement à deux pas.\""
    )
}

fn file(lines: &[String]) -> String {
    format!("{COLUMNS}\r\n{}\r\n", lines.join("\r\n"))
}

async fn send(browser: &Browser<'_>, bytes: &[u8]) -> Answer {
    let token = browser.form_token().await;
    let mut body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"jeton\"\r\n\r\n{token}\r\n--x\r\ncontent-disposition: form-data; name=\"type\"\r\n\r\nreplacement\r\n--x\r\ncontent-disposition: form-data; name=\"fichier\"; filename=\"C:\\été.csv\"\r\ncontent-type: text/csv\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Request::post(IMPORT)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

/// Sends a file that can be read; the page of its import.
async fn sent(browser: &Browser<'_>, bytes: &[u8]) -> String {
    let answer = send(browser, bytes).await;
    assert_eq!(answer.status, 303, "{}", answer.main());
    answer.header("location").to_owned()
}

async fn import(world: &World, browser: &Browser<'_>, page: &str, fields: &[(&str, &str)]) {
    assert_eq!(browser.post(page, fields).await.status, 303);
    act::run(&world.app, page.rsplit('/').next().unwrap()).await.unwrap();
}

/// « prête 2 », as the page counts them.
async fn counts(browser: &Browser<'_>, page: &str) -> Vec<String> {
    let page = browser.get(page).await;
    page.texts("dl.facts dt")
        .into_iter()
        .zip(page.texts("dl.facts dd"))
        .map(|(a, b)| format!("{a} {b}"))
        .collect()
}

#[tokio::test]
async fn a_file_is_checked_then_imported_whatever_its_writing_and_never_twice() {
    let world = World::new().await;
    let browser = organisation(&world, "clinique").await;
    let text =
        file(&[line("R-1", "Remplacement d’été à Guéret"), line("", "Remplacement de juillet à Guéret")]);
    let page = sent(&browser, format!("\u{feff}{text}").as_bytes()).await;
    assert_eq!(counts(&browser, &page).await, ["prête 2"]);
    assert_eq!(count(&world, "select count(*) from listings").await, 0, "nothing is done before it is asked");

    import(&world, &browser, &page, &[]).await;
    assert_eq!(counts(&browser, &page).await, ["brouillon créé 2"]);
    assert_eq!(
        count(&world, "select count(*) from listings where status = 'draft' and title like 'Remplacement%'")
            .await,
        2
    );

    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(&text);
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let tabs = text.replace(" ; ", " – ").replace(';', "\t").replace(" – ", " ; ");
    for other in [text.as_bytes(), &latin, &utf16, tabs.as_bytes()] {
        let page = sent(&browser, other).await;
        assert_eq!(counts(&browser, &page).await, ["déjà importée 2"]);
    }
    assert_eq!(browser.post(&page, &[]).await.status, 303, "the second of two clicks");
    assert_eq!(count(&world, "select count(*) from listings").await, 2);
}

#[tokio::test]
async fn a_wrong_line_holds_no_other_up_and_comes_back_corrected() {
    let world = World::new().await;
    let browser = organisation(&world, "clinique").await;
    let wrong = line("R-2", "Court").replace("Guéret", "Nullepart").replace("oui", "peut-être");
    let lines = [
        line("R-1", "Remplacement d’été à Guéret"),
        wrong,
        line("R-1", "Remplacement d’hiver à Guéret"),
        "trop;de;cellules;;;;;;;;;;;;fin".to_owned(),
    ];
    let page = sent(&browser, file(&lines).as_bytes()).await;

    let shown = browser.get(&page).await;
    let rows = shown.texts("tbody tr");
    assert_eq!(rows.len(), 3, "{rows:?}");
    for word in ["3R-2à reprendre", "commune", "logement", "titre"] {
        assert!(rows[0].contains(word), "{word}: {}", rows[0]);
    }
    assert!(
        rows[1].contains("La ligne 2 porte la même référence") && rows[2].contains("plus de cellules"),
        "{rows:?}"
    );
    import(&world, &browser, &page, &[]).await;
    assert_eq!(counts(&browser, &page).await, ["brouillon créé 1", "à reprendre 3"]);

    let report = browser.get(&format!("{page}/rapport")).await;
    assert!(report.header("content-disposition").contains("rapport-import.csv"));
    let text = report.text();
    assert!(
        text.contains("Nullepart") && text.contains("à reprendre"),
        "nothing of a wrong line is lost: {text}"
    );
    let corrected = text
        .replace("Nullepart", "Guéret")
        .replace("Court", "Remplacement de printemps")
        .replace("peut-être", "non");
    let page = sent(&browser, corrected.as_bytes()).await;
    assert_eq!(
        counts(&browser, &page).await[..2],
        ["prête 1", "à reprendre 2"],
        "{}",
        browser.get(&page).await.main()
    );
}

#[tokio::test]
async fn a_reference_that_comes_again_updates_its_draft_and_leaves_alone_what_is_online() {
    let world = World::new().await;
    let browser = organisation(&world, "clinique").await;
    let first = file(&[line("R-1", "Remplacement d’été à Guéret")]);
    let page = sent(&browser, first.as_bytes()).await;
    import(&world, &browser, &page, &[]).await;

    let second = file(&[line("R-1", "Remplacement d’automne à Guéret")]);
    let page = sent(&browser, second.as_bytes()).await;
    assert_eq!(counts(&browser, &page).await, ["prête 1"]);
    import(&world, &browser, &page, &[("publier", "1")]).await;
    assert_eq!(counts(&browser, &page).await, ["en ligne 1"]);
    assert_eq!(count(&world, "select count(*) from listings where status = 'active' and title = 'Remplacement d’automne à Guéret'").await, 1);
    assert_eq!(count(&world, "select count(*) from legal_log where fact = 'published'").await, 1);

    let page = sent(&browser, first.as_bytes()).await;
    assert_eq!(counts(&browser, &page).await, ["déjà importée 1"]);
    sqlx::query("update listings set status = 'archived', deleted_at = now()")
        .execute(world.db())
        .await
        .unwrap();
    let page = sent(&browser, first.as_bytes()).await;
    assert_eq!(counts(&browser, &page).await, ["prête 1"], "a listing that was deleted may be imported anew");
    import(&world, &browser, &page, &[]).await;
    assert_eq!(count(&world, "select count(*) from listings").await, 2);
}

#[tokio::test]
async fn what_may_not_go_online_stays_a_draft_and_says_why() {
    let world = World::new().await;
    let browser = organisation(&world, "clinique").await;
    let lines: Vec<String> =
        (0..52).map(|n| line(&format!("R-{n}"), &format!("Remplacement numéro {n} à Guéret"))).collect();
    let page = sent(&browser, file(&lines).as_bytes()).await;
    import(&world, &browser, &page, &[("publier", "on")]).await;

    assert_eq!(counts(&browser, &page).await, ["en ligne 50", "brouillon, non mis en ligne 2"]);
    assert!(browser.get(&page).await.texts("tbody tr")[0].contains("nombre d’annonces en ligne permis"));
    assert_eq!(count(&world, "select count(*) from listing_drafts").await, 2);
    assert_eq!(count(&world, "select count(*) from listing_search").await, 50);
}

#[tokio::test]
async fn an_import_that_is_killed_goes_on_where_it_was() {
    let world = World::new().await;
    let browser = organisation(&world, "clinique").await;
    let lines: Vec<String> =
        (0..20).map(|n| line(&format!("R-{n}"), &format!("Remplacement numéro {n} à Guéret"))).collect();
    let page = sent(&browser, file(&lines).as_bytes()).await;
    let id = page.rsplit('/').next().unwrap().to_owned();
    browser.post(&page, &[]).await;
    let (asked, owner) = act::running(&world.app, &id).await.unwrap().unwrap();
    for _ in 0..8 {
        assert!(act::step(&world.app, &asked, &owner).await.unwrap());
    }
    let shown = browser.get(&page).await;
    assert!(shown.main().contains("8 lignes sur 20"), "{}", shown.main());
    let other = send(&browser, file(&lines).as_bytes()).await;
    assert_eq!(other.status, 409, "one at a time");

    let (one, two) = futures::join!(act::run(&world.app, &id), act::run(&world.app, &id));
    one.and(two).unwrap();
    assert_eq!(counts(&browser, &page).await, ["brouillon créé 20"]);
    assert!(browser.get(&page).await.main().contains("import terminé"));
    assert_eq!(count(&world, "select count(*) from listings").await, 20);
    let jobs = "select count(*) from graphile_worker.jobs where task_identifier = 'import_listings'";
    assert_eq!(count(&world, jobs).await, 1);
}

#[tokio::test]
async fn two_thousand_lines_are_imported_once() {
    let world = World::new().await;
    let browser = organisation(&world, "clinique").await;
    let lines: Vec<String> =
        (0..2000).map(|n| line(&format!("R-{n}"), &format!("Remplacement numéro {n} à Guéret"))).collect();
    let started = std::time::Instant::now();
    let page = sent(&browser, file(&lines).as_bytes()).await;
    let checked = started.elapsed();
    import(&world, &browser, &page, &[]).await;
    println!("checked in {checked:?}, imported after {:?}", started.elapsed());
    assert_eq!(counts(&browser, &page).await, ["brouillon créé 2 000"]);

    let page = sent(&browser, file(&lines).as_bytes()).await;
    assert_eq!(counts(&browser, &page).await, ["déjà importée 2 000"]);
    assert_eq!(count(&world, "select count(*) from listings").await, 2000);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_why_beside_its_field() {
    let world = World::new().await;
    let browser = organisation(&world, "clinique").await;
    let large = vec![b'x'; super::LARGEST + 1];
    for (bytes, why) in [
        (&b""[..], "Choisissez un fichier"),
        (b"PK\x03\x04\0", "pas un fichier CSV"),
        (b"a;b\n1;2\n", "Aucune colonne"),
        (b"titre\n", "est vide"),
        (&large, "5"),
    ] {
        let page = send(&browser, bytes).await;
        assert_eq!(page.status, 422, "{why}");
        assert!(page.texts("#fichier-erreur")[0].contains(why), "{:?}", page.texts("#fichier-erreur"));
        assert_eq!(page.attributes("option[selected]", "value"), ["replacement"], "what was chosen stays");
    }
    assert_eq!(count(&world, "select count(*) from listing_imports").await, 0);
}

#[tokio::test]
async fn an_import_is_of_its_organisation_alone() {
    let world = World::new().await;
    let (clinic, town) = (organisation(&world, "clinique").await, organisation(&world, "mairie").await);
    let text = file(&[line("R-1", "=HYPERLINK(\"\"x\"\")")])
        .replace("=HYPERLINK(\"\"x\"\")", "\"=HYPERLINK(\"\"x\"\")\"");
    let page = sent(&clinic, text.as_bytes()).await;

    for address in [page.clone(), format!("{page}/rapport")] {
        assert_eq!(town.get(&address).await.status, 404);
        assert!(world.browser().get(&address).await.header("location").starts_with("/connexion"));
    }
    assert_eq!(town.post(&page, &[]).await.status, 404);
    assert_eq!(clinic.post_without_token(&page, &[]).await.status, 403);
    let report = clinic.get(&format!("{page}/rapport")).await.text();
    assert!(report.contains(";\"'=HYPERLINK("), "{report}");
    let practitioner = world.sign_up_as("claire", Someone { trust_level: 3, ..Someone::default() }).await;
    assert!(practitioner.get(IMPORT).await.main().contains("réservé aux structures"));
    assert_eq!(send(&practitioner, text.as_bytes()).await.status, 403);

    // The same reference of another organisation is another listing.
    let same = file(&[line("R-1", "Remplacement d’été à Guéret")]);
    for browser in [&clinic, &town] {
        let page = sent(browser, same.as_bytes()).await;
        import(&world, browser, &page, &[]).await;
    }
    assert_eq!(count(&world, "select count(*) from listings").await, 2);
}

#[tokio::test]
async fn a_model_can_be_filled_and_sent() {
    let world = World::new().await;
    let browser = organisation(&world, "clinique").await;
    let page = browser.get(IMPORT).await;
    let models = page.attributes("a[download]", "href");
    assert_eq!(models.len(), 4);
    let model = browser.get(&models[1]).await;
    assert!(model.header("content-type").starts_with("text/csv"));
    let empty = send(&browser, &model.body).await;
    assert!(empty.texts("#fichier-erreur")[0].contains("vide"));
}
