//! The API described: `OpenAPI` 3.1 for machines, a page for people made from the same document.

use std::sync::LazyLock;

use askama::Template;
use axum::{Json, Router, extract::State, response::Response, routing::get};
use utoipa::{
    OpenApi,
    openapi::{self, RefOr, path::Operation},
};

use crate::{
    app::App,
    failure::{Failure, Problem},
    listings, search,
    shell::{self, Frame},
    territory, trades,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Doctonext",
        description = "Listings of French health professionals: practices to hand over, replacements, collaborations. \
                       Reading needs no key. Errors are problem+json (RFC 9457). Answers carry an ETag.",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(
        search::list,
        listings::read,
        territory::api::communes,
        trades::api::professions,
        trades::api::enumerations,
        territory::api::regions,
        territory::api::departments,
    ),
    components(schemas(Problem)),
    tags(
        (name = "listings", description = "Visible listings."),
        (name = "reference", description = "Places and trades: what the codes mean."),
    )
)]
struct Document;

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
    path: String,
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
    let calls = document.paths.paths.iter().filter_map(|(path, item)| Some((path, item.get.as_ref()?)));
    calls.map(|(path, call)| view(path, call)).collect()
}

fn view(path: &str, call: &Operation) -> OperationView {
    let written = call.parameters.iter().flatten().filter_map(|it| match it {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    });
    let parameters = written.map(|it| ParameterView {
        name: it.name.clone(),
        place: if it.parameter_in == openapi::path::ParameterIn::Path { "chemin" } else { "requête" },
        description: it.description.clone().unwrap_or_default(),
    });
    let answers = call.responses.responses.iter().map(|(status, answer)| match answer {
        RefOr::T(answer) => (status.clone(), answer.description.clone()),
        RefOr::Ref(_) => (status.clone(), String::new()),
    });
    OperationView {
        path: path.to_owned(),
        summary: call.summary.clone().unwrap_or_default(),
        description: call.description.clone().unwrap_or_default(),
        parameters: parameters.collect(),
        answers: answers.collect(),
    }
}
