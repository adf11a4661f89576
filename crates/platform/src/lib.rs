//! What the product stands on and that knows no medicine.
//!
//! Time and chance ([`clock`], [`ids`]), French writing of numbers, money and dates ([`french`]),
//! PostgreSQL ([`database`]), outgoing mail ([`mail`]), logs and figures ([`telemetry`]), the wish to stop ([`shutdown`]), and the
//! harness of database tests (`testing`, behind the feature of that name).

pub mod clock;
pub mod database;
pub mod files;
pub mod french;
pub mod holidays;
pub mod ids;
pub mod mail;
pub mod priority;
pub mod shutdown;
pub mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;
