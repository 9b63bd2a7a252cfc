//! What follows from planned changes, before they are committed.

use rapport_kernel::{Error, RecordId, Result};
use rapport_schema::{FieldType, LinkTarget, Record};

use super::Work;
use super::plan::Step;
use crate::module::Changed;

/// How often reactions may answer each other before they are taken for a circle.
const ROUNDS: usize = 8;

/// The most records of one parent that a rule looks at.
const MOST_CHILDREN: u32 = 10_000;

impl Work {
    /// Tells reactions of the planned changes until nothing new follows.
    pub(super) async fn react(&mut self) -> Result<()> {
        let mut told: Vec<Option<Told>> = Vec::new();
        for _ in 0..ROUNDS {
            let mut settled = true;
            let mut at = 0;
            while at < self.planned.len() {
                told.resize(self.planned.len().max(told.len()), None);
                if let Some((entity, changed, now)) = self.untold(at, told.get(at)) {
                    settled = false;
                    if let Some(slot) = told.get_mut(at) {
                        *slot = Some(now);
                    }
                    self.tell(&entity, changed).await?;
                }
                at += 1;
            }
            if settled {
                return Ok(());
            }
        }
        Err(Error::internal(std::io::Error::other(
            "reactions do not come to an end",
        )))
    }

    async fn tell(&mut self, entity: &str, changed: Changed) -> Result<()> {
        let engine = self.engine.clone();
        self.with_all_rights(true);
        let mut outcome = Ok(());
        for reaction in engine.reactions(entity) {
            outcome = reaction(self, changed.clone()).await;
            if outcome.is_err() {
                break;
            }
        }
        self.with_all_rights(false);
        outcome
    }

    /// What reactions do not know yet of a planned change.
    fn untold(&self, at: usize, told: Option<&Option<Told>>) -> Option<(String, Changed, Told)> {
        let planned = self.planned.get(at)?;
        if self.engine.reactions(&planned.entity.name).is_empty() {
            return None;
        }
        let after = (planned.step != Step::Delete).then(|| planned.after.clone());
        let before = match told.and_then(Option::as_ref) {
            Some(Told(known)) => known.clone(),
            None if matches!(planned.step, Step::Create | Step::Restore) => None,
            None => planned.before.clone(),
        };
        let is_known = told.is_some_and(Option::is_some);
        if before == after && (is_known || planned.step == Step::Update) {
            return None;
        }
        let changed = Changed {
            id: planned.id,
            before,
            after: after.clone(),
        };
        Some((planned.entity.name.clone(), changed, Told(after)))
    }

    /// Live records whose link field points to one record, as this plan leaves them.
    ///
    /// # Errors
    /// The field is no link to one entity, or there are more than 10,000.
    pub async fn children(
        &self,
        entity: &str,
        field: &str,
        parent: RecordId,
    ) -> Result<Vec<(RecordId, Record)>> {
        let entity = self.entity(entity)?;
        let link = entity.field(field).map(|field| &field.kind);
        let Some(FieldType::Link {
            to: LinkTarget::One(target),
            ..
        }) = link
        else {
            let message = format!("`{field}` of {} is no link to one entity", entity.name);
            return Err(Error::internal(std::io::Error::other(message)));
        };
        let target = target.clone();
        let stored = self
            .linking(&entity, field, &target, parent, MOST_CHILDREN + 1)
            .await?;
        if stored.len() > MOST_CHILDREN as usize {
            let message = format!("a {target} has more than {MOST_CHILDREN} {}", entity.plural);
            return Err(Error::invalid(message));
        }
        let unplanned = stored.into_iter().filter_map(|record| {
            let id = RecordId(record.get("id").as_id()?);
            let is_planned = self.position(&entity.name, id).is_some();
            (!is_planned).then_some((id, record))
        });
        let planned = self.planned.iter().filter(|planned| {
            planned.entity.name == entity.name
                && planned.step != Step::Delete
                && planned.after.get(field).as_id() == Some(parent.0)
        });
        let planned = planned.map(|planned| (planned.id, planned.after.clone()));
        Ok(unplanned.chain(planned).collect())
    }

    /// What this plan does to records of an entity, as they are and as they will be, for rules that count what is stored
    /// and add what is planned. A record that is new, or in the bin, is not there.
    pub fn planned_changes<'w>(
        &'w self,
        entity: &'w str,
    ) -> impl Iterator<Item = (RecordId, Option<&'w Record>, Option<&'w Record>)> {
        let planned = self.planned.iter();
        let planned = planned.filter(move |planned| planned.entity.name == entity);
        planned.map(|planned| {
            let before = match planned.step {
                Step::Create | Step::Restore => None,
                Step::Update | Step::Delete => planned.before.as_ref(),
            };
            let after = (planned.step != Step::Delete).then_some(&planned.after);
            (planned.id, before, after)
        })
    }
}

/// What reactions were told a record will be; none for the bin.
#[derive(Clone)]
struct Told(Option<Record>);
