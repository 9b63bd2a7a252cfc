//! One route of the table: a method on a path, what it takes and what it answers.

use axum::http::Method;
use axum::routing::MethodRouter;

use crate::openapi::shape::{Body, Shape};
use crate::state::GatewayState;

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// Whoever is signed in.
    SignedIn,
}

/// One route: a method on a path, what it takes and what it answers.
#[derive(Clone)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path with `{parameters}`.
    pub path: &'static str,
    /// The name of the operation in the API's description.
    pub name: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Who may call it.
    pub access: Access,
    pub(crate) query: &'static [&'static str],
    pub(crate) body: Body,
    pub(crate) status: u16,
    pub(crate) shape: Shape,
    pub(crate) handler: Handler,
}

/// Makes the part of the router that answers a route.
pub(crate) type Handler = fn() -> MethodRouter<GatewayState>;

fn route(method: Method, path: &'static str, name: &'static str, handler: Handler) -> Route {
    Route {
        method,
        path,
        name,
        summary: "",
        access: Access::SignedIn,
        query: &[],
        body: Body::None,
        status: 200,
        shape: Shape::Anything,
        handler,
    }
}

pub(crate) fn get(path: &'static str, name: &'static str, handler: Handler) -> Route {
    route(Method::GET, path, name, handler)
}

pub(crate) fn post(path: &'static str, name: &'static str, handler: Handler) -> Route {
    route(Method::POST, path, name, handler)
}

pub(crate) fn patch(path: &'static str, name: &'static str, handler: Handler) -> Route {
    route(Method::PATCH, path, name, handler)
}

pub(crate) fn put(path: &'static str, name: &'static str, handler: Handler) -> Route {
    route(Method::PUT, path, name, handler)
}

pub(crate) fn delete(path: &'static str, name: &'static str, handler: Handler) -> Route {
    route(Method::DELETE, path, name, handler)
}

impl Route {
    pub(crate) fn says(mut self, summary: &'static str) -> Self {
        self.summary = summary;
        self
    }

    pub(crate) fn anyone(mut self) -> Self {
        self.access = Access::Anyone;
        self
    }

    pub(crate) fn query(mut self, names: &'static [&'static str]) -> Self {
        self.query = names;
        self
    }

    pub(crate) fn body(mut self, body: Body) -> Self {
        self.body = body;
        self
    }

    pub(crate) fn answers(mut self, status: u16, shape: Shape) -> Self {
        self.status = status;
        self.shape = shape;
        self
    }
}
