//! A piece of work for the browser, in the protocol of ALTCHA (version 1): find the number whose SHA-256 with the salt
//! is the challenge. About 50 ms of a phone's processor per try, nothing to see, nobody else asked.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::tokens;
use crate::sealing::Vault;

/// Largest number to try: half of it on average.
pub(super) const LARGEST: u32 = 40_000;
/// How long a challenge may be answered.
const LASTS: TimeDelta = TimeDelta::minutes(20);

/// What the form carries to the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Challenge {
    /// SHA-256 of salt and number, hexadecimal.
    #[serde(rename = "challenge")]
    pub wanted: String,
    /// Random, with its expiry as ALTCHA writes it.
    pub salt: String,
    /// Ours over the challenge.
    pub signature: String,
}

/// What the browser sends back, in base64 JSON.
#[derive(Debug, Deserialize)]
struct Answer {
    challenge: String,
    number: u32,
    salt: String,
    signature: String,
}

/// A new challenge.
#[must_use]
pub(super) fn challenge(vault: &Vault, now: DateTime<Utc>) -> Challenge {
    let salt = format!("{}?expires={}", &tokens::fresh()[..22], (now + LASTS).timestamp());
    let number = rand::rng().random_range(0..LARGEST);
    let challenge = digest(&salt, number);
    let signature = sign(vault, &challenge, &salt);
    Challenge { wanted: challenge, salt, signature }
}

/// The challenge that an answer solves, when it is ours, solved and in time. Each may be used once: the caller keeps
/// the mark.
#[must_use]
pub(super) fn solved(vault: &Vault, answer: &str, now: DateTime<Utc>) -> Option<String> {
    let answer: Answer = serde_json::from_slice(&STANDARD.decode(answer).ok()?).ok()?;
    let genuine: bool =
        sign(vault, &answer.challenge, &answer.salt).as_bytes().ct_eq(answer.signature.as_bytes()).into();
    let until: i64 = answer.salt.split_once("?expires=")?.1.parse().ok()?;
    let right = genuine && now.timestamp() < until && digest(&answer.salt, answer.number) == answer.challenge;
    right.then_some(answer.challenge)
}

fn digest(salt: &str, number: u32) -> String {
    hex::encode(Sha256::digest(format!("{salt}{number}")))
}

fn sign(vault: &Vault, challenge: &str, salt: &str) -> String {
    hex::encode(vault.mac("proof-of-work", format!("{challenge}\n{salt}").as_bytes()))
}

/// Does the work as the browser does it.
#[cfg(test)]
pub(crate) fn solve(challenge: &Challenge) -> String {
    let number = (0..LARGEST).find(|it| digest(&challenge.salt, *it) == challenge.wanted).unwrap();
    let answer = serde_json::json!({
        "algorithm": "SHA-256", "challenge": challenge.wanted, "number": number,
        "salt": challenge.salt, "signature": challenge.signature,
    });
    STANDARD.encode(answer.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_was_done_counts_until_it_expires() {
        let world = crate::testing::World::new().await;
        let vault = &world.app.vault;
        let now: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().unwrap();
        let asked = challenge(vault, now);
        let answer = solve(&asked);

        assert_eq!(solved(vault, &answer, now), Some(asked.wanted.clone()));
        assert_eq!(solved(vault, &answer, now + TimeDelta::minutes(21)), None);
        assert_eq!(solved(vault, "rubbish", now), None);
        let later = asked.salt.replace("?expires=1", "?expires=2");
        let stretched =
            String::from_utf8(STANDARD.decode(&answer).unwrap()).unwrap().replace(&asked.salt, &later);
        assert_eq!(solved(vault, &STANDARD.encode(stretched), now), None);
    }
}
