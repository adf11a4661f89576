//! Accounts through their routes.

mod letters;
mod signing_in;
mod strangers;
