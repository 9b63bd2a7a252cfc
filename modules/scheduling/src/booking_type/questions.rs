//! What is asked of somebody who books, and whether it was answered.

use std::collections::BTreeSet;

use rapport_module_kit::serde_json::{Map, Value as Json};
use rapport_module_kit::{Error, ErrorCode, Result};

const TYPES: &[&str] = &["text", "long_text", "number", "boolean", "select"];
const KEYS: &[&str] = &["name", "label", "type", "required", "options"];
/// The most questions that are asked, and characters of an answer.
const MOST: usize = 50;
const LONGEST: usize = 5000;

/// Whether these are questions: a list of objects with different names, known types, and choices where they are needed.
pub(super) fn check(questions: Option<&Json>) -> Result<()> {
    let Some(questions) = questions else {
        return Ok(());
    };
    let wrong = |message: &str| Err(Error::field("questions", ErrorCode::INVALID, message));
    let Some(list) = questions.as_array().filter(|list| list.len() <= MOST) else {
        return wrong("must be a list of at most 50 questions");
    };
    let mut names = BTreeSet::new();
    for question in list {
        let Some(question) = question.as_object() else {
            return wrong("each question is an object");
        };
        if let Some(key) = question.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return wrong(&format!("unknown key `{key}`"));
        }
        let Some(name) = text(question, "name").filter(|name| !name.is_empty()) else {
            return wrong("each question needs a `name`");
        };
        if !names.insert(name) {
            return wrong(&format!("there are two questions `{name}`"));
        }
        let kind = text(question, "type").unwrap_or("text");
        if !TYPES.contains(&kind) {
            return wrong(&format!(
                "the type of `{name}` is one of {}",
                TYPES.join(", ")
            ));
        }
        if kind == "select" && options(question).is_empty() {
            return wrong(&format!("`{name}` needs `options`, a list of texts"));
        }
    }
    Ok(())
}

/// Whether answers fit the questions. Answers nobody asked for are refused.
pub(super) fn answered(questions: Option<&Json>, answers: Option<&Json>) -> Result<()> {
    let none = Map::new();
    let answers = match answers {
        None => &none,
        Some(answers) => match answers.as_object() {
            Some(answers) => answers,
            None => return refused("must be an object of answers by name of the question"),
        },
    };
    let questions: Vec<_> = questions
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_object)
        .collect();
    let asked: BTreeSet<&str> = questions
        .iter()
        .filter_map(|question| text(question, "name"))
        .collect();
    if let Some(name) = answers.keys().find(|name| !asked.contains(name.as_str())) {
        return refused(&format!("there is no question `{name}`"));
    }
    questions
        .iter()
        .try_for_each(|question| answer(question, answers))
}

fn answer(question: &Map<String, Json>, answers: &Map<String, Json>) -> Result<()> {
    let name = text(question, "name").unwrap_or_default();
    let given = answers.get(name).filter(|answer| !is_empty(answer));
    let Some(given) = given else {
        let required = question.get("required") == Some(&Json::Bool(true));
        return match required {
            true => refused(&format!("`{name}` must be answered")),
            false => Ok(()),
        };
    };
    let fits = match text(question, "type").unwrap_or("text") {
        "number" => given.is_number(),
        "boolean" => given.is_boolean(),
        "select" => given
            .as_str()
            .is_some_and(|given| options(question).contains(&given)),
        _ => given
            .as_str()
            .is_some_and(|given| given.chars().count() <= LONGEST),
    };
    match fits {
        true => Ok(()),
        false => refused(&format!("`{name}` cannot be answered with {given}")),
    }
}

fn refused(message: &str) -> Result<()> {
    Err(Error::field("answers", ErrorCode::INVALID, message))
}

fn is_empty(answer: &Json) -> bool {
    answer.is_null() || answer.as_str().is_some_and(|text| text.trim().is_empty())
}

fn text<'a>(question: &'a Map<String, Json>, key: &str) -> Option<&'a str> {
    question.get(key).and_then(Json::as_str)
}

fn options(question: &Map<String, Json>) -> Vec<&str> {
    let options = question.get("options").and_then(Json::as_array);
    options
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_module_kit::json;

    #[test]
    fn questions_are_checked_where_they_are_written() {
        assert!(check(None).is_ok());
        assert!(
            check(Some(
                &json!([{ "name": "size", "type": "number", "required": true }])
            ))
            .is_ok()
        );
        for wrong in [
            json!({ "name": "size" }),
            json!([{ "label": "Size" }]),
            json!([{ "name": "a" }, { "name": "a" }]),
            json!([{ "name": "a", "type": "colour" }]),
            json!([{ "name": "a", "type": "select" }]),
            json!([{ "name": "a", "requierd": true }]),
        ] {
            assert!(check(Some(&wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn answers_fit_the_questions() {
        let questions = json!([
            { "name": "size", "type": "number", "required": true },
            { "name": "floor", "type": "select", "options": ["ground", "upper"] },
            { "name": "remarks" },
        ]);
        let fits = |answers: Json| answered(Some(&questions), Some(&answers)).is_ok();
        assert!(fits(
            json!({ "size": 40, "floor": "upper", "remarks": "dog" })
        ));
        assert!(fits(json!({ "size": 40, "floor": null })));
        assert!(!fits(json!({ "floor": "upper" })));
        assert!(!fits(json!({ "size": "big" })));
        assert!(!fits(json!({ "size": 40, "floor": "roof" })));
        assert!(!fits(json!({ "size": 40, "colour": "red" })));
        assert!(!fits(json!([40])));
        assert!(answered(Some(&questions), None).is_err());
        assert!(answered(None, None).is_ok());
    }
}
