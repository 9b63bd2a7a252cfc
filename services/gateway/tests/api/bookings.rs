//! Free slots, files for calendars, and what visitors without an account may book.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{App, Reply, User, on_each_database, on_sqlite};

/// A founder with hours, something everybody may book and something that only those inside may; and the company's path.
async fn company(app: &App) -> (User, String) {
    let ada = app.founder("Ada").await;
    let day = "09:00-17:00";
    let hours =
        json!({ "monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": day });
    ada.create("availability", hours).await;
    let talk = json!({
        "name": "First talk", "public": true, "length_minutes": 60, "minimum_notice": 0, "price": 20,
        "questions": [{ "name": "size", "type": "number" }],
    });
    ada.create("booking_types", talk).await;
    ada.create(
        "booking_types",
        json!({ "name": "Inside", "minimum_notice": 0 }),
    )
    .await;
    let off = json!({ "name": "Off", "public": true, "active": false });
    ada.create("booking_types", off).await;
    let me = ada.get("/me").await.ok(200);
    let slug = me["data"]["tenant"]["slug"].as_str().unwrap().to_owned();
    (ada, format!("/api/v1/public/{slug}/booking_types"))
}

async fn get(app: &App, path: &str) -> Reply {
    app.ask(Method::GET, path, None).await
}

async fn post(app: &App, path: &str, body: Value) -> Reply {
    app.ask(Method::POST, path, Some(body)).await
}

fn wish(start: &str) -> Value {
    json!({ "start": start, "name": "Grace Hopper", "email": "grace@example.com", "answers": { "size": 3 } })
}

const DAY: &str = "from=2026-03-04T00:00:00Z&to=2026-03-04T23:00:00Z";

#[tokio::test]
async fn slots_are_read_with_get_and_with_post() {
    on_sqlite(|app| async move {
        let (ada, _) = company(&app).await;
        let types = ada.get("/booking_types?slug=first-talk").await.ok(200);
        let path = format!("/booking_types/{}", types["data"][0]["id"].as_str().unwrap());
        let read = ada
            .get(&format!("{path}/slots?{DAY}&zone=America/New_York"))
            .await
            .ok(200);
        assert_eq!(read["data"].as_array().map(Vec::len), Some(8));
        let first = &read["data"][0];
        assert_eq!(first["start"], json!("2026-03-04T08:00:00.000000Z"));
        assert_eq!(first["local_start"], json!("2026-03-04T03:00:00-05:00"));
        assert_eq!((first["host"].clone(), first["free"].clone()), (json!(ada.id), json!(1)));
        let asked = json!({ "from": "2026-03-04T00:00:00Z", "to": "2026-03-04T23:00:00Z", "zone": "America/New_York" });
        let posted = ada.post(&format!("{path}/slots"), asked).await.ok(200);
        assert_eq!(posted["data"], read["data"]);
        for wrong in ["zone=Mars", "seats=many", "to=2020-01-01T00:00:00Z", "colour=red"] {
            ada.get(&format!("{path}/slots?{wrong}")).await.ok(400);
        }
        let booked = format!("{path}/book");
        let booked = ada.post(&booked, wish("2026-03-04T08:00:00Z"));
        booked.await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn a_meeting_is_a_file_for_calendars() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let meeting = json!({ "title": "Review", "start_at": "2026-03-05T10:00:00Z" });
        let meeting = ada.create("meetings", meeting).await;
        let file = ada.get(&format!("/meetings/{meeting}/calendar.ics")).await;
        assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        assert!(
            text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("SUMMARY:Review\r\n"),
            "{text}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_visitor_sees_and_books_only_what_is_public() {
    on_each_database(|app| async move {
        let (ada, path) = company(&app).await;
        let shown = get(&app, &path).await.ok(200);
        assert_eq!(shown["data"].as_array().map(Vec::len), Some(1));
        let shown = &shown["data"][0];
        assert_eq!(
            (shown["slug"].clone(), shown["price"].clone()),
            (json!("first-talk"), json!(20))
        );
        assert!(
            shown.get("owner").is_none() && shown.get("id").is_none(),
            "{shown}"
        );
        for hidden in ["inside", "off", "nothing"] {
            get(&app, &format!("{path}/{hidden}"))
                .await
                .problem(404, "not_found");
            get(&app, &format!("{path}/{hidden}/slots"))
                .await
                .problem(404, "not_found");
            let hidden_path = format!("{path}/{hidden}/bookings");
            let booked = post(&app, &hidden_path, wish("2026-03-04T08:00:00Z"));
            booked.await.problem(404, "not_found");
        }
        let nowhere = get(&app, "/api/v1/public/nobody/booking_types").await;
        nowhere.problem(404, "not_found");

        let slots = get(&app, &format!("{path}/first-talk/slots?{DAY}"))
            .await
            .ok(200);
        assert_eq!(slots["data"].as_array().map(Vec::len), Some(8));
        assert!(slots["data"][0].get("host").is_none(), "{slots}");
        let book = format!("{path}/first-talk/bookings");
        let booked = post(&app, &book, wish("2026-03-04T08:00:00Z"))
            .await
            .ok(201);
        assert_eq!(booked["data"]["status"], json!("confirmed"));
        let again = post(&app, &book, wish("2026-03-04T08:00:00Z")).await;
        again.problem(409, "scheduling.slot_taken");
        let never = post(&app, &book, wish("2026-03-04T08:10:00Z")).await;
        never.problem(400, "scheduling.not_offered");
        let mut other = wish("2026-03-04T09:00:00Z");
        other["host"] = json!(ada.id);
        post(&app, &book, other).await.ok(400);

        let bookings = ada.get("/bookings").await.ok(200);
        let booking = &bookings["data"][0];
        assert_eq!(booking["host"], json!(ada.id));
        assert_eq!(booking["answers"], json!({ "size": 3 }));
        assert!(!booking["lead"].is_null() && !booking["meeting"].is_null());
    })
    .await;
}

#[tokio::test]
async fn the_link_of_a_booking_opens_that_booking_and_nothing_else() {
    on_each_database(|app| async move {
        let (ada, path) = company(&app).await;
        let book = format!("{path}/first-talk/bookings");
        let booked = post(&app, &book, wish("2026-03-04T08:00:00Z"))
            .await
            .ok(201);
        let token = booked["data"]["token"].as_str().unwrap().to_owned();
        let own = format!("/api/v1/public/bookings/{token}");
        let shown = get(&app, &own).await.ok(200);
        assert_eq!(
            shown["data"]["start_at"],
            json!("2026-03-04T08:00:00.000000Z")
        );
        assert!(shown["data"].get("host").is_none() && shown["data"].get("lead").is_none());
        // The token is no access token, and a changed one is nothing at all.
        let reply = app
            .send(crate::support::request(
                Method::GET,
                "/api/v1/bookings",
                Some(&token),
                &[],
                None,
            ))
            .await;
        reply.problem(401, "unauthenticated");
        for at in [0, 20, 45, token.len() - 2] {
            let mut letters: Vec<char> = token.chars().collect();
            letters[at] = if letters[at] == 'A' { 'B' } else { 'A' };
            let other: String = letters.into_iter().collect();
            let reply = get(&app, &format!("/api/v1/public/bookings/{other}")).await;
            reply.problem(404, "not_found");
        }

        let later = json!({ "start": "2026-03-04T08:20:00Z" });
        let reply = post(&app, &format!("{own}/reschedule"), later).await;
        reply.problem(400, "scheduling.not_offered");
        post(&app, &book, wish("2026-03-04T10:00:00Z"))
            .await
            .ok(201);
        let taken = json!({ "start": "2026-03-04T10:00:00Z" });
        let reply = post(&app, &format!("{own}/reschedule"), taken).await;
        reply.problem(409, "scheduling.slot_taken");
        let later = json!({ "start": "2026-03-04T09:00:00Z" });
        let moved = post(&app, &format!("{own}/reschedule"), later)
            .await
            .ok(200);
        assert_eq!(
            moved["data"]["start_at"],
            json!("2026-03-04T09:00:00.000000Z")
        );
        let token = moved["data"]["token"].as_str().unwrap();
        let own = format!("/api/v1/public/bookings/{token}");
        let cancel = format!("{own}/cancel");
        let gone = post(&app, &cancel, json!({ "reason": "ill" }));
        let gone = gone.await.ok(200);
        assert_eq!(gone["data"]["status"], json!("cancelled"));
        let slots = get(&app, &format!("{path}/first-talk/slots?{DAY}"))
            .await
            .ok(200);
        assert_eq!(slots["data"].as_array().map(Vec::len), Some(7));
        let meetings = ada.get("/meetings?status=cancelled").await.ok(200);
        assert_eq!(meetings["data"].as_array().map(Vec::len), Some(1));
    })
    .await;
}

#[tokio::test]
async fn what_has_begun_is_for_the_company_to_change() {
    on_sqlite(|app| async move {
        let (_, path) = company(&app).await;
        let book = format!("{path}/first-talk/bookings");
        let booked = post(&app, &book, wish("2026-03-04T08:00:00Z"))
            .await
            .ok(201);
        let token = booked["data"]["token"].as_str().unwrap().to_owned();
        app.clock.set("2026-03-04T08:30:00Z");
        let reply = post(
            &app,
            &format!("/api/v1/public/bookings/{token}/cancel"),
            json!({}),
        )
        .await;
        reply.problem(409, "conflict");
    })
    .await;
}

#[tokio::test]
async fn many_visitors_who_want_one_slot_get_one() {
    on_each_database(|app| async move {
        let (_, path) = company(&app).await;
        let book = format!("{path}/first-talk/bookings");
        let asked: Vec<_> = (0..40)
            .map(|_| {
                let (app, book) = (app.clone(), book.clone());
                tokio::spawn(async move { post(&app, &book, wish("2026-03-04T08:00:00Z")).await })
            })
            .collect();
        let mut made = 0;
        for reply in asked {
            let reply = reply.await.unwrap();
            match reply.status.as_u16() {
                201 => made += 1,
                _ => {
                    reply.problem(409, "scheduling.slot_taken");
                }
            }
        }
        assert_eq!(made, 1);
    })
    .await;
}
