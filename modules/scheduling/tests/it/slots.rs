//! Which slots are offered.

use rapport_module_kit::json;
use rapport_testkit::kernel::Access;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{book, booking_type, free, hours, id, modules, text, wish};

#[tokio::test]
async fn hours_less_bookings_meetings_and_absences_are_free() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({})).await;
        // Berlin is an hour ahead of UTC in March.
        let all = [
            "08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00",
        ];
        assert_eq!(free(&app, of, "2026-03-04").await, all);

        book(&app, of, "2026-03-04T08:00:00Z").await;
        let meeting = json!({ "title": "Team", "start_at": "2026-03-04T10:30:00Z" });
        app.create("meeting", meeting).await;
        let away = json!({ "start_at": "2026-03-04T14:00:00Z", "end_at": "2026-03-06T00:00:00Z" });
        app.create("out_of_office", away).await;
        assert_eq!(
            free(&app, of, "2026-03-04").await,
            ["09:00", "12:00", "13:00"]
        );
        assert!(free(&app, of, "2026-03-05").await.is_empty());
        assert_eq!(free(&app, of, "2026-03-06").await, all);
        assert!(free(&app, of, "2026-03-07").await.is_empty(), "a Saturday");
    })
    .await;
}

#[tokio::test]
async fn a_slot_tells_its_local_time_its_host_and_its_places() {
    on_sqlite(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "capacity": 3 })).await;
        let input = json!({
            "from": "2026-03-04T09:00:00Z", "to": "2026-03-04T09:01:00Z", "zone": "America/New_York",
        });
        book(&app, of, "2026-03-04T09:00:00Z").await;
        let found = app.act("booking_type", of, "slots", input).await.data;
        let slot = &found[0];
        assert_eq!(found.as_array().map(Vec::len), Some(1));
        assert_eq!(text(slot, "start"), "2026-03-04T09:00:00.000000Z");
        assert_eq!(text(slot, "end"), "2026-03-04T10:00:00.000000Z");
        assert_eq!(text(slot, "local_start"), "2026-03-04T04:00:00-05:00");
        assert_eq!(text(slot, "host"), app.user().to_string());
        assert_eq!(slot["free"], json!(2));
    })
    .await;
}

#[tokio::test]
async fn dates_notice_horizon_and_buffers_are_kept() {
    on_each_database(modules, |app| async move {
        let availability = hours(&app).await;
        let other = json!({ "availability": availability, "date": "2026-03-04", "hours": "10-12" });
        app.create("date_override", other).await;
        let none = json!({ "availability": availability, "date": "2026-03-05" });
        app.create("date_override", none).await;
        let of = booking_type(
            &app,
            json!({ "minimum_notice": 240, "horizon_days": 10, "buffer_after": 15, "interval_minutes": 30 }),
        )
        .await;
        // It is Monday, nine o'clock in UTC.
        let today = ["13:00", "13:30", "14:00", "14:30", "15:00"];
        assert_eq!(free(&app, of, "2026-03-02").await, today);
        assert_eq!(free(&app, of, "2026-03-04").await, ["09:00", "09:30", "10:00"]);
        assert!(free(&app, of, "2026-03-05").await.is_empty());
        assert_eq!(free(&app, of, "2026-03-12").await, ["08:00", "08:30"], "ten days ahead");
        assert!(free(&app, of, "2026-03-13").await.is_empty());

        book(&app, of, "2026-03-02T14:00:00Z").await;
        // Up to 14:00, or from a quarter past three.
        assert!(free(&app, of, "2026-03-02").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn slots_follow_the_clock_on_the_wall_when_it_changes() {
    on_sqlite(modules, |app| async move {
        let values = json!({ "sunday": "00:00-06:00", "time_zone": "Europe/Berlin" });
        app.create("availability", values).await;
        let of = booking_type(&app, json!({ "horizon_days": 365 })).await;
        let local = |from: &str, to: &str| {
            let input = json!({ "from": from, "to": to, "zone": "Europe/Berlin" });
            let app = app.clone();
            async move {
                let found = app.act("booking_type", of, "slots", input).await.data;
                let slots = found.as_array().cloned().unwrap_or_default();
                slots
                    .iter()
                    .map(|slot| {
                        text(slot, "local_start")
                            .get(11..)
                            .unwrap_or_default()
                            .to_owned()
                    })
                    .collect::<Vec<_>>()
            }
        };
        let spring = local("2026-03-28T23:00:00Z", "2026-03-29T12:00:00Z").await;
        let expected = [
            "00:00:00+01:00",
            "01:00:00+01:00",
            "03:00:00+02:00",
            "04:00:00+02:00",
            "05:00:00+02:00",
        ];
        assert_eq!(spring, expected);
        let autumn = local("2026-10-24T22:00:00Z", "2026-10-25T12:00:00Z").await;
        let expected = [
            "00:00:00+02:00",
            "01:00:00+02:00",
            "02:00:00+02:00",
            "02:00:00+01:00",
            "03:00:00+01:00",
            "04:00:00+01:00",
            "05:00:00+01:00",
        ];
        assert_eq!(autumn, expected);
    })
    .await;
}

#[tokio::test]
async fn the_least_busy_of_several_hosts_is_booked() {
    on_each_database(modules, |app| async move {
        let other = app.as_user("Bob Host", Access::everything).await;
        hours(&app).await;
        hours(&other).await;
        let of = booking_type(&app, json!({})).await;
        let host = |user: String, priority: i64| json!({ "booking_type": of, "user": user, "priority": priority });
        app.create("booking_host", host(app.user().to_string(), 0)).await;
        app.create("booking_host", host(other.user().to_string(), 5)).await;

        let mut hosts = Vec::new();
        for _ in 0..2 {
            let booked = app.act("booking_type", of, "book", wish("2026-03-04T08:00:00Z")).await;
            hosts.push(text(&booked.data, "host").to_owned());
        }
        assert_eq!(hosts, [other.user().to_string(), app.user().to_string()]);
        let third = app.try_act("booking_type", of, "book", wish("2026-03-04T08:00:00Z")).await;
        assert_eq!(refused(third).code.name, "scheduling.slot_taken");

        let mut chosen = wish("2026-03-04T10:00:00Z");
        chosen["host"] = json!(app.user());
        let booked = app.act("booking_type", of, "book", chosen.clone()).await;
        assert_eq!(id(&booked.data, "host").to_string(), app.user().to_string());
        let again = app.try_act("booking_type", of, "book", chosen).await;
        assert_eq!(refused(again).code.name, "scheduling.slot_taken");
    })
    .await;
}

#[tokio::test]
async fn only_what_is_offered_can_be_booked() {
    on_sqlite(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({})).await;
        for start in [
            "2026-03-04T07:00:00Z",
            "2026-03-04T08:30:00Z",
            "2026-03-07T09:00:00Z",
            "2026-03-01T09:00:00Z",
            "2027-03-04T09:00:00Z",
        ] {
            let error = refused(app.try_act("booking_type", of, "book", wish(start)).await);
            assert_eq!(error.code.name, "scheduling.not_offered", "{start}");
        }
        app.update("booking_type", of, json!({ "active": false }))
            .await;
        let error = refused(
            app.try_act("booking_type", of, "book", wish("2026-03-04T09:00:00Z"))
                .await,
        );
        assert_eq!(error.code.name, "scheduling.not_offered");
        assert!(free(&app, of, "2026-03-04").await.is_empty());
        assert!(app.list("booking", json!(null)).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn hours_zones_and_questions_are_checked() {
    on_sqlite(modules, |app| async move {
        for (values, field) in [
            (json!({ "monday": "9 to 5" }), "monday"),
            (json!({ "monday": "9-12, 11-13" }), "monday"),
            (json!({ "time_zone": "Europe/Rosenheim" }), "time_zone"),
        ] {
            let error = refused(app.try_create("availability", values).await);
            assert_eq!(error.fields[0].field, field);
        }
        let availability = app
            .create("availability", json!({ "monday": "13-17, 9-12" }))
            .await;
        let record = app.get("availability", availability).await;
        assert_eq!(text(&record, "monday"), "09:00-12:00, 13:00-17:00");
        assert_eq!(text(&record, "time_zone"), "Europe/Berlin");
        assert_eq!(text(&record, "user"), app.user().to_string());

        let values =
            json!({ "name": "Häufige Fragen", "questions": [{ "name": "a", "type": "colour" }] });
        let error = refused(app.try_create("booking_type", values).await);
        assert_eq!(error.fields[0].field, "questions");
        let asked =
            json!({ "questions": [{ "name": "size", "type": "number", "required": true }] });
        let of = booking_type(&app, asked).await;
        assert_eq!(
            text(&app.get("booking_type", of).await, "slug"),
            "consultation"
        );
        app.update("availability", availability, json!({ "wednesday": "9-17" }))
            .await;
        let mut wish = wish("2026-03-04T09:00:00Z");
        let error = refused(app.try_act("booking_type", of, "book", wish.clone()).await);
        assert_eq!(error.fields[0].field, "answers");
        wish["answers"] = json!({ "size": 40 });
        app.act("booking_type", of, "book", wish).await;
    })
    .await;
}

#[tokio::test]
async fn whoever_sees_a_booking_type_can_book_it_without_seeing_bookings() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({})).await;
        book(&app, of, "2026-03-04T08:00:00Z").await;
        let client = app.as_user("Carla Client", Access::own_records).await;
        let offered = free(&client, of, "2026-03-04").await;
        assert_eq!(offered.first().map(String::as_str), Some("09:00"));
        book(&client, of, "2026-03-04T09:00:00Z").await;
        assert!(client.list("booking", json!(null)).await.is_empty());
        assert_eq!(app.list("booking", json!(null)).await.len(), 2);
    })
    .await;
}
