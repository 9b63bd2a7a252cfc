//! From a record to what stands on the paper. A field that is not there is not printed.

use rapport_kernel::Currency;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use crate::amount::{Style, number_of as number_in};
use crate::paper::Paper;
use crate::words::{self, Words};
use crate::{table, totals};

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An invoice.
    Invoice,
    /// A credit note.
    CreditNote,
    /// An estimate or a quote.
    Estimate,
    /// An order.
    Order,
}

impl Kind {
    /// The name of the entity it is.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
            Self::Estimate => "estimate",
            Self::Order => "order",
        }
    }

    /// The kind of an entity, if it can be printed.
    #[must_use]
    pub fn of(entity: &str) -> Option<Self> {
        let all = [Self::Invoice, Self::CreditNote, Self::Estimate, Self::Order];
        all.into_iter().find(|kind| kind.name() == entity)
    }
}

/// A document, as the API answers records.
#[derive(Clone, Copy, Debug)]
pub struct Document<'d> {
    /// What it is.
    pub kind: Kind,
    /// The record, with what its reader may see.
    pub record: &'d Map<String, Json>,
    /// The letterhead; empty when there is none.
    pub letterhead: &'d Map<String, Json>,
    /// The name of the company, where the letterhead has none.
    pub company: &'d str,
    /// The language, such as `de-DE`, where the letterhead says none.
    pub language: &'d str,
    /// The currency of amounts that come without one.
    pub currency: Currency,
}

/// The number people know it by.
pub(crate) fn number_of(document: &Document<'_>) -> Option<String> {
    let record = document.record;
    let own = text(record, "number").filter(|_| document.kind != Kind::Order);
    own.or_else(|| text(record, "code")).map(str::to_owned)
}

pub(crate) fn compose(document: &Document<'_>) -> Paper {
    let (record, letterhead) = (document.record, document.letterhead);
    let words = words::of(text(letterhead, "language").unwrap_or(document.language));
    let currency = text(record, "total_currency").and_then(|code| code.parse().ok());
    let style = Style {
        is_german: words.language == "de",
        currency: currency.unwrap_or(document.currency),
    };
    let company = text(letterhead, "company_name").unwrap_or(document.company);
    let own_address = address(letterhead, "address");
    let mut sender = vec![company.to_owned()];
    sender.extend(own_address.clone());
    for field in ["phone", "email", "website"] {
        sender.extend(text(letterhead, field).map(str::to_owned));
    }
    let mut sender_line = vec![company.to_owned()];
    sender_line.extend(own_address);
    let for_invoice = |field| match document.kind {
        Kind::Invoice => paragraphs(letterhead, field),
        _ => Vec::new(),
    };
    let mut closing = closing(document, words);
    closing.extend(for_invoice("closing"));
    Paper {
        language: words.language,
        title: title(document, words),
        sender,
        sender_line: sender_line.join(" · "),
        recipient: recipient(document),
        facts: facts(document, words, style),
        introduction: for_invoice("introduction"),
        columns: table::columns(words),
        rows: table::rows(record, words, style),
        totals: totals::totals(record, words, style),
        closing,
        footer: footer(document, words, company),
        page: words.page,
    }
}

/// A text that is not empty.
pub(crate) fn text<'r>(record: &'r Map<String, Json>, field: &str) -> Option<&'r str> {
    let text = record.get(field).and_then(Json::as_str).map(str::trim);
    text.filter(|text| !text.is_empty())
}

pub(crate) fn number(record: &Map<String, Json>, field: &str) -> Option<Decimal> {
    record.get(field).and_then(number_in)
}

fn paragraphs(record: &Map<String, Json>, field: &str) -> Vec<String> {
    text(record, field).into_iter().map(str::to_owned).collect()
}

fn title(document: &Document<'_>, words: &Words) -> String {
    let record = document.record;
    let name = match document.kind {
        Kind::Invoice => words.invoice,
        Kind::CreditNote => words.credit_note,
        Kind::Order => words.order,
        Kind::Estimate if text(record, "kind") == Some("quote") => words.quote,
        Kind::Estimate => words.estimate,
    };
    let number = number_of(document).unwrap_or_default();
    let state = match (document.kind, text(record, "status")) {
        (Kind::Invoice | Kind::CreditNote, Some("draft")) => format!(" ({})", words.draft),
        (_, Some("void")) => format!(" ({})", words.void),
        _ => String::new(),
    };
    format!("{name} {number}{state}")
        .replace("  ", " ")
        .trim()
        .to_owned()
}

/// An address in lines, as its country writes it: the code before the city.
fn address(record: &Map<String, Json>, field: &str) -> Vec<String> {
    let Some(parts) = record.get(field).and_then(Json::as_object) else {
        return Vec::new();
    };
    let part = |name: &str| text(parts, name).unwrap_or_default();
    let city = format!("{} {}", part("postal_code"), part("city"));
    let city = match part("state") {
        "" => city.trim().to_owned(),
        state => format!("{}, {state}", city.trim()),
    };
    let lines = part("street").lines().map(str::to_owned);
    let lines = lines.chain([city, part("country").to_owned()]);
    lines.filter(|line| !line.is_empty()).collect()
}

fn recipient(document: &Document<'_>) -> Vec<String> {
    let record = document.record;
    let name = text(record, "billing_name").unwrap_or_default();
    let mut lines = vec![name.to_owned()];
    let own = address(record, "billing_address");
    lines.extend(if own.is_empty() {
        address(record, "address")
    } else {
        own
    });
    lines.retain(|line| !line.is_empty());
    lines
}

fn facts(document: &Document<'_>, words: &Words, style: Style) -> Vec<(String, String)> {
    let record = document.record;
    let mut facts = Vec::new();
    let mut add = |label: &str, value: Option<String>| {
        facts.extend(value.map(|value| (label.to_owned(), value)));
    };
    let date =
        |field: &str| text(record, field).map(|date| style.date(date.get(..10).unwrap_or(date)));
    add(words.number, number_of(document));
    match document.kind {
        Kind::Invoice | Kind::CreditNote => add(words.date, date("issue_date")),
        Kind::Order => add(words.date, date("order_date")),
        Kind::Estimate => add(words.date, date("created_at")),
    }
    add(words.due, date("due_date"));
    add(words.valid_until, date("valid_until"));
    add(words.delivery, date("delivery_date"));
    let service = match (date("service_from"), date("service_to")) {
        (Some(from), Some(to)) if from != to => Some(format!("{from} – {to}")),
        (from, to) => from.or(to),
    };
    add(words.service, service);
    let reference = match document.kind {
        Kind::Order => "number",
        _ => "customer_reference",
    };
    add(words.reference, text(record, reference).map(str::to_owned));
    add(
        words.customer_tax_id,
        text(record, "customer_tax_id").map(str::to_owned),
    );
    facts
}

fn closing(document: &Document<'_>, words: &Words) -> Vec<String> {
    let record = document.record;
    let named =
        |label: &str, field: &str| text(record, field).map(|text| format!("{label}: {text}"));
    let mut closing = Vec::new();
    if document.kind == Kind::CreditNote {
        closing.extend(named(words.reason, "reason"));
    }
    closing.extend(text(record, "note").map(str::to_owned));
    if document.kind != Kind::CreditNote {
        closing.extend(named(words.terms, "terms"));
    }
    closing
}

fn footer(document: &Document<'_>, words: &Words, company: &str) -> Vec<Vec<String>> {
    let letterhead = document.letterhead;
    let plain = |field: &str| text(letterhead, field).map(str::to_owned);
    let named =
        |label: &str, field: &str| text(letterhead, field).map(|text| format!("{label} {text}"));
    let first: Vec<String> = [Some(company.to_owned()), plain("register")]
        .into_iter()
        .flatten()
        .collect();
    let tax = [named(words.tax_id, "tax_id"), named(words.vat_id, "vat_id")];
    let bank = [
        plain("bank_name"),
        named("IBAN", "iban"),
        named("BIC", "bic"),
    ];
    let columns = [
        first,
        tax.into_iter().flatten().collect(),
        bank.into_iter().flatten().collect(),
    ];
    columns
        .into_iter()
        .filter(|column: &Vec<String>| !column.is_empty())
        .collect()
}
