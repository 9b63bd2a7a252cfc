//! Those who are asked to a meeting, and the file for calendars.

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{modules, text};

async fn meeting(app: &TestApp, attendees: Json) -> RecordId {
    let values = json!({
        "title": "Review; plans, next", "start_at": "2026-03-05T10:00:00Z", "attendees": attendees,
        "location": "Room 3", "agenda": "first\nsecond",
    });
    app.create("meeting", values).await
}

/// Names and answers, in the order of the names.
async fn asked(app: &TestApp) -> Vec<(String, String)> {
    let list = app.list("attendee", Json::Null).await;
    let mut asked: Vec<(String, String)> = list
        .iter()
        .map(|one| (text(one, "name").to_owned(), text(one, "answer").to_owned()))
        .collect();
    asked.sort();
    asked
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(one, two): &(&str, &str)| ((*one).to_owned(), (*two).to_owned());
    pairs.iter().map(owned).collect()
}

#[tokio::test]
async fn the_list_of_a_meeting_and_its_attendees_are_one() {
    on_each_database(modules, |app| async move {
        let ada = app
            .create(
                "contact",
                json!({ "name": "Ada Lovelace", "email": "ada@example.com" }),
            )
            .await;
        let meeting = meeting(&app, json!(["ada@example.com", "Grace"])).await;
        assert_eq!(
            asked(&app).await,
            pairs(&[("Grace", "invited"), ("ada@example.com", "invited")])
        );
        let list = app.list("attendee", Json::Null).await;
        let first = list
            .iter()
            .find(|one| text(one, "email") == "ada@example.com");
        let first = first.unwrap_or_else(|| panic!("nobody has the address"));
        assert_eq!(text(first, "contact"), ada.to_string());
        let first: RecordId = text(first, "id")
            .parse()
            .unwrap_or_else(|_| panic!("no id"));
        let record = app
            .update("attendee", first, json!({ "answer": "accepted" }))
            .await;
        assert!(!record["answered_at"].is_null());

        app.update(
            "meeting",
            meeting,
            json!({ "attendees": ["ada@example.com", "Alan"] }),
        )
        .await;
        assert_eq!(
            asked(&app).await,
            pairs(&[("Alan", "invited"), ("ada@example.com", "accepted")])
        );

        app.create(
            "attendee",
            json!({ "meeting": meeting, "email": "bob@example.com" }),
        )
        .await;
        let list = |record: Json| record["attendees"].clone();
        let expected = json!(["ada@example.com", "Alan", "bob@example.com"]);
        assert_eq!(list(app.get("meeting", meeting).await), expected);
        let ctx = app.ctx();
        let deleted = app.engine().delete(&ctx, "attendee", first).await;
        deleted.unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(
            list(app.get("meeting", meeting).await),
            json!(["Alan", "bob@example.com"])
        );
        let error = refused(
            app.try_create("attendee", json!({ "meeting": meeting }))
                .await,
        );
        assert_eq!(error.fields[0].field, "name");

        let ctx = app.ctx();
        let deleted = app.engine().delete(&ctx, "meeting", meeting).await;
        let deleted = deleted.unwrap_or_else(|error| panic!("{error:?}"));
        assert!(asked(&app).await.is_empty());
        app.undo(deleted).await;
        assert_eq!(
            asked(&app).await,
            pairs(&[("Alan", "invited"), ("bob@example.com", "invited")])
        );
    })
    .await;
}

#[tokio::test]
async fn a_meeting_is_a_file_for_calendars() {
    on_sqlite(modules, |app| async move {
        let meeting = meeting(&app, json!(["ada@example.com"])).await;
        let file = app
            .act("meeting", meeting, "calendar_file", json!({}))
            .await;
        assert!(file.operation.is_none());
        let file = file.data;
        assert_eq!(text(&file, "file_name"), "meeting.ics");
        let unfolded = text(&file, "text").replace("\r\n ", "");
        let lines: Vec<&str> = unfolded.split("\r\n").collect();
        for expected in [
            "BEGIN:VCALENDAR",
            "DTSTART:20260305T100000Z",
            "DTEND:20260305T110000Z",
            "SUMMARY:Review\\; plans\\, next",
            "DESCRIPTION:first\\nsecond",
            "LOCATION:Room 3",
            "STATUS:CONFIRMED",
            "ATTENDEE;CN=\"ada@example.com\";PARTSTAT=NEEDS-ACTION:mailto:ada@example.com",
            &format!("UID:{meeting}@rapport"),
        ] {
            assert!(lines.contains(&expected), "{expected} is not in {unfolded}");
        }
        app.update(
            "meeting",
            meeting,
            json!({ "status": "cancelled", "all_day": true }),
        )
        .await;
        let file = app
            .act("meeting", meeting, "calendar_file", json!({}))
            .await
            .data;
        for expected in [
            "STATUS:CANCELLED",
            "DTSTART;VALUE=DATE:20260305",
            "DTEND;VALUE=DATE:20260306",
        ] {
            assert!(text(&file, "text").contains(expected), "{expected}");
        }
    })
    .await;
}
