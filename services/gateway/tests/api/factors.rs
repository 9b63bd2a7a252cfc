//! `/sessions/mfa`, `/me/factors`, `/security`.

use axum::http::Method;
use rapport_kernel::Clock;
use ring::hmac;
use serde_json::{Value, json};

use crate::support::{App, PASSWORD, Reply, User, on_each_database, request};

/// The code an authenticator app shows (RFC 6238) with a secret as it is typed (RFC 4648).
fn code(app: &App, secret: &Value) -> String {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for letter in secret.as_str().unwrap().chars() {
        let at = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).unwrap();
        bits = (bits << 5) | u32::try_from(at).unwrap();
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).unwrap());
        }
    }
    let step = app.clock.now().as_micros() / 30_000_000;
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let at = usize::from(tag.as_ref()[19] & 15);
    let number = u32::from_be_bytes(tag.as_ref()[at..at + 4].try_into().unwrap());
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

async fn post(app: &App, path: &str, headers: &[(&str, &str)], body: Value) -> Reply {
    let path = format!("/api/v1{path}");
    app.send(request(Method::POST, &path, None, headers, Some(body)))
        .await
}

async fn password(app: &App, headers: &[(&str, &str)]) -> Reply {
    let body = json!({ "email": "ada@example.org", "password": PASSWORD });
    post(app, "/sessions", headers, body).await
}

#[tokio::test]
async fn a_browser_gets_its_cookie_after_the_second_factor_only() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let none = ada.get("/me/factors").await.ok(200);
        assert_eq!(
            none["data"],
            json!({ "totp": false, "recovery_codes": 0, "passkeys": 0, "required": false })
        );
        let setup = ada.post("/me/factors/totp", json!({})).await.ok(200)["data"].clone();
        let wrong = json!({ "code": "12345" });
        ada.post("/me/factors/totp/confirm", wrong)
            .await
            .problem(400, "invalid");
        let confirm = json!({ "code": code(&app, &setup["secret"]) });
        let codes = ada.post("/me/factors/totp/confirm", confirm).await.ok(200);
        assert_eq!(
            codes["data"]["recovery_codes"].as_array().unwrap().len(),
            10
        );
        app.clock.advance(30);

        let web = [("x-rapport-client", "web")];
        let half = password(&app, &web).await;
        assert!(half.header("set-cookie").is_empty());
        let half = half.ok(200)["data"].clone();
        assert!(half.get("access_token").is_none() && half.get("refresh_token").is_none());
        assert_eq!(half["mfa"]["methods"], json!(["totp", "recovery"]));
        // The token of a half sign-in opens nothing else.
        let token = half["mfa"]["token"].as_str().unwrap();
        let me = request(Method::GET, "/api/v1/me", Some(token), &[], None);
        app.send(me).await.problem(401, "unauthenticated");

        let body = json!({ "token": token, "code": "000000x" });
        post(&app, "/sessions/mfa", &web, body)
            .await
            .problem(401, "bad_credentials");
        let body = json!({ "token": token, "code": code(&app, &setup["secret"]) });
        let whole = post(&app, "/sessions/mfa", &web, body).await;
        whole.ok(200);
        assert!(whole.header("set-cookie").starts_with("rapport_refresh="));
        User::of(&app, &whole).get("/me").await.ok(200);

        let remove = |password: &str| {
            let (ada, body) = (ada.clone(), json!({ "password": password }));
            async move {
                ada.call(Method::DELETE, "/me/factors/totp", &[], Some(body))
                    .await
            }
        };
        let wrong = remove("wrong horse").await.problem(400, "invalid");
        assert_eq!(wrong["errors"][0]["field"], json!("password"));
        remove(PASSWORD).await.ok(200);
        assert!(password(&app, &web).await.ok(200)["data"]["access_token"].is_string());
    })
    .await;
}

#[tokio::test]
async fn a_company_leads_its_users_to_a_second_factor() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let change = json!({ "second_factor_required": true });
        let changed = ada.patch("/security", change.clone()).await.ok(200);
        assert_eq!(changed["data"], change);
        assert_eq!(ada.get("/security").await.ok(200)["data"], change);
        let half = password(&app, &[]).await.ok(200)["data"]["mfa"].clone();
        assert_eq!(half["setup_required"], json!(true));
        let token = json!({ "token": half["token"] });
        let setup = post(&app, "/sessions/mfa/totp", &[], token).await.ok(200);
        let body = json!({ "token": half["token"], "code": code(&app, &setup["data"]["secret"]) });
        let whole = post(&app, "/sessions/mfa", &[], body).await;
        let session = whole.ok(200);
        assert_eq!(
            session["data"]["recovery_codes"].as_array().unwrap().len(),
            10
        );
        let factors = User::of(&app, &whole).get("/me/factors").await.ok(200);
        assert_eq!(factors["data"]["totp"], json!(true));
        // Who lost it is helped by an administrator.
        ada.delete(&format!("/users/{}/factors", ada.id))
            .await
            .ok(200);
        ada.get("/me").await.problem(401, "unauthenticated");
        let again = password(&app, &[]).await.ok(200);
        assert_eq!(again["data"]["mfa"]["setup_required"], json!(true));
    })
    .await;
}
