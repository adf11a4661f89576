//! Who may go where: every route of the site, as every kind of visitor. A route that is not in the table fails the test,
//! and so does a row without a route.

use std::{collections::BTreeSet, fs, path::Path};

use crate::testing::{Answer, World, claires_practice};

mod visitors;
use visitors::{KINDS, Kind};

/// Whom a route lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// Anyone.
    Everyone,
    /// Anyone with a session, whether or not their address is confirmed.
    SignedIn,
    /// Anyone with a session, even the team looking as a member: the way out of a look.
    EvenLooking,
    /// Members: signed in, address confirmed.
    Member,
    /// The team, with a second factor; the address does not exist for others.
    Moderator,
    /// Administrators, with a second factor.
    Admin,
    /// Members who proved who they are a short while ago (ours just signed in).
    Recent,
    /// Programs with a token, and no session whatever it is: `access::tests`.
    Token,
}
use Door::{Admin, EvenLooking, Everyone, Member, Moderator, Recent, SignedIn, Token};

/// Route, an address of it, who may read it, who may send to it.
type Row = (&'static str, &'static str, Option<Door>, Option<Door>);

const TABLE: &[Row] = &[
    ("/", "/", Some(Everyone), None),
    ("/a-propos", "/a-propos", Some(Everyone), None),
    ("/accessibilite", "/accessibilite", Some(Everyone), None),
    ("/annonces", "/annonces", Some(Everyone), None),
    // A link of a letter: listings::tests.
    ("/annonces/reponse/{token}", "", None, None),
    ("/annonces/{address}", "LISTING", Some(Everyone), None),
    ("/api", "/api", Some(Everyone), None),
    ("/api/openapi.json", "/api/openapi.json", Some(Everyone), None),
    ("/api/v1/communes", "/api/v1/communes?q=gueret", Some(Everyone), None),
    ("/api/v1/departments", "/api/v1/departments", Some(Everyone), None),
    ("/api/v1/enumerations", "/api/v1/enumerations", Some(Everyone), None),
    ("/api/v1/listings", "/api/v1/listings", Some(Everyone), None),
    ("/api/v1/listings", "/api/v1/listings", None, Some(Token)),
    ("/api/v1/listings/{id}", "/api/v1/listings/0199c0de-0000-7000-8000-000000000001", Some(Everyone), None),
    ("/api/v1/me/listings", "/api/v1/me/listings", Some(Token), None),
    ("/api/v1/me/listings/{id}", "/api/v1/me/listings/inconnue", Some(Token), None),
    ("/api/v1/me/listings/{id}/{act}", "/api/v1/me/listings/inconnue/pause", None, Some(Token)),
    ("/api/v1/professions", "/api/v1/professions", Some(Everyone), None),
    ("/api/v1/regions", "/api/v1/regions", Some(Everyone), None),
    ("/assets/{*path}", "ASSET", Some(Everyone), None),
    // Random names: people::tests.
    ("/avatars/{file}", "", None, None),
    ("/classement", "/classement", Some(Everyone), None),
    ("/conditions", "/conditions", Some(Everyone), None),
    ("/confidentialite", "/confidentialite", Some(Everyone), None),
    ("/confidentialite/conservation", "/confidentialite/conservation", Some(Everyone), None),
    ("/confirmer-adresse", "/confirmer-adresse", Some(SignedIn), Some(SignedIn)),
    ("/confirmer-adresse/{token}", "/confirmer-adresse/inconnu", Some(Everyone), Some(Everyone)),
    ("/connexion", "/connexion", Some(Everyone), Some(Everyone)),
    ("/connexion/cle", "/connexion/cle", None, Some(Everyone)),
    ("/connexion/cle/demande", "/connexion/cle/demande", None, Some(Everyone)),
    // Lead to a provider, when there is one: federation::tests.
    ("/connexion/avec/{id}", "", None, None),
    ("/connexion/avec/{id}/retour", "", None, None),
    ("/connexion/confirmation/avec/{id}", "", None, None),
    ("/connexion/confirmation", "/connexion/confirmation", Some(SignedIn), Some(SignedIn)),
    ("/connexion/verification", "/connexion/verification", Some(Everyone), Some(Everyone)),
    ("/connexion/verification/cle", "/connexion/verification/cle", None, Some(Everyone)),
    ("/connexion/verification/cle/demande", "/connexion/verification/cle/demande", None, Some(Everyone)),
    ("/contact", "/contact", Some(Everyone), None),
    ("/credits", "/credits", Some(Everyone), None),
    ("/deconnexion", "/deconnexion", None, Some(Everyone)),
    // In production these three do not exist: letters::tests.
    ("/dev/outbox", "/dev/outbox", Some(Everyone), None),
    ("/dev/outbox/{file}", "", None, None),
    ("/dev/outbox/{file}/html", "", None, None),
    ("/equipe", "/equipe", Some(Moderator), None),
    ("/equipe/conservation", "/equipe/conservation", Some(Moderator), None),
    ("/equipe/journal", "/equipe/journal", Some(Moderator), None),
    ("/equipe/personnes", "/equipe/personnes", Some(Moderator), None),
    ("/equipe/personnes/{id}", "/equipe/personnes/ada", Some(Moderator), None),
    ("/equipe/personnes/{id}/regard", "/equipe/personnes/ada/regard", None, Some(Admin)),
    ("/equipe/personnes/{id}/role", "/equipe/personnes/ada/role", None, Some(Admin)),
    (
        "/equipe/personnes/{id}/verification",
        "/equipe/personnes/ada/verification",
        Some(Moderator),
        Some(Moderator),
    ),
    ("/equipe/personnes/{id}/sessions/fin", "/equipe/personnes/zoe/sessions/fin", None, Some(Moderator)),
    ("/equipe/regard/fin", "/equipe/regard/fin", None, Some(EvenLooking)),
    ("/equipe/travaux", "/equipe/travaux", Some(Moderator), None),
    ("/equipe/travaux/reprise", "/equipe/travaux/reprise", None, Some(Moderator)),
    ("/equipe/verifications", "/equipe/verifications", Some(Moderator), None),
    // Of a case that exists: verification::tests.
    ("/equipe/verifications/{id}", "", None, None),
    ("/equipe/verifications/{id}/numero", "", None, None),
    ("/equipe/verifications/{id}/pieces/{piece}", "", None, None),
    ("/espace", "/espace", Some(SignedIn), None),
    ("/espace/donnees", "/espace/donnees", Some(SignedIn), None),
    ("/espace/donnees/export", "/espace/donnees/export", Some(Recent), Some(Recent)),
    // Of its owner alone: privacy::tests.
    ("/espace/donnees/export/{id}", "", None, None),
    ("/espace/donnees/suppression", "/espace/donnees/suppression", Some(Recent), Some(Recent)),
    ("/espace/donnees/suppression/annulation", "/espace/donnees/suppression/annulation", None, Some(Member)),
    ("/espace/notifications", "/espace/notifications", Some(Member), Some(Member)),
    ("/espace/pieces", "/espace/pieces", Some(Member), None),
    // Forms with a file, and documents that exist: pieces::tests.
    ("/espace/pieces/ajout", "", None, None),
    ("/espace/pieces/journal", "/espace/pieces/journal", Some(Member), None),
    ("/espace/pieces/partage", "/espace/pieces/partage", Some(Member), Some(Member)),
    ("/espace/pieces/partages/{id}/fin", "/espace/pieces/partages/inconnu/fin", None, Some(Member)),
    ("/espace/pieces/{id}", "", None, None),
    ("/espace/pieces/{id}/fichier", "", None, None),
    ("/espace/pieces/{id}/remplacement", "", None, None),
    ("/espace/pieces/{id}/suppression", "", None, None),
    ("/espace/pieces/{id}/verification", "", None, None),
    ("/espace/profil", "/espace/profil", Some(Member), Some(Member)),
    // A form with a file: people::tests.
    ("/espace/profil/photo", "", None, None),
    ("/espace/profil/photo/retrait", "/espace/profil/photo/retrait", None, Some(Member)),
    ("/espace/profil/telephone", "/espace/profil/telephone", None, Some(Member)),
    ("/espace/profil/telephone/retrait", "/espace/profil/telephone/retrait", None, Some(Member)),
    ("/espace/securite", "/espace/securite", Some(SignedIn), None),
    ("/espace/securite/adresse", "/espace/securite/adresse", Some(Recent), Some(Recent)),
    ("/espace/securite/comptes", "/espace/securite/comptes", Some(Recent), Some(Recent)),
    // Leads to a provider, when there is one: federation::tests.
    ("/espace/securite/comptes/{id}", "", None, None),
    ("/espace/securite/comptes/{id}/fin", "/espace/securite/comptes/inconnu/fin", None, Some(Recent)),
    (
        "/espace/securite/double-authentification",
        "/espace/securite/double-authentification",
        Some(Recent),
        Some(Recent),
    ),
    (
        "/espace/securite/double-authentification/cles",
        "/espace/securite/double-authentification/cles",
        None,
        Some(Recent),
    ),
    (
        "/espace/securite/double-authentification/cles/demande",
        "/espace/securite/double-authentification/cles/demande",
        None,
        Some(Recent),
    ),
    (
        "/espace/securite/double-authentification/cles/{id}/fin",
        "/espace/securite/double-authentification/cles/inconnue/fin",
        None,
        Some(Recent),
    ),
    (
        "/espace/securite/double-authentification/cles/{id}/nom",
        "/espace/securite/double-authentification/cles/inconnue/nom",
        None,
        Some(Recent),
    ),
    (
        "/espace/securite/double-authentification/codes",
        "/espace/securite/double-authentification/codes",
        None,
        Some(Recent),
    ),
    (
        "/espace/securite/double-authentification/fin",
        "/espace/securite/double-authentification/fin",
        None,
        Some(Recent),
    ),
    ("/espace/securite/mot-de-passe", "/espace/securite/mot-de-passe", Some(Recent), Some(Recent)),
    ("/espace/securite/sessions/fin", "/espace/securite/sessions/fin", None, Some(SignedIn)),
    ("/espace/securite/sessions/{id}/fin", "/espace/securite/sessions/inconnue/fin", None, Some(SignedIn)),
    ("/espace/acces", "/espace/acces", Some(Member), None),
    ("/espace/acces/nouveau", "/espace/acces/nouveau", Some(Recent), Some(Recent)),
    ("/espace/acces/{id}/fin", "/espace/acces/inconnue/fin", None, Some(Member)),
    ("/espace/annonces", "/espace/annonces", Some(Member), None),
    ("/espace/annonces/nouvelle", "/espace/annonces/nouvelle", Some(Member), Some(Member)),
    // A form with a file, and what was sent with it: publishing::imports::tests.
    ("/espace/annonces/import", "", None, None),
    (
        "/espace/annonces/import/modeles/{type}",
        "/espace/annonces/import/modeles/transfer",
        Some(Member),
        None,
    ),
    ("/espace/annonces/import/{id}", "", None, None),
    ("/espace/annonces/import/{id}/rapport", "", None, None),
    // Of a listing of one's own: publishing::tests.
    ("/espace/annonces/{id}/abandonner", "", None, None),
    ("/espace/annonces/{id}/apercu", "", None, None),
    ("/espace/annonces/{id}/dupliquer", "", None, None),
    ("/espace/annonces/{id}/etat", "", None, None),
    ("/espace/annonces/{id}/historique", "", None, None),
    ("/espace/annonces/{id}/pourvue", "", None, None),
    ("/espace/annonces/{id}/statistiques", "", None, None),
    ("/espace/annonces/{id}/statistiques.csv", "", None, None),
    ("/espace/annonces/{id}/supprimer", "", None, None),
    ("/espace/annonces/{id}/modifier", "", None, None),
    ("/espace/annonces/{id}/modifier/{etape}", "", None, None),
    ("/espace/annonces/{id}/modifier/publier", "", None, None),
    ("/espace/annonces/{id}/relecture", "", None, None),
    ("/espace/verification", "/espace/verification", Some(Member), Some(Member)),
    // A form with a file: verification::tests.
    ("/espace/verification/pieces", "", None, None),
    ("/espace/verification/structure", "/espace/verification/structure", None, Some(Member)),
    ("/favicon.ico", "/favicon.ico", Some(Everyone), None),
    ("/favicon.svg", "/favicon.svg", Some(Everyone), None),
    ("/healthz", "/healthz", Some(Everyone), None),
    ("/illustrations/{name}", "/illustrations/availability-chiropractor-2.svg", Some(Everyone), None),
    ("/inscription", "/inscription", Some(Everyone), Some(Everyone)),
    ("/inscription/autre-compte", "/inscription/autre-compte", Some(Everyone), Some(Everyone)),
    (
        "/inscription/autre-compte/{token}",
        "/inscription/autre-compte/inconnu",
        Some(Everyone),
        Some(Everyone),
    ),
    ("/inscription/{token}", "/inscription/inconnu", Some(Everyone), Some(Everyone)),
    // A signed link, clicked by mail programs too: letters::tests.
    ("/lettres/desinscription/{token}", "", None, None),
    ("/mentions-legales", "/mentions-legales", Some(Everyone), None),
    // The figures are for this machine or for a token: routes::tests.
    ("/metrics", "", None, None),
    ("/mot-de-passe-oublie", "/mot-de-passe-oublie", Some(Everyone), Some(Everyone)),
    ("/mot-de-passe/{token}", "/mot-de-passe/inconnu", Some(Everyone), Some(Everyone)),
    // Of whoever holds a link: pieces::tests.
    ("/pieces/partage/{token}", "", None, None),
    ("/pieces/partage/{token}/{piece}", "", None, None),
    // Of who wants a page, and of nobody else: people::tests.
    ("/praticiens/{address}", "", None, None),
    ("/readyz", "/readyz", Some(Everyone), None),
    ("/robots.txt", "/robots.txt", Some(Everyone), None),
    ("/sitemap.xml", "/sitemap.xml", Some(Everyone), None),
    ("/sitemaps/{file}", "/sitemaps/pages.xml", Some(Everyone), None),
    ("/style", "/style", Some(Everyone), None),
];

/// What a visitor meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    In,
    SignInFirst,
    ConfirmAddressFirst,
    SecondFactorFirst,
    Refused,
    Missing,
    Broken,
}

fn expected(door: Door, kind: Kind, sends: bool) -> Met {
    match (door, kind) {
        (EvenLooking, Kind::Looking) => Met::In,
        (_, Kind::Looking) if sends => Met::Refused,
        (SignedIn | EvenLooking | Member | Recent | Moderator | Admin, Kind::Anonymous) | (Token, _) => {
            Met::SignInFirst
        }
        (Member | Recent, Kind::Unconfirmed) => Met::ConfirmAddressFirst,
        (Recent, Kind::Looking) => Met::Refused,
        (Moderator, Kind::BareModerator) => Met::SecondFactorFirst,
        (Everyone | SignedIn | EvenLooking | Member | Recent, _)
        | (Moderator | Admin, Kind::Admin)
        | (Moderator, Kind::Moderator) => Met::In,
        (Moderator | Admin, _) => Met::Missing,
    }
}

fn met(answer: &Answer) -> Met {
    let place = answer.header("location");
    match answer.status.as_u16() {
        303 if place.starts_with("/connexion?retour=") => Met::SignInFirst,
        303 if place == "/confirmer-adresse" => Met::ConfirmAddressFirst,
        303 if place == "/espace/securite?second-facteur=1" => Met::SecondFactorFirst,
        200..=399 | 400 | 410 | 422 | 429 => Met::In,
        401 => Met::SignInFirst,
        403 => Met::Refused,
        404 | 405 => Met::Missing,
        _ => Met::Broken,
    }
}

#[tokio::test]
async fn every_route_lets_in_whom_it_should_and_nobody_else() {
    let mut wrong = Vec::new();
    let mut checked = 0;
    for kind in KINDS {
        let world = World::new().await;
        world.admin().await;
        let listing = world.publish([claires_practice()]).await.remove(0);
        for (route, address, reads, sends) in TABLE {
            let address = match *address {
                "LISTING" => listing.as_str(),
                "ASSET" => crate::shell::asset("main.css"),
                other => other,
            };
            // A browser of its own: some acts end the session.
            let browser = kind.arrive(&world).await;
            if let Some(door) = reads {
                let seen = met(&browser.get(address).await);
                checked += 1;
                if seen != expected(*door, kind, false) {
                    wrong.push(format!("GET {route} as {kind:?}: {seen:?}"));
                }
            }
            if let Some(door) = sends {
                let bare = met(&browser.post_without_token(address, &[]).await);
                let bare_expected = match expected(*door, kind, true) {
                    Met::In => Met::Refused,
                    other => other,
                };
                let seen = met(&browser.post(address, &[]).await);
                checked += 2;
                if bare != bare_expected {
                    wrong.push(format!("POST {route} without a token as {kind:?}: {bare:?}"));
                }
                if seen != expected(*door, kind, true) {
                    wrong.push(format!("POST {route} as {kind:?}: {seen:?}"));
                }
            }
        }
    }
    println!("{checked} rows checked");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Routes of the sources: what stands behind `.route(`, which must be a literal, or nobody would see it here.
fn routes(folder: &Path, found: &mut BTreeSet<(String, bool, bool)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("tests") {
            // Servers that tests start have routes too.
        } else if path.is_dir() {
            routes(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("rights.rs") {
            let text = fs::read_to_string(&path).unwrap();
            for rest in text.split(".route(").skip(1) {
                let mut quoted = rest.trim_start().split('"');
                let (Some(""), Some(route)) = (quoted.next(), quoted.next()) else {
                    panic!("{}: a route must be written out: {:.60}", path.display(), rest.trim_start());
                };
                let handlers = rest.split(".route(").next().unwrap().split("\n}").next().unwrap();
                found.insert((route.to_owned(), handlers.contains("get("), handlers.contains("post(")));
            }
        }
    }
}

#[test]
fn every_route_is_in_the_table_and_every_row_is_a_route() {
    let mut found = BTreeSet::new();
    routes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let found: BTreeSet<_> = found.into_iter().filter(|(route, ..)| route.starts_with('/')).collect();
    // Rows without an address are tried elsewhere: their routes need only be named.
    let named: BTreeSet<&str> =
        TABLE.iter().filter(|(_, address, ..)| address.is_empty()).map(|(route, ..)| *route).collect();
    let found: BTreeSet<_> =
        found.into_iter().filter(|(route, ..)| !named.contains(route.as_str())).collect();
    let told: BTreeSet<_> = TABLE
        .iter()
        .filter(|(_, address, ..)| !address.is_empty())
        .map(|(route, _, reads, sends)| (route.to_string(), reads.is_some(), sends.is_some()))
        .collect();
    let missing: Vec<_> = found.difference(&told).collect();
    let stale: Vec<_> = told.difference(&found).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "not in the table: {missing:?}; no longer a route: {stale:?}"
    );
}
