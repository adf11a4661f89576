//! Accounts through their routes.

mod adoption;
mod letters;
mod signing_in;
