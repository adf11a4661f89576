//! A page with one message and one way on.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use crate::{
    failure::Failure,
    shell::{self, Frame, Link},
};

#[derive(Template)]
#[template(path = "accounts/message.html")]
struct MessagePage<'a> {
    frame: Frame,
    title: &'a str,
    lead: &'a str,
    notes: &'a [&'a str],
    link: Option<Link>,
}

/// Says something, and where to go on.
pub(in crate::accounts) fn message(
    frame: Frame,
    status: StatusCode,
    lead: &str,
    notes: &[&str],
    link: Option<Link>,
) -> Result<Response, Failure> {
    let title = frame.title.clone();
    Ok(shell::page_with_status(status, &MessagePage { frame, title: &title, lead, notes, link })?)
}
