//! The engine on a database of its own, with short words for what tests do.

use std::sync::Arc;

use rapport_kernel::{
    Access, Actor, Clock, Currency, Error, OperationId, Profile, RecordId, RequestContext,
    RequestId, Result, Source, TenantId, UserId, new_uuid,
};
use rapport_records::{ActionAnswer, Engine, ListRequest, Module};
use rapport_schema::RawFilter;
use rapport_store::{Founded, NewUser, ProfileKept, Store, StoredProfile, Tenant, ready_profiles};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use crate::{Database, TestClock, TestRandom};

/// An engine with one tenant and its administrator. Clones share all of it but the user.
///
/// Methods that begin with `try_` answer errors; the others panic on them.
#[derive(Clone)]
pub struct TestApp {
    engine: Engine,
    clock: Arc<TestClock>,
    ctx: RequestContext,
}

impl TestApp {
    /// Opens a database, makes the tables of the modules and founds a tenant.
    ///
    /// # Panics
    /// When any of it fails.
    pub async fn open(database: &Database, modules: Vec<Module>) -> Self {
        let store = Store::open(database.options()).await.unwrap();
        let engine = Engine::new(store.clone(), modules).unwrap_or_else(|error| panic!("{error}"));
        let entities: Vec<_> = engine.base_schema().entities().to_vec();
        store.create_all(&entities).await.unwrap();
        let clock = Arc::new(TestClock::default());
        let random = Arc::new(TestRandom::default());
        let new_id = || new_uuid(clock.as_ref(), random.as_ref());
        let user = UserId(new_id());
        let ctx = RequestContext {
            tenant: TenantId(new_id()),
            actor: Actor::new(Access::administrator(user)),
            request_id: RequestId(new_id()),
            operation: OperationId(new_id()),
            source: Source::Api,
            time_zone: Arc::from("Europe/Berlin"),
            currency: Currency::EUR,
            idempotency: None,
            clock: clock.clone(),
            random,
        };
        let app = Self { engine, clock, ctx };
        app.found().await;
        app
    }

    async fn found(&self) {
        let tenant = Tenant {
            id: self.ctx.tenant,
            name: "Test company".to_owned(),
            slug: "test".to_owned(),
            currency: self.ctx.currency,
            time_zone: self.ctx.time_zone.to_string(),
            locale: "en".to_owned(),
        };
        let profiles = ready_profiles(|| new_uuid(self.clock.as_ref(), self.ctx.random.as_ref()));
        let administrator = profiles.iter().find(|one| one.profile.administrator);
        let user = new_user(
            &self.ctx.actor,
            "Ada Admin",
            administrator.unwrap().profile.id,
        );
        let identity = self.engine.store().identity();
        let founded = identity
            .found_tenant(&tenant, &profiles, &user, false, self.clock.now())
            .await
            .unwrap();
        assert_eq!(founded, Founded::Done);
    }

    /// The same app as seen by a new user of the tenant, with access such as [`Access::everything`].
    ///
    /// # Panics
    /// When the user cannot be made.
    pub async fn as_user(&self, name: &str, access: impl FnOnce(UserId) -> Access) -> Self {
        let id = UserId(new_uuid(self.clock.as_ref(), self.ctx.random.as_ref()));
        let actor = Actor::new(access(id));
        let identity = self.engine.store().identity();
        let profile = StoredProfile {
            profile: Profile {
                id: new_uuid(self.clock.as_ref(), self.ctx.random.as_ref()),
                name: format!("Profile of {name}"),
                ..(*actor.access.profile).clone()
            },
            description: String::new(),
        };
        let added = identity.add_profile(self.ctx.tenant, &profile, self.clock.now());
        assert_eq!(added.await.unwrap(), ProfileKept::Done);
        let user = new_user(&actor, name, profile.profile.id);
        assert!(
            identity
                .add_user(self.ctx.tenant, &user, self.clock.now())
                .await
                .unwrap()
        );
        let ctx = RequestContext {
            actor,
            ..self.ctx.clone()
        };
        Self {
            ctx,
            ..self.clone()
        }
    }

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &TestClock {
        &self.clock
    }

    /// The user who asks.
    #[must_use]
    pub fn user(&self) -> UserId {
        self.ctx.actor.user
    }

    /// A context for one more operation of the user.
    #[must_use]
    pub fn ctx(&self) -> RequestContext {
        self.ctx.new_operation()
    }

    /// Creates a record.
    ///
    /// # Errors
    /// What the engine refuses.
    pub async fn try_create(&self, entity: &str, values: Json) -> Result<RecordId> {
        let answer = self
            .engine
            .create(&self.ctx(), entity, &object(values))
            .await?;
        Ok(id_of(&parsed(answer.record.as_bytes())))
    }

    /// Creates a record.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn create(&self, entity: &str, values: Json) -> RecordId {
        let created = self.try_create(entity, values).await;
        created.unwrap_or_else(|error| panic!("create {entity}: {error:?}"))
    }

    /// Changes fields of a record and answers the record.
    ///
    /// # Errors
    /// What the engine refuses.
    pub async fn try_update(&self, entity: &str, id: RecordId, values: Json) -> Result<Json> {
        let answer = self
            .engine
            .update(&self.ctx(), entity, id, &object(values), None)
            .await?;
        Ok(parsed(answer.record.as_bytes()))
    }

    /// Changes fields of a record and answers the record.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn update(&self, entity: &str, id: RecordId, values: Json) -> Json {
        let updated = self.try_update(entity, id, values).await;
        updated.unwrap_or_else(|error| panic!("update {entity}: {error:?}"))
    }

    /// A record.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn try_get(&self, entity: &str, id: RecordId) -> Result<Json> {
        let answer = self.engine.get(&self.ctx(), entity, id, None, &[]).await?;
        Ok(parsed(answer.record.as_bytes()))
    }

    /// A record.
    ///
    /// # Panics
    /// When it is not there.
    pub async fn get(&self, entity: &str, id: RecordId) -> Json {
        let found = self.try_get(entity, id).await;
        found.unwrap_or_else(|error| panic!("get {entity}: {error:?}"))
    }

    /// Up to 1000 records, newest first. The filter is that of the API; null means all.
    ///
    /// # Panics
    /// When the filter is refused.
    pub async fn list(&self, entity: &str, filter: Json) -> Vec<Json> {
        let filter = (!filter.is_null())
            .then(|| RawFilter::from_json(&filter).unwrap_or_else(|error| panic!("{error:?}")));
        let request = ListRequest {
            filter,
            limit: 1000,
            ..ListRequest::default()
        };
        let answer = self.engine.list(&self.ctx(), entity, &request).await;
        let answer = answer.unwrap_or_else(|error| panic!("list {entity}: {error:?}"));
        let json = [b"[", answer.records.as_bytes(), b"]"].concat();
        serde_json::from_slice(&json).unwrap()
    }

    /// Runs an action: on a record, or with no id on the collection.
    ///
    /// # Errors
    /// What the action refuses.
    pub async fn try_act(
        &self,
        entity: &str,
        id: impl Into<Option<RecordId>>,
        action: &str,
        input: Json,
    ) -> Result<ActionAnswer> {
        let input = object(input);
        self.engine
            .action(&self.ctx(), entity, id.into(), action, &input)
            .await
    }

    /// Runs an action.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn act(
        &self,
        entity: &str,
        id: impl Into<Option<RecordId>>,
        action: &str,
        input: Json,
    ) -> ActionAnswer {
        let done = self.try_act(entity, id, action, input).await;
        done.unwrap_or_else(|error| panic!("{action} {entity}: {error:?}"))
    }

    /// Does the chores that are due and answers their names.
    ///
    /// # Panics
    /// When the database cannot be reached.
    pub async fn run_chores(&self) -> Vec<&'static str> {
        let (clock, random) = (&self.ctx.clock, &self.ctx.random);
        let ran = self.engine.run_due_chores(clock, random).await;
        ran.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Takes an operation back. Answers how many records were changed back.
    ///
    /// # Panics
    /// When it cannot be undone, or not wholly.
    pub async fn undo(&self, operation: OperationId) -> usize {
        let answer = self.engine.undo_operation(&self.ctx(), operation).await;
        let answer = answer.unwrap_or_else(|error| panic!("undo: {error:?}"));
        assert!(answer.conflicts.is_empty(), "{:?}", answer.conflicts);
        answer.undone
    }

    /// The steps of a state field: pairs of from and to, oldest first.
    ///
    /// # Panics
    /// When there is no such field.
    pub async fn history(&self, entity: &str, id: RecordId, field: &str) -> Vec<(Json, Json)> {
        let steps = self
            .engine
            .history(&self.ctx(), entity, id, Some(field))
            .await;
        let steps = steps.unwrap_or_else(|error| panic!("history: {error:?}"));
        let side = |step: &Json, name: &str| step.get(name).cloned().unwrap_or_default();
        steps
            .iter()
            .map(|step| (side(step, "from"), side(step, "to")))
            .collect()
    }
}

/// The code of an error, for tests of refusals.
///
/// # Panics
/// When it is no error.
pub fn refused<T>(result: Result<T>) -> Error {
    match result {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => error,
    }
}

fn new_user(actor: &Actor, name: &str, profile: Uuid) -> NewUser {
    NewUser {
        id: actor.user,
        email: format!("{}@test.example", name.to_lowercase().replace(' ', ".")),
        name: name.to_owned(),
        password_hash: "none".to_owned(),
        profile,
        role: None,
        locale: "en".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
    }
}

fn object(values: Json) -> Map<String, Json> {
    match values {
        Json::Object(values) => values,
        other => panic!("values are an object, not {other}"),
    }
}

fn parsed(json: &[u8]) -> Json {
    serde_json::from_slice(json)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(json)))
}

fn id_of(record: &Json) -> RecordId {
    record
        .get("id")
        .and_then(Json::as_str)
        .and_then(|id| id.parse().ok())
        .unwrap()
}
