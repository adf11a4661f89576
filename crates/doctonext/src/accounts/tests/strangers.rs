//! Who asks with an address learns nothing of whether it has an account: the same answer after the same work. Times are
//! compared by `script/bench same-time`.

use platform::testing::StatementCounter;

use crate::testing::{Answer, World};

/// What an answer shows of itself, without what differs each time: the address typed, tokens, numbers of requests.
fn shape(answer: &Answer, email: &str) -> String {
    let headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| !["x-request-id", "etag", "content-length"].contains(&name.as_str()))
        .map(|(name, value)| {
            let value = value.to_str().unwrap();
            // Of a cookie, everything but its value.
            let value = value
                .split_once('=')
                .filter(|_| name == "set-cookie")
                .map_or(value.to_owned(), |(name, rest)| {
                    format!("{name}=…{}", rest.split_once(';').map_or("", |(_, it)| it))
                });
            format!("{name}: {value}")
        })
        .collect();
    let text = answer.text().replace(email, "…");
    let mut body = String::new();
    for (n, piece) in text.split('"').enumerate() {
        // Long attributes are tokens and challenges.
        let is_token = n % 2 == 1
            && piece.len() > 16
            && !piece.contains([' ', '/', ','])
            && piece.bytes().any(|it| it.is_ascii_digit() || it.is_ascii_uppercase());
        body.push_str(if is_token { "token" } else { piece });
    }
    format!("{}\n{}\n{body}", answer.status, headers.join("\n"))
}

/// Sends the form of a door for an address in a new browser; gives the answer's shape and the statements that it took.
async fn knock(world: &World, counter: &StatementCounter, door: &str, email: &str) -> (String, Vec<String>) {
    sqlx::query("truncate attempts").execute(world.db()).await.unwrap();
    let browser = world.browser();
    browser.form_token().await;
    counter.reset();
    let form = [("email", email), ("mot_de_passe", "une autre phrase"), ("rester", "1")];
    let answer = browser.post(door, &form).await;
    let mut statements = counter.statements();
    // What a connection of the pool asks once about a type that it meets says nothing of the address.
    statements.retain(|it| !it.contains("pg_type"));
    (shape(&answer, email), statements)
}

#[tokio::test]
async fn known_and_unknown_addresses_get_the_same_answer_after_the_same_statements() {
    let world = World::new().await;
    world.sign_up("claire").await;
    world.sign_up("paula").await;
    // An account of the first Doctonext that nobody has opened since, and one without any password.
    sqlx::query("update accounts set password = $1 where user_id = 'paula'")
        .bind(format!("{:032x}:{:0128x}", 1, 2))
        .execute(world.db())
        .await
        .unwrap();
    world.sign_up("odette").await;
    sqlx::query("delete from accounts where user_id = 'odette'").execute(world.db()).await.unwrap();
    let counter = StatementCounter::start();

    for door in ["/connexion", "/mot-de-passe-oublie", "/inscription"] {
        // The first of all makes the keys of the house and asks what is remembered afterwards.
        knock(&world, &counter, door, "premier@example.org").await;
        let stranger = knock(&world, &counter, door, "personne@example.org").await;
        for known in ["claire@example.org", "paula@example.org", "odette@example.org"] {
            let found = knock(&world, &counter, door, known).await;
            assert_eq!(found.0, stranger.0, "{door} tells {known} by its answer");
            assert_eq!(found.1, stranger.1, "{door} tells {known} by its work");
        }
        assert!(stranger.1.len() >= 2, "{:?}", stranger.1);
    }
}

#[tokio::test]
async fn known_and_unknown_addresses_are_refused_alike_when_tries_are_many() {
    let world = World::new().await;
    world.sign_up("claire").await;
    let mut refusals = [Vec::new(), Vec::new()];
    for (which, email) in ["claire@example.org", "personne@example.org"].into_iter().enumerate() {
        sqlx::query("truncate attempts").execute(world.db()).await.unwrap();
        let browser = world.browser();
        for _ in 0..12 {
            let answer =
                browser.post("/connexion", &[("email", email), ("mot_de_passe", "une autre phrase")]).await;
            refusals[which].push((answer.status.as_u16(), answer.texts("[role=alert]")));
        }
    }
    assert_eq!(refusals[0], refusals[1]);
}

#[tokio::test]
async fn a_new_address_that_is_taken_looks_like_one_that_is_free() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    let mut answers = Vec::new();
    // Somebody else's address, and nobody's, of one length.
    world.sign_up("paula").await;
    for new in ["paula@example.org", "libre@example.org"] {
        let answer = browser.post("/espace/securite/adresse", &[("email", new)]).await;
        answers.push(shape(&answer, new));
    }
    assert_eq!(answers[0], answers[1]);
}
