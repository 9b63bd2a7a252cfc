//! A client of the API: one connection per request, so that a stopping server never surprises a kept one.

use std::time::Duration;

use serde_json::{Value, json};

/// A caller, signed in or not.
#[derive(Clone)]
pub struct Client {
    agent: ureq::Agent,
    base: String,
    token: Option<String>,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    /// The `data` of an answer with the expected status.
    #[track_caller]
    pub fn data(self, status: u16) -> Value {
        assert_eq!(self.status, status, "answer: {}", self.body);
        self.body["data"].clone()
    }
}

impl Client {
    /// A caller who is not signed in.
    pub fn new(base: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .max_idle_connections(0)
            .build()
            .into();
        Self {
            agent,
            base: base.to_owned(),
            token: None,
        }
    }

    /// Founds a tenant and signs in as its administrator.
    pub fn sign_up(mut self) -> Self {
        let answer = self
            .post(
                "/tenants",
                &json!({
                    "company": "Example & Co", "name": "Ada Example", "email": "ada@example.com",
                    "password": PASSWORD, "currency": "EUR", "time_zone": "Europe/Berlin",
                }),
            )
            .unwrap();
        self.token = Some(token(answer, 201));
        self
    }

    /// Signs in as that administrator.
    pub fn sign_in(mut self) -> Self {
        let credentials = json!({"email": "ada@example.com", "password": PASSWORD});
        let answer = self.post("/sessions", &credentials).unwrap();
        self.token = Some(token(answer, 200));
        self
    }

    /// The header value of a signed-in caller.
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.token.as_deref().unwrap_or_default())
    }

    pub fn get(&self, path: &str) -> Result<Answer, ureq::Error> {
        let request = self.agent.get(self.url(path));
        answer(
            request
                .header("authorization", self.authorization())
                .call()?,
        )
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Answer, ureq::Error> {
        let request = self
            .agent
            .post(self.url(path))
            .content_type("application/json");
        answer(
            request
                .header("authorization", self.authorization())
                .send(body.to_string())?,
        )
    }

    pub fn patch(&self, path: &str, body: &Value) -> Result<Answer, ureq::Error> {
        let request = self
            .agent
            .patch(self.url(path))
            .content_type("application/json");
        answer(
            request
                .header("authorization", self.authorization())
                .send(body.to_string())?,
        )
    }

    /// Sends one file as the part `file` of a form.
    pub fn upload(&self, path: &str, name: &str, content: &str) -> Result<Answer, ureq::Error> {
        let body = format!(
            "--part\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: text/csv\r\n\r\n{content}\r\n--part--\r\n"
        );
        let request = self.agent.post(self.url(path));
        let request = request.content_type("multipart/form-data; boundary=part");
        answer(
            request
                .header("authorization", self.authorization())
                .send(body)?,
        )
    }

    fn url(&self, path: &str) -> String {
        let root = ["/health", "/ready"].contains(&path);
        format!("{}{}{path}", self.base, if root { "" } else { "/api/v1" })
    }
}

const PASSWORD: &str = "correct horse battery staple";

fn token(answer: Answer, status: u16) -> String {
    let session = answer.data(status);
    session["access_token"].as_str().unwrap().to_owned()
}

fn answer(response: ureq::http::Response<ureq::Body>) -> Result<Answer, ureq::Error> {
    let status = response.status().as_u16();
    let text = response.into_body().read_to_string()?;
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Ok(Answer { status, body })
}
