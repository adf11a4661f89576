//! What lies between our question and the device's answer: kept by us, for a while, for one answer.

use chrono::TimeDelta;
use platform::ids::{Ids, SystemIds};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    accounts::{Origin, entrance::ceremony_toll, limits::Toll, pages::toll_sentence, store as rows, tokens},
    app::App,
    failure::Failure,
};

/// What the browser gets: the number of the ceremony, and what it must ask of the device.
#[derive(Serialize)]
pub(in crate::accounts::second_factor) struct Asked {
    pub(super) demande: String,
    #[serde(rename = "publicKey")]
    pub(super) public_key: Value,
}

/// What the browser sends back: the number again, and the device's answer as JSON.
#[derive(Default, Deserialize)]
pub(in crate::accounts::second_factor) struct Answered {
    #[serde(default)]
    pub(super) demande: String,
    #[serde(default)]
    reponse: String,
}

impl Answered {
    /// The device's answer; none when it cannot be read.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(&self.reponse).ok()
    }
}

/// What a ceremony is for: it can be ended in the same browser only, for the same end, by the same person.
pub(super) struct Bond<'a> {
    pub(super) act: &'static str,
    pub(super) browser: &'a str,
    /// A session, a step of signing in, or nobody yet.
    pub(super) whom: &'a str,
    pub(super) lasts: TimeDelta,
}

impl Bond<'_> {
    fn identifier(&self, number: &str) -> String {
        format!("{}:{}", self.act, tokens::mark(&[number, self.browser, self.whom].join("\n")))
    }
}

/// Keeps the state of a ceremony and gives its number.
pub(super) async fn keep(
    app: &App,
    origin: &Origin,
    bond: &Bond<'_>,
    state: &impl Serialize,
) -> Result<String, Failure> {
    match ceremony_toll(app, origin).await? {
        Toll::Free => {}
        toll => return Err(Failure::TooMany(toll_sentence(toll))),
    }
    let (now, number) = (app.clock.now(), tokens::fresh());
    let state = serde_json::to_string(state).map_err(Failure::broken)?;
    let mut db = app.db.acquire().await?;
    let identifier = bond.identifier(&number);
    rows::keep_proof(&mut db, &SystemIds.fresh(), &identifier, &state, now, now + bond.lasts).await?;
    Ok(number)
}

/// Takes the state of a ceremony out, at once and for good: a refused answer has had its chance too.
pub(super) async fn take<S: DeserializeOwned>(
    app: &App,
    bond: &Bond<'_>,
    number: &str,
) -> Result<Option<S>, Failure> {
    let mut db = app.db.acquire().await?;
    let state = rows::use_proof(&mut db, &bond.identifier(number), app.clock.now()).await?;
    Ok(state.and_then(|it| serde_json::from_str(&it).ok()))
}

/// What browsers call `publicKey`, out of what the library made.
pub(super) fn options_of(made: &impl Serialize) -> Result<Value, Failure> {
    let mut made = serde_json::to_value(made).map_err(Failure::broken)?;
    Ok(made.get_mut("publicKey").map(Value::take).unwrap_or_default())
}
