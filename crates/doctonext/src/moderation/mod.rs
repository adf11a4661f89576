//! Moderation: somebody reports, the team decides and says why, whoever does not agree contests, and somebody else decides.
//!
//! Owns the tables `moderation_…`. One queue shows what waits in every room; a decision is carried out in the room of its
//! subject, told with its reasons, and written in the log, in one transaction. Automatic rules are data of `screening`; they
//! decide nothing. Offers the yearly figures and the page that says how all this is done.

mod case;
mod clock;
mod decide;
mod delay;
pub mod grounds;
mod letters;
mod links;
mod measures;
mod noted;
pub mod notice;
#[cfg(test)]
mod notice_tests;
mod pages;
pub mod personal_data;
mod queue;
mod read_again;
mod report;
mod second;
mod store;
mod subject;
#[cfg(test)]
mod tests;
mod trial;
pub mod words;

pub use clock::{follow_clock, print_texts};
pub use store::{anonymise_decisions, anonymise_notices};

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

/// Notices and their links, decisions and their appeals, the queue of the team, the public pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/signaler/{quoi}/{id}", get(pages::report::form).post(pages::report::send))
        .route("/signalements/{token}", get(pages::follow::show).post(pages::follow::contest))
        .route("/decisions/{token}", get(pages::statement::show).post(pages::statement::contest))
        .route("/espace/decisions", get(pages::statement::list_own))
        .route("/espace/decisions/{id}", get(pages::statement::show_own).post(pages::statement::contest_own))
        .route("/classement", get(pages::public::show))
        .route("/transparence", get(pages::transparency::show))
        .route("/transparence.csv", get(pages::transparency::csv))
        .route("/equipe/moderation", get(pages::queue::show))
        .route(
            "/equipe/moderation/autorites/{quoi}/{id}",
            get(pages::authorities::show).post(pages::authorities::tell),
        )
        .route("/equipe/moderation/suivant", get(pages::case::go_on))
        .route("/equipe/moderation/decisions", get(pages::decided::list))
        .route("/equipe/moderation/annonce/{id}", get(pages::case::listing).post(pages::case::decide_listing))
        .route("/equipe/moderation/praticien/{id}", get(pages::case::person).post(pages::case::decide_person))
        .route(
            "/equipe/moderation/signalement/{id}",
            get(pages::case::notice).post(pages::case::decide_notice),
        )
        .route("/equipe/moderation/recours/{id}", get(pages::appeal::show).post(pages::appeal::decide))
        .route("/equipe/moderation/bannissement/{id}", get(pages::second::show).post(pages::second::decide))
        .route("/equipe/moderation/regles", get(pages::rules::show).post(pages::rules::write))
        .route("/equipe/moderation/regles/essai", post(pages::rules::try_out))
        .route("/equipe/moderation/regles/activation", post(pages::rules::activate))
        .route("/equipe/personnes/{id}/mention", get(pages::person::show).post(pages::person::set))
}
