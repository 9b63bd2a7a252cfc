//! A meeting as a file for calendars.

use rapport_module_kit::{
    ActionFuture, ActionInput, Record, RecordId, Timestamp, Work, json, subject,
};

use super::icalendar::Lines;
use crate::generated::attendee::Attendee;
use crate::generated::meeting::Meeting;

/// Action `calendar_file`: `{file_name, media_type, text}`.
pub(super) fn calendar_file(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let meeting = work.get("meeting", id).await?;
        // Whoever sees the meeting sees who was asked to it.
        work.with_all_rights(true);
        let attendees = work.children("attendee", "meeting", id).await;
        work.with_all_rights(false);
        let attendees: Vec<Record> = attendees?.into_iter().map(|(_, one)| one).collect();
        let zone = work.context().time_zone.clone();
        Ok(json!({
            "file_name": "meeting.ics",
            "media_type": "text/calendar; charset=utf-8",
            "text": text(id, &meeting, &attendees, &zone, work.context().now()),
        }))
    })
}

fn text(id: RecordId, record: &Record, attendees: &[Record], zone: &str, now: Timestamp) -> String {
    let meeting = Meeting(record);
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", "-//Rapport//Rapport//EN");
    lines.plain("METHOD", "PUBLISH");
    lines.plain("BEGIN", "VEVENT");
    lines.plain("UID", &format!("{id}@rapport"));
    let changed = record.moment("updated_at").unwrap_or(now);
    lines.moment("DTSTAMP", changed);
    lines.plain(
        "SEQUENCE",
        &record.integer("version").unwrap_or(0).to_string(),
    );
    let (start, end) = (meeting.start_at(), meeting.end_at());
    if let Some(start) = start {
        let end = end.unwrap_or(start);
        match meeting.all_day() {
            true => lines.dates(start.date_in(zone), end.date_in(zone)),
            false => {
                lines.moment("DTSTART", start);
                lines.moment("DTEND", end);
            }
        }
    }
    let status = match meeting.status() {
        Some("cancelled" | "not_held") => "CANCELLED",
        _ => "CONFIRMED",
    };
    lines.plain("STATUS", status);
    for (name, value) in [
        ("SUMMARY", meeting.title()),
        ("LOCATION", meeting.location()),
        ("DESCRIPTION", meeting.agenda()),
    ] {
        lines.text(name, value.unwrap_or_default());
    }
    if let Some(link) = meeting.meeting_link() {
        lines.plain("URL", link);
    }
    for attendee in attendees {
        let attendee = Attendee(attendee);
        if let Some(email) = attendee.email() {
            let answer = match attendee.answer() {
                Some("accepted") => "ACCEPTED",
                Some("tentative") => "TENTATIVE",
                Some("declined") => "DECLINED",
                _ => "NEEDS-ACTION",
            };
            lines.attendee(attendee.name().unwrap_or(email), answer, email);
        }
    }
    lines.plain("END", "VEVENT");
    lines.plain("END", "VCALENDAR");
    lines.finish()
}
