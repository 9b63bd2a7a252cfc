//! Attachments that lie elsewhere are a list of names and addresses that a browser may open.

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{Error, ErrorCode, Record, RequestContext, Result, Value};

/// The most attachments of one message.
const MOST: usize = 100;

/// Rule of messages.
pub(crate) fn check_attachments(
    _ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let Value::Json(attachments) = after.get("attachments") else {
        return Ok(());
    };
    match problem(attachments) {
        None => Ok(()),
        Some(message) => Err(Error::field("attachments", ErrorCode::INVALID, message)),
    }
}

fn problem(attachments: &Json) -> Option<&'static str> {
    let Some(attachments) = attachments.as_array() else {
        return Some("must be a list of objects with `name` and `url`");
    };
    if attachments.len() > MOST {
        return Some("must not be more than 100");
    }
    attachments.iter().find_map(|one| {
        let url = one.get("url").map(Json::as_str);
        match url {
            _ if !one.is_object() => Some("must be a list of objects with `name` and `url`"),
            Some(None) => Some("each `url` must be a text"),
            Some(Some(url)) if !is_web(url) => Some("each `url` must be an http or https address"),
            _ => None,
        }
    })
}

fn is_web(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::problem;
    use rapport_module_kit::json;

    #[test]
    fn only_lists_of_web_addresses_are_attachments() {
        assert_eq!(problem(&json!([])), None);
        assert_eq!(
            problem(&json!([{ "name": "a", "url": "https://x.example/a" }])),
            None
        );
        assert_eq!(problem(&json!([{ "name": "a" }])), None);
        for wrong in [
            json!({}),
            json!(["https://x.example"]),
            json!([{ "url": "javascript:alert(1)" }]),
            json!([{ "url": "data:text/html,x" }]),
            json!([{ "url": 7 }]),
        ] {
            assert!(problem(&wrong).is_some(), "{wrong}");
        }
    }
}
