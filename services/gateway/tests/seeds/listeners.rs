//! Listeners of their own: the same dialects at the root of a port, on a real socket.

use std::net::SocketAddr;

use rapport_gateway::{Mount, serve_mounted};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::kit::on_each_database;
use crate::support::App;

struct Listener {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
}

impl Listener {
    async fn open(app: &App, name: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let until = async move {
            let _ = stopped.await;
        };
        let mount = Mount::named(name).unwrap();
        tokio::spawn(serve_mounted(
            listener,
            app.state.clone(),
            Some(mount),
            until,
        ));
        Self {
            address,
            stop: Some(stop),
        }
    }

    /// The whole answer to `METHOD path`, with a JSON body or none.
    async fn said(&self, line: &str, token: &str, body: &str) -> String {
        let length = body.len();
        let request = format!(
            "{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Authorization: Bearer {token}\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

fn check(answer: &str, status: u16, part: &str) {
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status}")),
        "{answer}"
    );
    assert!(answer.contains(part), "no {part} in {answer}");
    assert!(answer.to_lowercase().contains("x-request-id"), "{answer}");
}

#[tokio::test]
async fn a_port_answers_as_its_server_did() {
    on_each_database(|app| async move {
        let nexa = Listener::open(&app, "nexa").await;
        check(
            &nexa.said("GET /health", "", "").await,
            200,
            r#""status":"healthy""#,
        );
        let nina =
            json!({ "email": "nina@example.com", "password": "Password123", "full_name": "Nina" })
                .to_string();
        let session = nexa.said("POST /api/v1/auth/register", "", &nina).await;
        check(&session, 201, r#""full_name":"Nina""#);
        let token = session
            .split(r#""token":""#)
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        check(
            &nexa.said("GET /api/v1/leads?limit=5", &token, "").await,
            200,
            r#""limit":5"#,
        );
        check(
            &nexa.said("GET /api/v1/activitys", &token, "").await,
            200,
            r#""success":true"#,
        );
        check(
            &nexa.said("GET /api/v1/meta", &token, "").await,
            404,
            r#""success":false"#,
        );

        let shared = Listener::open(&app, "shared").await;
        check(
            &shared.said("GET /status", "", "").await,
            200,
            r#""version""#,
        );
        check(&shared.said("GET /clients", &token, "").await, 200, "[]");
        check(
            &shared.said("GET /crm/contacts", &token, "").await,
            200,
            r#"{"contacts":[],"#,
        );
        check(
            &shared.said("GET /desk/tickets", "", "").await,
            401,
            r#""statusCode":401"#,
        );
        check(
            &shared.said("GET /api/v1/health", "", "").await,
            200,
            "healthy",
        );
        check(
            &shared.said("GET /api/v1/contacts", &token, "").await,
            200,
            r#""totalPages""#,
        );
        check(&shared.said("GET /metrics", "", "").await, 200, "# TYPE");

        let nexo = Listener::open(&app, "nexo").await;
        check(
            &nexo.said("GET /api/health", "", "").await,
            200,
            "api-gateway",
        );
        check(
            &nexo.said("GET /api/crm/clients", &token, "").await,
            200,
            r#""total":0"#,
        );
        let auth = Listener::open(&app, "nexo-auth").await;
        check(
            &auth.said("GET /api/auth/health", "", "").await,
            200,
            "auth-service",
        );
        let elsewhere = auth.said("GET /api/crm/clients", &token, "").await;
        assert!(elsewhere.starts_with("HTTP/1.1 404"), "{elsewhere}");
        let crm = Listener::open(&app, "nexo-crm").await;
        check(
            &crm.said("GET /api/health", "", "").await,
            200,
            "crm-service",
        );
        check(
            &crm.said("GET /api/clients", &token, "").await,
            200,
            r#""total":0"#,
        );
        check(
            &crm.said("GET /api/clients", "", "").await,
            401,
            "Unauthorized",
        );
        let accounts = Listener::open(&app, "gateway-accounts").await;
        let login = json!({ "email": "nina@example.com", "password": "Password123" }).to_string();
        check(
            &accounts.said("POST /accounts/login", "", &login).await,
            200,
            "accessToken",
        );
    })
    .await;
}
