//! People and how they come in: sign-up, sign-in, sessions, recovery, second factor, and the rights that handlers ask
//! for as types.
//!
//! Owns `users` (with `people`), `sessions`, `accounts`, `verifications`, `known_devices` and `attempts`. Offers the
//! extractors ([`Visitor`], [`Member`], [`Recent`], [`Trusted`], [`Moderator`], [`Admin`]), the checked forms, and
//! [`open_session`] for other ways of coming in. Nothing here tells whether an address has an account.

mod addresses;
mod adoption;
mod bars;
mod change_address;
mod confirmation;
mod cookies;
mod devices;
mod entrance;
mod extractors;
mod federation;
mod first_admin;
mod form;
mod hashing;
pub mod leaving;
mod letters;
mod limits;
mod looking;
mod name;
mod old_hashes;
mod origin;
mod pages;
mod password;
mod person;
pub mod personal_data;
mod proof_of_work;
mod recognise;
mod recovery;
mod roles;
mod second_factor;
mod session_cookie;
mod sign_up;
mod store;
mod strangers;
#[cfg(test)]
mod tests;
mod tokens;
mod tries;

pub use addresses::{EmailError, own_path, read_email};
pub use adoption::seal_clear_columns;
pub use bars::{bar, set_kind, unbar};
pub use confirmation::{Confirmed, confirm};
pub use devices::{OpenSession, open_sessions};
pub use entrance::{How, open_session};
pub use extractors::{Admin, Member, Moderator, Recent, Trusted, Visitor};
pub use federation::{
    PROVE, Professional, ProfessionalName, ProfessionalProof, ProviderError, Providers,
    professional_identity, take_professional_proof,
};
pub use first_admin::{FirstAdminError, make_first_admin};
pub use form::{CheckedForm, CheckedMultipart};
pub use letters::account_changed;
pub use looking::{start_looking, stop_looking};
pub use name::read_name;
pub use old_hashes::OldHashes;
pub use origin::{Origin, device_name, shortened};
pub use person::{Person, Session, SignedIn};
pub use proof_of_work::Challenge;
#[cfg(test)]
pub(crate) use recognise::form_token;
pub use recognise::recognise;
pub use roles::{RoleError, end_sessions, give_role, person_at};
pub(crate) use second_factor::passkeys_are_possible;
pub use second_factor::{ResetError, reset_second_factor};
pub use store::{sweep_devices, sweep_proofs, sweep_sessions, sweep_tries};
pub use strangers::{StrangersToll, toll_of_strangers};
pub use tokens::{fresh as fresh_secret, mark_bytes as mark_of_secret};
pub use tries::{count_try_from, count_try_of};

use axum::Router;

use crate::app::App;

/// Every page of accounts.
pub fn routes() -> Router<App> {
    pages::routes().merge(second_factor::routes()).merge(federation::routes())
}
