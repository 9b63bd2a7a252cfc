//! Makes a ticket of a conversation: what was written so far becomes its description.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, ErrorKind, Filter, Record, RecordId, Result,
    SortKey, Value, Work, json, subject,
};

use crate::generated::conversation::Conversation;
use crate::generated::message::Message;

const IS_TICKET: ErrorCode = ErrorCode::custom(
    "conversations.is_a_ticket",
    ErrorKind::Conflict,
    "A conversation becomes one ticket",
);

/// Messages that go into the description.
const TOLD: u32 = 20;
/// Longest description, in characters.
const LONGEST: usize = 20_000;

/// Action `to_ticket`.
pub(super) fn to_ticket(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let conversation = work.get("conversation", id).await?;
        let view = Conversation(&conversation);
        if let Some(ticket) = view.ticket() {
            let message = format!("the conversation is ticket `{ticket}` already");
            return Err(Error::new(IS_TICKET, message));
        }
        let subject = action.input.text("subject").or(view.subject());
        let channel = channel_of_ticket(view.channel().unwrap_or_default());
        let mut ticket = Record::new()
            .with("subject", text(subject.unwrap_or("Conversation")))
            .with("channel", text(channel))
            .with("description", text(&told(work, id).await?));
        for field in ["contact", "assignee", "priority", "tags"] {
            let given = action.input.get(field);
            let value = if given.is_null() {
                conversation.get(field)
            } else {
                given
            };
            if !value.is_null() {
                ticket.set(field, value.clone());
            }
        }
        take_from_contact(work, view.contact(), &mut ticket).await;
        let made = work.create("ticket", ticket).await?;
        let change = Record::new().with("ticket", Value::Id(made.0));
        work.update("conversation", id, change).await?;
        Ok(json!({ "conversation": id, "ticket": made }))
    })
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn channel_of_ticket(channel: &str) -> &'static str {
    match channel {
        "mail" => "email",
        "sms" => "phone",
        "webhook" => "api",
        _ => "chat",
    }
}

/// Where the customer is reached, as far as the caller may see the contact.
async fn take_from_contact(work: &Work, contact: Option<RecordId>, ticket: &mut Record) {
    let Some(contact) = contact else { return };
    let Ok(contact) = work.get("contact", contact).await else {
        return;
    };
    for field in ["account", "email", "phone"] {
        if !contact.get(field).is_null() {
            ticket.set(field, contact.get(field).clone());
        }
    }
}

/// The first messages, one below the other.
async fn told(work: &Work, conversation: RecordId) -> Result<String> {
    let oldest = SortKey {
        field: "sent_at".to_owned(),
        descending: false,
    };
    let of_it = Filter::equals("conversation", Value::Id(conversation.0));
    let messages = work.find("message", of_it, &[oldest], TOLD).await?;
    let lines = messages.iter().map(|message| {
        let view = Message(message);
        let who = view
            .author_name()
            .or(view.author_kind())
            .unwrap_or_default();
        format!("{who}: {}", view.body().unwrap_or_default())
    });
    let all = lines.collect::<Vec<_>>().join("\n\n");
    Ok(all.chars().take(LONGEST).collect())
}
