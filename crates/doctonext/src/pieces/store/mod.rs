//! Every SQL statement of pieces.

mod leaving;
mod openings;
mod pieces;
mod reminders;
mod shares;

pub(super) use leaving::*;
pub use openings::sweep_openings;
pub(super) use openings::{NewOpening, add_opening, openings};
pub(super) use pieces::*;
pub(super) use reminders::*;
pub use shares::sweep_shares;
pub(super) use shares::{
    NewShare, Share, add_share, live_share, revoke, revoke_empty, share_of, shared_pieces, shares,
};
