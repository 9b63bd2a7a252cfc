//! The business calendar of a policy, with its holidays.

use std::collections::BTreeMap;

use rapport_module_kit::hours::{DayHours, Hours, week_of};
use rapport_module_kit::jiff::civil::Date;
use rapport_module_kit::{Filter, Record, RecordId, Result, Value, Work, id_of};

use crate::generated::holiday::Holiday;

/// Hours that count, and what their exceptions are called.
#[derive(Clone, Debug)]
pub(super) struct Calendar {
    /// None: there is no calendar, time counts day and night.
    pub(super) id: Option<RecordId>,
    pub(super) name: String,
    pub(super) hours: Hours,
    dates: BTreeMap<Date, String>,
    yearly: BTreeMap<(i8, i8), String>,
}

impl Calendar {
    /// Day and night.
    pub(super) fn always() -> Self {
        Self {
            id: None,
            name: "day and night".to_owned(),
            hours: Hours::always(),
            dates: BTreeMap::new(),
            yearly: BTreeMap::new(),
        }
    }

    /// The calendar a policy names, else the default one.
    pub(super) async fn of(work: &Work, policy: &Record) -> Result<Self> {
        let named = match policy.link("calendar") {
            Some(id) => work.get("business_calendar", id).await.ok(),
            None => None,
        };
        let record = match named {
            Some(record) => Some(record),
            None => default(work).await?,
        };
        match record {
            Some(record) => Self::read(work, &record).await,
            None => Ok(Self::always()),
        }
    }

    async fn read(work: &Work, record: &Record) -> Result<Self> {
        let id = id_of(record)?;
        let (zone, week) = week_of(record);
        let mut calendar = Self {
            id: Some(id),
            name: record.text("name").unwrap_or_default().to_owned(),
            hours: Hours::new(zone, week),
            ..Self::always()
        };
        for (_, holiday) in work.children("holiday", "calendar", id).await? {
            calendar.add(&holiday);
        }
        Ok(calendar)
    }

    pub(super) fn add(&mut self, record: &Record) {
        let holiday = Holiday(record);
        let Some(date) = holiday.date() else { return };
        let hours = DayHours::parse(holiday.hours().unwrap_or_default()).unwrap_or_default();
        let name = holiday.name().unwrap_or_default().to_owned();
        if holiday.every_year() {
            self.hours.set_every_year(date, hours);
            self.yearly.insert((date.month(), date.day()), name);
        } else {
            self.hours.set_date(date, hours);
            self.dates.insert(date, name);
        }
    }

    /// What a date that has hours of its own is called.
    pub(super) fn name_of(&self, date: Date) -> Option<&str> {
        let name = self.dates.get(&date);
        let name = name.or_else(|| self.yearly.get(&(date.month(), date.day())));
        name.map(String::as_str)
    }
}

async fn default(work: &Work) -> Result<Option<Record>> {
    let filter = Filter::equals("is_default", Value::Bool(true));
    let found = work.find("business_calendar", filter, &[], 1).await?;
    Ok(found.into_iter().next())
}
