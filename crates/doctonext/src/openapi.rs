//! The API described: `OpenAPI` 3.1 for machines, a page for people made from the same document.

use std::sync::LazyLock;

use askama::Template;
use axum::{Json, Router, extract::State, response::Response, routing::get};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self, RefOr,
        path::{Operation, ParameterIn, PathItem},
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::{
    app::App,
    failure::{Failure, Problem},
    listings, media, publishing, search,
    shell::{self, Frame},
    territory, trades, zoning,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Doctonext",
        description = "Listings of French health professionals: practices to hand over, replacements, collaborations. \
                       Reading needs no key; publishing needs a personal access token. Errors are problem+json (RFC 9457). Answers carry an ETag.",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(
        search::list,
        listings::read,
        publishing::api::create,
        publishing::api::list,
        publishing::api::read,
        publishing::api::change,
        publishing::api::delete,
        publishing::api::act,
        media::api::list_media,
        media::api::send_media,
        media::api::remove_media,
        territory::api::communes,
        territory::api::nearest,
        trades::api::professions,
        trades::api::enumerations,
        territory::api::regions,
        territory::api::departments,
        zoning::installation,
    ),
    components(schemas(Problem)),
    modifiers(&Token),
    tags(
        (name = "listings", description = "Visible listings."),
        (name = "own listings", description = "One's own listings, drafts included. Needs a personal access token."),
        (name = "reference", description = "Places and trades: what the codes mean."),
    )
)]
struct Document;

/// How programs show who they act for.
struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("dnx_…")
            .description(Some(
                "A personal access token, made at /espace/acces, with the scopes listings:read and listings:write. \
                 60 requests a minute and 5,000 a day.",
            ))
            .build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

static DOCUMENT: LazyLock<openapi::OpenApi> = LazyLock::new(Document::openapi);

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/api/openapi.json", get(document)).route("/api", get(readable))
}

async fn document(State(app): State<App>) -> Json<openapi::OpenApi> {
    let mut document = DOCUMENT.clone();
    document.servers = Some(vec![openapi::Server::new(app.settings.public_url.clone())]);
    Json(document)
}

/// `/api`.
#[derive(Debug, Template)]
#[template(path = "shell/api.html")]
struct ApiPage {
    frame: Frame,
    operations: Vec<OperationView>,
}

/// One call, ready to print.
#[derive(Debug)]
struct OperationView {
    verb: &'static str,
    path: String,
    needs_token: bool,
    has_body: bool,
    summary: String,
    description: String,
    parameters: Vec<ParameterView>,
    answers: Vec<(String, String)>,
}

/// One parameter, ready to print.
#[derive(Debug)]
struct ParameterView {
    name: String,
    place: &'static str,
    description: String,
}

async fn readable(State(app): State<App>) -> Result<Response, Failure> {
    let page = ApiPage {
        frame: Frame::new(
            &app.settings.public_url,
            "/api",
            "Interface de programmation (API)",
            "Lire les annonces et les nomenclatures de Doctonext depuis un autre programme.",
        ),
        operations: operations(&DOCUMENT),
    };
    Ok(shell::page(&page)?)
}

fn operations(document: &openapi::OpenApi) -> Vec<OperationView> {
    let calls =
        document.paths.paths.iter().flat_map(|(path, item)| verbs(item).map(move |call| (path, call)));
    calls.map(|(path, (verb, call))| view(verb, path, call)).collect()
}

fn verbs(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    let them = [("GET", &item.get), ("POST", &item.post), ("PATCH", &item.patch), ("DELETE", &item.delete)];
    them.into_iter().filter_map(|(verb, call)| Some((verb, call.as_ref()?)))
}

fn view(verb: &'static str, path: &str, call: &Operation) -> OperationView {
    let written = call.parameters.iter().flatten().filter_map(|it| match it {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    });
    let parameters = written.map(|it| ParameterView {
        name: it.name.clone(),
        place: match it.parameter_in {
            ParameterIn::Path => "chemin",
            ParameterIn::Header => "en-tête",
            _ => "requête",
        },
        description: it.description.clone().unwrap_or_default(),
    });
    let answers = call.responses.responses.iter().map(|(status, answer)| match answer {
        RefOr::T(answer) => (status.clone(), answer.description.clone()),
        RefOr::Ref(_) => (status.clone(), String::new()),
    });
    OperationView {
        verb,
        path: path.to_owned(),
        needs_token: call.security.is_some(),
        has_body: call.request_body.is_some(),
        summary: call.summary.clone().unwrap_or_default(),
        description: call.description.clone().unwrap_or_default(),
        parameters: parameters.collect(),
        answers: answers.collect(),
    }
}
