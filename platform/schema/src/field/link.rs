//! Type `link`: a link to one or several entities. Whether the record exists is checked where records are.

use serde_json::Value as Json;
use uuid::Uuid;

use crate::field::select::CHOICE_OPERATORS;
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed};
use crate::names::did_you_mean;
use crate::{LinkTarget, Value};

/// Type `link`.
pub(crate) struct LinkKind<'a> {
    pub(crate) to: &'a LinkTarget,
}

/// Reads an id.
pub(crate) fn id_from(json: &Json) -> Result<Uuid, FieldProblem> {
    json.as_str()
        .and_then(|text| Uuid::try_parse(text.trim()).ok())
        .ok_or_else(|| FieldProblem::invalid("must be the id of a record"))
}

impl LinkKind<'_> {
    fn check_entity(&self, entity: &str) -> Result<(), FieldProblem> {
        let known: &[String] = match self.to {
            LinkTarget::Any => return Ok(()),
            LinkTarget::One(one) => std::slice::from_ref(one),
            LinkTarget::Several(several) => several,
        };
        if known.iter().any(|name| name == entity) {
            return Ok(());
        }
        let suggestion = did_you_mean(entity, known.iter().map(String::as_str));
        Err(FieldProblem::invalid(format!(
            "cannot point to `{entity}`{suggestion}"
        )))
    }
}

impl FieldKind for LinkKind<'_> {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        let is_one = matches!(self.to, LinkTarget::One(_));
        if is_one && json.is_string() {
            return id_from(json).map(Value::Id);
        }
        // A filter in a query string writes `deal:<id>`.
        if let Json::String(text) = json {
            let (entity, id) = text
                .split_once(':')
                .ok_or_else(|| FieldProblem::invalid("must be {\"entity\", \"id\"}"))?;
            self.check_entity(entity.trim())?;
            return Ok(Value::Reference {
                entity: entity.trim().to_owned(),
                id: id_from(&Json::String(id.to_owned()))?,
            });
        }
        let entity = json.get("entity").and_then(Json::as_str);
        let (Some(entity), Some(id)) = (entity, json.get("id")) else {
            return Err(FieldProblem::invalid(if is_one {
                "must be the id of a record"
            } else {
                "must be {\"entity\", \"id\"}"
            }));
        };
        self.check_entity(entity)?;
        let id = id_from(id)?;
        Ok(if is_one {
            Value::Id(id)
        } else {
            Value::Reference {
                entity: entity.to_owned(),
                id,
            }
        })
    }

    fn display(&self, value: &Value) -> String {
        match value {
            Value::Id(id) => id.to_string(),
            Value::Reference { entity, id } => format!("{entity}:{id}"),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [&'static str] {
        CHOICE_OPERATORS
    }
}
