//! Other ways in: any standard provider of identities (`OpenID` Connect) that the operator configures.
//!
//! A browser leaves for the provider and comes back with a code; the code becomes a signed token, and the token an
//! [`identity`]. An identity that is linked signs in. One that is not is held, sealed, for half an hour: its owner links
//! it to their account once they have signed in, or makes an account with it. Nothing is ever linked because two e-mail
//! addresses are the same, and nothing here tells a stranger whether an address has an account.
//!
//! Pro Santé Connect is one of them that also says who practises: what it proves goes up to who verifies, by a job.

mod departure;
mod discovery;
mod entrance;
mod held;
mod identity;
mod kept;
mod links;
mod network;
mod pages;
mod panel;
mod professional;
mod proof;
mod provider;
mod store;
#[cfg(test)]
mod tests;
mod way_out;

pub(super) use held::Held;
pub use links::professional_identity;
pub(super) use links::{Removal, add, can_come_in, offered, offered_to_confirm};
pub(super) use pages::routes;
pub(super) use panel::Panel;
pub use professional::{Professional, ProfessionalName};
pub use proof::{PROVE, ProfessionalProof, take_professional_proof};
pub use provider::{ProviderError, Providers};
pub(super) use way_out::way_out;
