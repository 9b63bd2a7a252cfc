//! What a message says of itself: its author, its direction, when it was sent, how it begins.

use rapport_module_kit::{
    Error, ErrorCode, Record, RequestContext, Result, UserId, Value, is_one_of,
};

/// Longest beginning, in characters.
const LONGEST: usize = 160;

/// Rule of messages.
pub(crate) fn fill(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    if let Some(before) = before
        && !before.get("conversation").is_null()
        && before.get("conversation") != after.get("conversation")
    {
        let message = "a message stays in its conversation";
        return Err(Error::field("conversation", ErrorCode::INVALID, message));
    }
    if after.get("author_kind").is_null() {
        let came_in = is_one_of(after, "direction", &["inbound"]);
        let author = if came_in { "contact" } else { "user" };
        after.set("author_kind", Value::Text(author.to_owned()));
    }
    if after.get("direction").is_null() {
        let by_contact = is_one_of(after, "author_kind", &["contact"]);
        let direction = if by_contact { "inbound" } else { "outbound" };
        after.set("direction", Value::Text(direction.to_owned()));
    }
    let by_user = is_one_of(after, "author_kind", &["user"]);
    if before.is_none() && by_user && ctx.actor.user != UserId::SYSTEM {
        after.set("author", Value::Id(ctx.actor.user.0));
    }
    if after.get("sent_at").is_null() {
        after.set("sent_at", Value::Time(ctx.now()));
    }
    let begins = after.text("body").map(beginning);
    after.set("preview", begins.map_or(Value::Null, Value::Text));
    Ok(())
}

/// The words a text begins with, in one line and without Markdown signs around them.
fn beginning(body: &str) -> String {
    let signs: &[char] = &['#', '*', '_', '>', '`'];
    let words = body.split_whitespace().map(|word| word.trim_matches(signs));
    let mut line = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if line.chars().count() + word.chars().count() + 2 > LONGEST {
            let room = LONGEST.saturating_sub(line.chars().count() + 2);
            if line.is_empty() {
                line.extend(word.chars().take(room));
            }
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_message_begins_with_its_words() {
        assert_eq!(beginning("## **Hello**\n\nthere "), "Hello there");
        assert_eq!(beginning(" \n"), "");
        let long = beginning(&"word ".repeat(100));
        assert!(
            long.chars().count() <= 160 && long.ends_with("word…"),
            "{long}"
        );
        let one = beginning(&"x".repeat(500));
        assert!(one.chars().count() <= 160 && one.ends_with('…'), "{one}");
    }
}
