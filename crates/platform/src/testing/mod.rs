//! The harness of tests: a clock that they set, a database for each of them, a count of statements.

mod clock;
mod cluster;
mod database;
mod spares;
mod statements;

pub use clock::FrozenClock;
pub use cluster::TestCluster;
pub use database::{Template, TestDatabase};
pub use statements::{StatementCounter, overhear};
