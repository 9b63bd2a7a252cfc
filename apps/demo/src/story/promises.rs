//! Promises to customers: office hours, holidays, and how fast tickets are answered and settled.

use serde_json::json;

use super::{Story, link};

/// Holidays of every year, by month and day.
const HOLIDAYS: &[(&str, &str)] = &[
    ("New Year", "01-01"),
    ("Labour Day", "05-01"),
    ("Christmas Day", "12-25"),
    ("Boxing Day", "12-26"),
];

pub(super) fn tell(story: &mut Story) {
    let first = story.calendar.at(0, 0);
    let day = "08:00-17:00";
    let office = json!({
        "name": "Service hours", "is_default": true,
        "monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": "08:00-15:00",
    });
    let office = story.create(first, "business_calendar", office);
    let year = story.calendar.date(0).year();
    for (name, date) in HOLIDAYS {
        let date = format!("{year}-{date}");
        let values =
            json!({ "name": name, "calendar": link(office), "date": date, "every_year": true });
        story.create(first, "holiday", values);
    }
    let faults = json!({
        "name": "Faults", "position": 10, "categories": ["fault"],
        "response_low": 1440, "response_medium": 960, "response_high": 480, "response_urgent": 240,
        "resolution_low": 4800, "resolution_medium": 3600, "resolution_high": 2400, "resolution_urgent": 1200,
    });
    let standard = json!({
        "name": "Standard", "position": 100, "task_on_breach": false,
        "response_low": 1440, "response_medium": 1440, "response_high": 960, "response_urgent": 480,
        "resolution_low": 7200, "resolution_medium": 4800, "resolution_high": 3600, "resolution_urgent": 2400,
    });
    for policy in [faults, standard] {
        story.create(first, "sla_policy", policy);
    }
}
