//! Users in the dialect's words: lists, and making, changing and taking out by whoever may.

use axum::http::StatusCode;
use rapport_accounts::{NewPerson, PersonPatch, PersonView, ProfilePatch};
use rapport_kernel::{Error, ErrorCode, Result};
use rapport_schema::snake_case;
use serde_json::{Map, Value, json};

use super::dispatch::{Asked, Said};
use super::records::{is_there, missing_fields};
use super::session::{filled, secret};
use super::table::{Dialect, Gone, Listed, Person};
use crate::http::body;

/// Who asks.
pub(super) async fn me(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let own = asked.state.accounts().own_person(&session).await?;
    let person = shaped(asked.dialect, &json!(own));
    Ok((StatusCode::OK, (asked.dialect.style.me)(person)))
}

/// The users of the tenant; `page`, `limit` and `search` work where the dialect has pages.
pub(super) async fn list(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let people = asked.state.accounts().people(&session).await?;
    let style = &asked.dialect.style;
    let mut parameters = asked.parameters()?;
    let number = "a number from 1 on";
    let limit = parameters.take_as::<u32>("limit", number)?;
    let limit = limit.unwrap_or(style.limit.0).clamp(1, style.limit.1);
    let page = parameters.take_as::<u64>("page", number)?.unwrap_or(1);
    let search = parameters
        .take_filled("search")?
        .map(|text| text.to_lowercase());
    let found = |person: &&PersonView| {
        let texts = [&person.user.name, &person.user.email];
        search.as_ref().is_none_or(|search| {
            let mut texts = texts.into_iter();
            texts.any(|text| text.to_lowercase().contains(search))
        })
    };
    let all: Vec<&PersonView> = people.iter().filter(found).collect();
    let skipped = usize::try_from((page.max(1) - 1).saturating_mul(u64::from(limit)));
    let rows = all
        .iter()
        .skip(skipped.unwrap_or(usize::MAX))
        .take(limit as usize)
        .map(|person| shaped(asked.dialect, &json!(person)));
    let listed = Listed {
        plural: "users",
        rows: rows.collect(),
        page: page.max(1),
        limit,
        total: all.len() as u64,
    };
    Ok((StatusCode::OK, (style.list)(listed)))
}

/// One user.
pub(super) async fn get(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let id = named(asked).await?;
    let person = asked.state.accounts().person(&session, id).await?;
    let person = shaped(asked.dialect, &json!(person));
    Ok((StatusCode::OK, (asked.dialect.style.one)(person)))
}

/// A new user, at once.
pub(super) async fn add(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let given = asked.input()?;
    let requires = asked.dialect.people.requires.iter().copied();
    missing_fields(requires.filter(|name| !is_there(&given, name)))?;
    let facts = facts(asked.dialect, &given);
    let mut input = body::snake_keys(given)?;
    let email = body::text(&mut input, "email")?;
    let new = NewPerson {
        name: name(&input).unwrap_or_else(|| email.clone()),
        email,
        password: secret(&input, &["password"]),
        rule: asked.state.settings().compat.passwords,
        profile: profile(asked.dialect, &input)?,
        role: filled(&input, &["role_id"]),
        work_id: filled(&input, &["work_id"]),
        username: filled(&input, &["username"]),
        facts,
    };
    let person = asked.state.accounts().add_person(&session, &new).await?;
    Ok((StatusCode::CREATED, written(asked, &person, "created")))
}

/// A changed user.
pub(super) async fn change(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let id = named(asked).await?;
    let given = asked.input()?;
    let facts = facts(asked.dialect, &given);
    let input = body::snake_keys(given)?;
    let patch = PersonPatch {
        name: name(&input),
        email: filled(&input, &["email"]),
        password: secret(&input, &["password"]),
        rule: asked.state.settings().compat.passwords,
        profile: profile(asked.dialect, &input)?,
        role: input
            .contains_key("role_id")
            .then(|| filled(&input, &["role_id"])),
        active: active(&input),
        work_id: filled(&input, &["work_id"]),
        username: filled(&input, &["username"]),
        facts,
    };
    let accounts = asked.state.accounts();
    let person = accounts.change_person(&session, id, &patch).await?;
    Ok((StatusCode::OK, written(asked, &person, "updated")))
}

/// A user who is taken out.
pub(super) async fn remove(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let id = named(asked).await?;
    let person = asked.state.accounts().remove_person(&session, id).await?;
    let gone = Gone {
        message: format!("{} deleted successfully", asked.dialect.people.label),
        record: shaped(asked.dialect, &json!(person)),
    };
    Ok((asked.dialect.style.deleted)(gone))
}

/// What callers change of themselves: name, time zone, and facts.
pub(super) async fn change_own(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let given = asked.input()?;
    let facts = facts(asked.dialect, &given);
    let input = body::snake_keys(given)?;
    let accounts = asked.state.accounts();
    let time_zone = filled(&input, &["time_zone", "timezone"]);
    if time_zone.is_some() {
        let patch = ProfilePatch {
            time_zone,
            ..ProfilePatch::default()
        };
        accounts.change_me(&session, &patch).await?;
    }
    let patch = PersonPatch {
        name: name(&input),
        username: filled(&input, &["username"]),
        facts,
        ..PersonPatch::default()
    };
    let person = accounts
        .change_person(&session, session.actor.user, &patch)
        .await?;
    Ok((StatusCode::OK, written(asked, &person, "updated")))
}

fn written(asked: &Asked, person: &PersonView, done: &str) -> Value {
    let message = format!("{} {done} successfully", asked.dialect.people.label);
    (asked.dialect.style.written)(shaped(asked.dialect, &json!(person)), message)
}

async fn named(asked: &mut Asked) -> Result<rapport_kernel::UserId> {
    let segment = asked.segment.clone().unwrap_or_default();
    asked.user_id(&segment).await
}

/// A user in their words.
pub(super) fn shaped(dialect: &Dialect, view: &Value) -> Value {
    let profile = view.pointer("/profile/name").and_then(Value::as_str);
    let roles = dialect.people.roles;
    let known = roles.iter().find(|(_, ours)| Some(*ours) == profile);
    let role = known.or(roles.first()).map_or("", |(theirs, _)| theirs);
    (dialect.people.shape)(&Person { view, role })
}

/// The facts of a body that the dialect keeps, under their names.
pub(super) fn facts(dialect: &Dialect, given: &Map<String, Value>) -> Map<String, Value> {
    let known = |key: &str| {
        let name = snake_case(key);
        let mut facts = dialect.people.facts.iter();
        facts.find(|fact| snake_case(fact) == name)
    };
    let kept = given
        .iter()
        .filter_map(|(key, value)| Some(((*known(key)?).to_owned(), value.clone())));
    kept.collect()
}

/// A fact of a user.
pub(super) fn fact(view: &Value, key: &str) -> Value {
    let fact = view.get("facts").and_then(|facts| facts.get(key));
    fact.cloned().unwrap_or(Value::Null)
}

/// One name, however they split it.
pub(super) fn name(input: &Map<String, Value>) -> Option<String> {
    let parts: Vec<String> = ["first_name", "last_name"]
        .iter()
        .filter_map(|key| filled(input, &[key]))
        .collect();
    if parts.is_empty() {
        filled(input, &["name", "full_name"])
    } else {
        Some(parts.join(" "))
    }
}

/// The profile that their word for it means, or that they name by its id.
fn profile(dialect: &Dialect, input: &Map<String, Value>) -> Result<Option<String>> {
    if let Some(id) = filled(input, &["profile_id"]) {
        return Ok(Some(id));
    }
    let Some(role) = filled(input, &["role"]) else {
        return Ok(None);
    };
    let roles = dialect.people.roles;
    let known = roles.iter().find(|(theirs, _)| *theirs == role);
    let known = known.ok_or_else(|| {
        let all: Vec<&str> = roles.iter().map(|(theirs, _)| *theirs).collect();
        let message = format!("must be one of the following values: {}", all.join(", "));
        Error::field("role", ErrorCode::INVALID, message)
    })?;
    Ok(Some(known.1.to_owned()))
}

fn active(input: &Map<String, Value>) -> Option<bool> {
    let flag = ["is_active", "active"]
        .iter()
        .find_map(|key| input.get(*key)?.as_bool());
    let status = input.get("status").and_then(Value::as_str);
    flag.or_else(|| status.map(|status| status == "active"))
}
