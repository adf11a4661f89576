//! Accounts through their routes.

mod adoption;
mod defences;
mod first_doctonext;
mod letters;
mod signing_in;
mod strangers;
