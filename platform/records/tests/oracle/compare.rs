//! Asks the engine by every door and compares with the oracle.

use std::collections::BTreeSet;
use std::fmt::Debug;

use rapport_kernel::{ErrorCode, RecordId, RequestContext, Result};
use rapport_records::{
    AggregateRequest, AuditRequest, BulkAnswer, BulkRequest, CountMode, Deleted, GlobalSearch,
    ListAnswer, ListRequest, Page, Selection, TimelineRequest,
};
use rapport_schema::{RawFilter, Record, Value};
use serde_json::{Map, Value as Json, json};

use crate::House;
use crate::keep::{self, Kept};
use crate::world::{BRAND, CASE, Dice, ENTITIES, FIRM, MEMO, World};

/// Compares one world before and after changes; answers how much was compared.
pub async fn world(house: &House, number: u64) -> u64 {
    let (mut world, mut dice) = World::new(number);
    let kept = Kept::new(house, &world).await;
    let mut compared = everybody(&kept, &world, &mut dice).await;
    let before = world.clone();
    for _ in 0..=dice.below(4) {
        world.change(&mut dice);
    }
    kept.follow(&before, &world).await;
    compared += everybody(&kept, &world, &mut dice).await;
    compared
}

async fn everybody(kept: &Kept, world: &World, dice: &mut Dice) -> u64 {
    let mut compared = 0;
    let contexts = kept.contexts(world).await;
    for (user, ctx) in contexts
        .iter()
        .filter(|(user, _)| world.users[**user].active)
    {
        let mut asked = Asked {
            kept,
            world,
            user: *user,
            ctx,
            compared: 0,
        };
        // All lists, and some of the rest: over many worlds everything meets everything.
        for entity in 0..ENTITIES.len() {
            asked.lists(entity, dice).await;
            asked.records(entity, dice).await;
        }
        if dice.chance(25) {
            asked.bulk(dice.below(ENTITIES.len())).await;
        }
        if dice.chance(25) {
            asked.fields().await;
        }
        asked.searches(dice).await;
        asked.links(dice).await;
        compared += asked.compared;
    }
    let admin = &contexts[&0];
    for record in [
        dice.below(world.records.len()),
        dice.below(world.records.len()),
    ] {
        compared += viewers(kept, world, admin, record).await;
    }
    compared
}

/// One user of a world, asking.
struct Asked<'a> {
    kept: &'a Kept,
    world: &'a World,
    user: usize,
    ctx: &'a RequestContext,
    compared: u64,
}

impl Asked<'_> {
    fn same<T: PartialEq + Debug>(&mut self, what: &str, found: T, expected: T) {
        self.compared += 1;
        assert!(
            found == expected,
            "world {}, user {}: {what}: the engine says {found:?}, the oracle {expected:?}\n{:#?}",
            self.world.number,
            self.user,
            self.world
        );
    }

    fn of(&self, entity: usize) -> impl Iterator<Item = usize> {
        let world = self.world;
        (0..world.records.len()).filter(move |at| world.records[*at].entity == entity)
    }

    fn expected(&self, entity: usize, binned: bool) -> BTreeSet<RecordId> {
        let mine = |at: &usize| {
            self.world.records[*at].binned == binned && self.world.sees(self.user, *at)
        };
        self.of(entity)
            .filter(mine)
            .map(|at| self.kept.ids[at])
            .collect()
    }

    async fn list(&self, entity: usize, request: &ListRequest) -> Result<ListAnswer> {
        self.kept
            .house
            .engine
            .list(self.ctx, ENTITIES[entity], request)
            .await
    }

    async fn lists(&mut self, entity: usize, dice: &mut Dice) {
        let reads = self.world.permits(self.user, entity).read;
        let request = ListRequest {
            limit: 1000,
            count: CountMode::Exact,
            ..ListRequest::default()
        };
        let answer = self.list(entity, &request).await;
        if !reads {
            self.same("list without the right", code(&answer), "not_found");
            return;
        }
        let answer = answer.unwrap();
        let expected = self.expected(entity, false);
        self.same("list", ids(&answer), expected.clone());
        let total = answer.total.unwrap().count;
        self.same("count", total, expected.len() as u64);
        if dice.chance(75) {
            return;
        }
        let mut paged = BTreeSet::new();
        let mut page = Page::First;
        loop {
            let request = ListRequest {
                limit: 2,
                page: page.clone(),
                sort: Some("-created_at".to_owned()),
                ..ListRequest::default()
            };
            let answer = self.list(entity, &request).await.unwrap();
            paged.extend(ids(&answer));
            match answer.next_cursor {
                Some(cursor) => page = Page::Cursor(cursor),
                None => break,
            }
        }
        self.same("pages", paged, expected.clone());
        let bin = ListRequest {
            deleted: Deleted::Only,
            ..ListRequest::default()
        };
        let binned = ids(&self.list(entity, &bin).await.unwrap());
        let expected_bin = self.expected(entity, true);
        self.same("bin", binned, expected_bin);
        let request = AggregateRequest {
            group: vec!["owner".to_owned()],
            ..AggregateRequest::default()
        };
        let engine = &self.kept.house.engine;
        let (rows, _) = engine
            .aggregate(self.ctx, ENTITIES[entity], &request)
            .await
            .unwrap();
        let rows: Vec<Json> = serde_json::from_slice(rows.as_bytes()).unwrap();
        let sum: u64 = rows.iter().map(|row| row["count"].as_u64().unwrap()).sum();
        self.same("aggregate", sum, expected.len() as u64);
    }

    /// One by one: reading, writing without writing, what hangs on the record, and why.
    async fn records(&mut self, entity: usize, dice: &mut Dice) {
        let name = ENTITIES[entity];
        let engine = self.kept.house.engine.clone();
        let rights = self.world.permits(self.user, entity);
        for at in self.of(entity).collect::<Vec<_>>() {
            let id = self.kept.ids[at];
            let binned = self.world.records[at].binned;
            let sees = self.world.sees(self.user, at);
            let read = if sees { "ok" } else { "not_found" };
            let got = engine.get(self.ctx, name, id, None, &[]).await;
            self.same("get", code(&got), read);
            if dice.chance(75) {
                continue;
            }
            let allowed = |right: bool, may: bool, there: bool| match (rights.read, right) {
                (false, _) => "not_found",
                (true, false) => "forbidden",
                (true, true) if may && there => "ok",
                (true, true) if may || !sees => "not_found",
                (true, true) => "forbidden",
            };
            let changes = self.world.changes(self.user, at);
            let input = Map::from_iter([("touch".to_owned(), json!(0))]);
            let updated = engine.update(self.ctx, name, id, &input, None).await;
            let expected = allowed(rights.update, changes, !binned);
            self.same("update", code(&updated), expected);
            let deletes = self.world.deletes(self.user, at);
            let mut work = engine.work(self.ctx).await.unwrap();
            let deleted = work.delete(name, id).await;
            let expected = allowed(rights.delete, deletes, !binned);
            self.same("delete", code(&deleted), expected);
            let mut work = engine.work(self.ctx).await.unwrap();
            let restored = work.restore(name, id).await;
            let expected = allowed(rights.delete, deletes, binned);
            self.same("restore", code(&restored), expected);
            if dice.chance(25) {
                let request = TimelineRequest {
                    limit: 100,
                    ..TimelineRequest::default()
                };
                let timeline = engine.timeline(self.ctx, name, id, &request).await;
                self.same("timeline", code(&timeline), read);
                if let Ok((entries, _)) = timeline {
                    let memos = entries.iter().filter(|entry| entry["kind"] == "memo");
                    let memos: BTreeSet<RecordId> = memos.map(id_of).collect();
                    let of = |memo: &usize| self.world.records[*memo].link == Some(at);
                    let live = |memo: &usize| !self.world.records[*memo].binned;
                    let visible = |memo: &usize| self.world.sees(self.user, *memo);
                    let memo_ids = self.of(MEMO).filter(of).filter(live).filter(visible);
                    let expected = memo_ids.map(|memo| self.kept.ids[memo]).collect();
                    self.same("activities", memos, expected);
                }
                let request = AuditRequest {
                    entity: Some(name.to_owned()),
                    record: Some(id),
                    limit: 100,
                    ..AuditRequest::default()
                };
                let audit = engine.audit(self.ctx, &request).await;
                self.same("audit", code(&audit), read);
                let why = engine.explain(self.ctx, name, id, None).await;
                self.same("explain", code(&why), read);
                if let Ok(why) = why {
                    let may = (why["may"]["read"].clone(), why["may"]["update"].clone());
                    self.same("explained", may, (json!(true), json!(changes)));
                    let reasons = why["reasons"].as_array().unwrap().len();
                    self.same("reasons", reasons > 0, true);
                }
                let shares = engine.shares(self.ctx, name, id).await;
                let expected = allowed(rights.update, changes, true);
                self.same("shares", code(&shares), expected);
            }
        }
    }

    /// A change of many reaches what one may change and tells of nothing else.
    async fn bulk(&mut self, entity: usize) {
        let rights = self.world.permits(self.user, entity);
        let request = BulkRequest {
            action: "update".to_owned(),
            selection: Selection::Matching {
                filter: Some(RawFilter::everything()),
                search: None,
            },
            input: Map::from_iter([("touch".to_owned(), json!(0))]),
        };
        let engine = self.kept.house.engine.clone();
        let ctx = self.ctx.new_operation();
        let answer = engine.bulk(&ctx, ENTITIES[entity], &request).await;
        match answer {
            Err(error) => {
                let expected = if rights.read {
                    "forbidden"
                } else {
                    "not_found"
                };
                self.same("bulk refused", error.code.name, expected);
                self.same("bulk right", rights.read && rights.update, false);
            }
            Ok(BulkAnswer::Job(_)) => panic!("so few records are changed at once"),
            Ok(BulkAnswer::Done { summary, .. }) => {
                let live = |at: &usize| !self.world.records[*at].binned;
                let seen = self.of(entity).filter(live);
                let seen = seen.filter(|at| self.world.sees(self.user, *at)).count();
                let changed = self.of(entity).filter(live);
                let changed = changed
                    .filter(|at| self.world.changes(self.user, *at))
                    .count();
                self.same("bulk matched", summary["matched"].clone(), json!(seen));
                self.same("bulk changed", summary["changed"].clone(), json!(changed));
            }
        }
    }

    /// Hidden fields do not exist.
    async fn fields(&mut self) {
        if !self.world.permits(self.user, CASE).read {
            return;
        }
        let engine = self.kept.house.engine.clone();
        for field in ["name", "size", "secret", "doubled", "touch"] {
            let hidden = self.world.hides(self.user, field);
            let expected = if hidden { "unknown_field" } else { "ok" };
            let sort = ListRequest {
                sort: Some(field.to_owned()),
                ..ListRequest::default()
            };
            self.same("sort", code(&self.list(CASE, &sort).await), expected);
            let value = if matches!(field, "name" | "secret") {
                json!("x")
            } else {
                json!(1)
            };
            let filter = json!({ "not": { "field": field, "value": value } });
            let filter = ListRequest {
                filter: Some(RawFilter::from_json(&filter).unwrap()),
                ..ListRequest::default()
            };
            self.same("filter", code(&self.list(CASE, &filter).await), expected);
            let chosen = ListRequest {
                fields: Some(vec![field.to_owned()]),
                ..ListRequest::default()
            };
            self.same("fields", code(&self.list(CASE, &chosen).await), expected);
            let metric = AggregateRequest {
                metrics: vec![format!("max:{field}")],
                ..AggregateRequest::default()
            };
            let metric = engine.aggregate(self.ctx, "case", &metric).await;
            self.same("metric", code(&metric), expected);
            let group = AggregateRequest {
                group: vec![field.to_owned()],
                ..AggregateRequest::default()
            };
            let group = engine.aggregate(self.ctx, "case", &group).await;
            self.same("group", code(&group), expected);
            let defined = engine
                .entity(self.ctx, "case")
                .await
                .unwrap()
                .field(field)
                .is_some();
            self.same("defined", defined, !hidden);
        }
        let answer = self.list(CASE, &ListRequest::default()).await.unwrap();
        let hidden = |field: &str| self.world.hides(self.user, field);
        let told: Vec<bool> = rows(&answer)
            .iter()
            .map(|row| {
                ["name", "size", "secret", "doubled"]
                    .iter()
                    .any(|name| hidden(name) && row.get(name).is_some())
            })
            .collect();
        self.same("told", told.contains(&true), false);
    }

    /// Words of hidden fields find nothing; all others find what one may see.
    async fn searches(&mut self, dice: &mut Dice) {
        let reads = self.world.permits(self.user, CASE).read;
        let words = ["thing", "alpha", "pear", "plum"];
        for word in words.into_iter().filter(|_| dice.chance(25)) {
            let in_secret = matches!(word, "pear" | "plum");
            let blind = self.world.hides(self.user, "name")
                || (in_secret && self.world.hides(self.user, "secret"));
            let has = |at: &usize| {
                let record = &self.world.records[*at];
                let found = record.name.contains(word) || record.secret.contains(word);
                found && !record.binned && !blind && self.world.sees(self.user, *at)
            };
            let cases: BTreeSet<RecordId> = self
                .of(CASE)
                .filter(has)
                .map(|at| self.kept.ids[at])
                .collect();
            if reads {
                let request = ListRequest {
                    search: Some(word.to_owned()),
                    ..ListRequest::default()
                };
                let found = ids(&self.list(CASE, &request).await.unwrap());
                self.same("search", found, cases.clone());
            }
            let mut expected = cases;
            for entity in [FIRM, MEMO, BRAND] {
                let has = |at: &usize| {
                    let record = &self.world.records[*at];
                    let visible = !record.binned && self.world.sees(self.user, *at);
                    record.name.contains(word) && visible
                };
                expected.extend(self.of(entity).filter(has).map(|at| self.kept.ids[at]));
            }
            let request = GlobalSearch {
                words: word.to_owned(),
                entities: Vec::new(),
                limit: 100,
            };
            let hits = self
                .kept
                .house
                .engine
                .search(self.ctx, &request)
                .await
                .unwrap();
            let hits: BTreeSet<RecordId> = hits.iter().map(id_of).collect();
            self.same("global search", hits, expected);
        }
    }

    /// Links show and reach what one may see and nothing else.
    async fn links(&mut self, dice: &mut Dice) {
        let engine = self.kept.house.engine.clone();
        if dice.chance(50) && self.world.permits(self.user, CASE).read {
            let request = ListRequest {
                include: vec!["firm".to_owned()],
                ..ListRequest::default()
            };
            let answer = self.list(CASE, &request).await.unwrap();
            let included: Json =
                serde_json::from_slice(answer.included.unwrap().as_bytes()).unwrap();
            let found: BTreeSet<String> = match included["firm"].as_object() {
                Some(firms) => firms.keys().cloned().collect(),
                None => BTreeSet::new(),
            };
            let live = |at: &usize| !self.world.records[*at].binned;
            let seen = self
                .of(CASE)
                .filter(live)
                .filter(|at| self.world.sees(self.user, *at));
            let firms = seen.filter_map(|at| self.world.records[at].link);
            let firms = firms.filter(|firm| self.world.sees(self.user, *firm));
            let expected = firms.map(|firm| self.kept.ids[firm].to_string()).collect();
            self.same("include", found, expected);
        }
        let rights = self.world.permits(self.user, MEMO);
        let target = dice.below(self.world.records.len());
        let related = Value::Reference {
            entity: ENTITIES[self.world.records[target].entity].to_owned(),
            id: self.kept.ids[target].0,
        };
        let values = Record::new()
            .with("name", Value::Text("new".to_owned()))
            .with("related", related);
        let mut work = engine.work(self.ctx).await.unwrap();
        let made = work.create("memo", values).await;
        let expected = match (rights.read, rights.create) {
            (false, _) => "not_found",
            (true, false) => "forbidden",
            (true, true) if self.world.sees(self.user, target) => "ok",
            (true, true) => "broken_link",
        };
        self.same("link", code(&made), expected);
    }
}

/// Who may see a record, as an administrator is told.
async fn viewers(kept: &Kept, world: &World, admin: &RequestContext, at: usize) -> u64 {
    let name = ENTITIES[world.records[at].entity];
    let viewers = kept
        .house
        .engine
        .viewers(admin, name, kept.ids[at])
        .await
        .unwrap();
    let told: BTreeSet<(String, bool)> = viewers
        .iter()
        .map(|viewer| {
            let id = viewer["user"]["id"].as_str().unwrap().to_owned();
            (id, viewer["may"]["update"].as_bool().unwrap())
        })
        .collect();
    let expected: BTreeSet<(String, bool)> = (0..world.users.len())
        .filter(|user| world.users[*user].active && world.sees(*user, at))
        .map(|user| (keep::user(world, user).to_string(), world.changes(user, at)))
        .collect();
    assert_eq!(
        told, expected,
        "world {}: viewers of {at}\n{world:#?}",
        world.number
    );
    1
}

/// `ok`, or the code of the error; a record that is not there and an entity that is not there look alike.
fn code<T>(result: &Result<T>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(error) if error.code == ErrorCode::NOT_FOUND => "not_found",
        Err(error) => match error.fields.first() {
            Some(field) if error.fields.len() == 1 => field.code,
            _ => error.code.name,
        },
    }
}

fn rows(answer: &ListAnswer) -> Vec<Json> {
    let text = [b"[", answer.records.as_bytes(), b"]"].concat();
    serde_json::from_slice(&text).unwrap()
}

fn ids(answer: &ListAnswer) -> BTreeSet<RecordId> {
    rows(answer).iter().map(id_of).collect()
}

fn id_of(json: &Json) -> RecordId {
    json["id"].as_str().unwrap().parse().unwrap()
}
