//! Forms of strangers that other rooms take, each of which writes letters: counted as sign-ups are.

use super::{
    Challenge, Origin,
    entrance::{Asked, letter_toll},
    limits::Toll,
    pages::toll_sentence,
    proof_of_work,
};
use crate::{app::App, failure::Failure};

/// What a stranger must do first, or whether their mailbox had its share.
pub enum StrangersToll {
    /// The form is taken; whether a letter may be written to the mailbox.
    Free(bool),
    /// What to say, and the work for the browser.
    First(String, Challenge),
}

/// Counts one form that reports something, from this address of the network and for this mailbox.
pub async fn toll_of_strangers(
    app: &App,
    origin: &Origin,
    email: &str,
    work: &str,
) -> Result<StrangersToll, Failure> {
    let (toll, may_write) = letter_toll(app, origin, Asked::Notice, email, work).await?;
    if toll == Toll::Free {
        return Ok(StrangersToll::Free(may_write));
    }
    let challenge = proof_of_work::challenge(&app.vault, app.clock.now());
    Ok(StrangersToll::First(toll_sentence(toll), challenge))
}
