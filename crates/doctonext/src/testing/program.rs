//! A program without a network: it shows a token and nothing else.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::Value;

use super::{Answer, Browser, World};

/// A program of somebody.
pub(crate) struct Program<'a> {
    world: &'a World,
    pub(crate) token: String,
}

impl<'a> Program<'a> {
    pub(crate) fn new(world: &'a World, token: &str) -> Self {
        Self { world, token: token.to_owned() }
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.send(Method::GET, address, &[], None).await
    }

    pub(crate) async fn post(&self, address: &str, body: Value) -> Answer {
        self.send(Method::POST, address, &[], Some(body)).await
    }

    /// Sends any request, with headers.
    pub(crate) async fn send(
        &self,
        verb: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(verb)
            .uri(address)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map_or_else(Body::empty, |it| Body::from(it.to_string()));
        self.world.send(request.body(body).unwrap()).await
    }
}

impl World {
    /// A program with a token that the owner of this browser makes for it.
    pub(crate) async fn program(&self, owner: &Browser<'_>, scopes: &[&str]) -> Program<'_> {
        let mut fields = vec![("nom", "Logiciel du cabinet"), ("duree", "90")];
        fields.extend(scopes.iter().map(|it| ("droits", *it)));
        let page = owner.post("/espace/acces/nouveau", &fields).await;
        assert_eq!(page.status, 201, "{}", page.text());
        Program::new(self, &page.attributes("#valeur", "value").remove(0))
    }
}
