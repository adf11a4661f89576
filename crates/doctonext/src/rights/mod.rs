//! Who may go where: every route of the site, as every kind of visitor. A route that is not in the table fails the test,
//! and so does a row without a route.

use std::{collections::BTreeSet, fs, path::Path};

use crate::testing::{Answer, World, claires_practice};

mod table;
mod visitors;
use table::TABLE;
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
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("rights/mod.rs") {
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
