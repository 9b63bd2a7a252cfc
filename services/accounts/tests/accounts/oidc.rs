//! Sign-in through a provider: whom it lets in, and what it does not believe.

use jsonwebtoken::Algorithm;
use rapport_accounts::{
    Accounts, Invite, PasswordOnly, ProviderReturn, Session, SessionAnswer, SignInAnswer, Signup,
    UserPatch,
};
use rapport_kernel::{Clock, Result};
use rapport_net::Outbound;
use rapport_store as store;
use serde_json::{Value, json};

use crate::kit::{App, PASSWORD, code, on_both};
use crate::provider::FakeProvider;

const EMAIL: &str = "ada@example.com";

on_both!(
    a_verified_user_comes_in_and_is_known_by_the_subject_then,
    an_invited_person_joins_without_a_password,
    without_account_or_invitation_nobody_comes_in,
    an_unverified_address_opens_nothing,
    an_address_that_was_not_proved_here_is_not_handed_over,
    an_inactive_user_does_not_come_in,
    only_the_browser_that_was_sent_away_comes_back_and_once,
    an_id_token_must_be_made_for_this_sign_in,
    userinfo_tells_the_address_if_it_is_about_the_same_person,
    the_second_factor_is_still_asked_for,
    links_are_listed_and_taken_away_but_the_last_way_in,
    without_a_setting_no_provider_is_reached,
);

struct Kit {
    app: App,
    provider: FakeProvider,
    accounts: Accounts,
}

/// What a browser holds after it was sent away and before it comes back.
struct Away {
    secret: String,
    state: String,
    code: String,
}

impl Kit {
    async fn new(app: App) -> Self {
        let now = app.clock.now().as_micros() / 1_000_000;
        let provider = FakeProvider::start(now).await;
        let outbound = Outbound::new(vec!["127.0.0.1".parse().unwrap()]);
        let accounts = app.another_process(Signup::Open).await;
        let accounts = accounts.trusting(vec![provider.settings()], &outbound);
        Self {
            app,
            provider,
            accounts,
        }
    }

    /// Ada's account, whose address is proved.
    async fn ada(&self) -> Session {
        let session = self.app.session(&self.app.found("Acme", EMAIL).await).await;
        self.prove(&session).await;
        session
    }

    async fn prove(&self, session: &Session) {
        let user = self
            .app
            .store
            .identity()
            .user(session.tenant, session.actor.user)
            .await
            .unwrap()
            .unwrap();
        let identity = self.app.store.identity();
        identity
            .note_verified_email(&user, self.app.clock.now())
            .await
            .unwrap();
    }

    async fn away(&self) -> Away {
        let start = self.accounts.start_provider("company", "/deals").await;
        let start = start.unwrap();
        let (state, code) = self.provider.visit(&start.url);
        Away {
            secret: start.secret,
            state,
            code,
        }
    }

    async fn back(&self, away: &Away) -> Result<SignInAnswer> {
        let input = ProviderReturn {
            code: Some(away.code.clone()),
            state: Some(away.state.clone()),
            ..ProviderReturn::default()
        };
        let secret = Some(away.secret.as_str());
        let back = self
            .accounts
            .finish_provider("company", secret, &input, "test");
        let (answer, next) = back.await?;
        assert_eq!(next, "/deals");
        Ok(answer)
    }

    async fn sign_in(&self) -> Result<SignInAnswer> {
        self.back(&self.away().await).await
    }

    async fn comes_in(&self) -> SessionAnswer {
        match self.sign_in().await.unwrap() {
            SignInAnswer::Session(session) => *session,
            SignInAnswer::Mfa { mfa } => panic!("a second factor is asked for: {mfa:?}"),
        }
    }

    /// Whom the provider names from now on.
    fn says(&self, claims: Value) {
        self.provider.says(|saying| saying.claims = claims);
    }

    async fn refused(&self, words: &str) {
        let refused = self.sign_in().await.unwrap_err();
        assert!(refused.message.contains(words), "{refused}");
    }
}

async fn a_verified_user_comes_in_and_is_known_by_the_subject_then(app: App) {
    let kit = Kit::new(app).await;
    let ada = kit.ada().await;
    let answer = kit.comes_in().await;
    assert_eq!(answer.user.id, ada.actor.user);
    kit.app.session(&answer).await;
    // The address at the provider may change; the subject stays.
    kit.says(json!({ "email": "new@example.com", "email_verified": false }));
    assert_eq!(kit.comes_in().await.user.id, ada.actor.user);
    // The same address under another subject is somebody else's claim to the same user: linked as well.
    kit.says(json!({ "sub": "ada-2" }));
    assert_eq!(kit.comes_in().await.user.id, ada.actor.user);
    let identity = kit.app.store.identity();
    let links = identity.provider_identities(ada.tenant, ada.actor.user);
    let links: Vec<String> = links
        .await
        .unwrap()
        .into_iter()
        .map(|link| link.subject)
        .collect();
    assert_eq!(links, ["ada-1", "ada-2"]);
}

async fn links_are_listed_and_taken_away_but_the_last_way_in(app: App) {
    let kit = Kit::new(app).await;
    let ada = kit.ada().await;
    kit.comes_in().await;
    let links = kit.accounts.provider_links(&ada).await.unwrap();
    assert_eq!((links.len(), links[0].email.as_str()), (1, EMAIL));
    let strange = kit.accounts.remove_provider_link(&ada, uuid::Uuid::nil());
    assert_eq!(code(strange.await), "not_found");
    let removed = kit.accounts.remove_provider_link(&ada, links[0].id);
    removed.await.unwrap();
    assert!(kit.accounts.provider_links(&ada).await.unwrap().is_empty());
    // What did not happen left no entry, what did left one each.
    let query = store::AuditQuery {
        kinds: vec![store::AuditKind::Factor],
        limit: 10,
        ..store::AuditQuery::default()
    };
    let told = kit.app.store.tenant(ada.tenant).audit(&query).await;
    let mut told: Vec<String> = told.unwrap().into_iter().map(|one| one.action).collect();
    told.sort();
    assert_eq!(told, ["link_provider", "unlink_provider"]);

    let invite = Invite {
        email: "mem@example.com".to_owned(),
        name: "Mem".to_owned(),
        profile: None,
        role: None,
    };
    kit.app.accounts.invite(&ada, &invite).await.unwrap();
    kit.says(json!({ "sub": "mem-1", "email": "mem@example.com", "email_verified": true }));
    let answer = kit.comes_in().await;
    let mem = kit.app.session(&answer).await;
    let links = kit.accounts.provider_links(&mem).await.unwrap();
    let last = kit.accounts.remove_provider_link(&mem, links[0].id);
    assert_eq!(code(last.await), "conflict");
}

async fn an_invited_person_joins_without_a_password(app: App) {
    let kit = Kit::new(app).await;
    let ada = kit.ada().await;
    let invite = Invite {
        email: "mem@example.com".to_owned(),
        name: "Mem".to_owned(),
        profile: None,
        role: None,
    };
    kit.app.accounts.invite(&ada, &invite).await.unwrap();
    kit.says(json!({ "sub": "mem", "email": "mem@example.com", "name": "Mem Ber" }));
    let joined = kit.comes_in().await;
    assert_eq!(
        (joined.tenant.id, joined.user.name.as_str()),
        (ada.tenant, "Mem Ber")
    );
    assert!(kit.app.accounts.invitations(&ada).await.unwrap().is_empty());
    for password in ["!", "", PASSWORD] {
        let refused = kit.app.sign_in("mem@example.com", password).await;
        assert_eq!(code(refused), "bad_credentials");
    }
    assert_eq!(kit.comes_in().await.user.id, joined.user.id);
}

async fn without_account_or_invitation_nobody_comes_in(app: App) {
    let kit = Kit::new(app).await;
    let ada = kit.ada().await;
    kit.says(json!({ "sub": "eve", "email": "eve@example.com" }));
    kit.refused("there is no account for eve@example.com, ask an administrator")
        .await;
    let invite = Invite {
        email: "eve@example.com".to_owned(),
        name: "Eve".to_owned(),
        profile: None,
        role: None,
    };
    kit.app.accounts.invite(&ada, &invite).await.unwrap();
    kit.app.clock.pass(7 * 86_400);
    let now = kit.app.clock.now().as_micros() / 1_000_000;
    kit.says(json!({ "sub": "eve", "email": "eve@example.com", "iat": now, "exp": now + 60 }));
    kit.refused("there is no account").await;
    assert_eq!(kit.app.accounts.users(&ada).await.unwrap().len(), 1);
}

async fn an_unverified_address_opens_nothing(app: App) {
    let kit = Kit::new(app).await;
    kit.ada().await;
    for verified in [
        json!(false),
        json!(null),
        json!("false"),
        json!(1),
        json!("yes"),
    ] {
        kit.says(json!({ "email_verified": verified }));
        kit.refused("has not verified your e-mail address ada@example.com")
            .await;
    }
    kit.says(json!({ "email": null, "email_verified": null }));
    kit.provider
        .says(|saying| saying.userinfo = json!({ "sub": "ada-1" }));
    kit.refused("does not tell your e-mail address").await;
    kit.says(json!({ "email_verified": "true" }));
    kit.comes_in().await;
}

async fn an_address_that_was_not_proved_here_is_not_handed_over(app: App) {
    let kit = Kit::new(app).await;
    // Somebody signed up with an address that is not theirs.
    let squatter = kit.app.session(&kit.app.found("Evil", EMAIL).await).await;
    kit.refused("has not proved its e-mail address").await;
    kit.prove(&squatter).await;
    kit.comes_in().await;
}

async fn an_inactive_user_does_not_come_in(app: App) {
    let kit = Kit::new(app).await;
    let ada = kit.ada().await;
    let member = kit.app.member(&ada, "mem@example.com").await;
    let session = kit.app.session(&member).await;
    kit.prove(&session).await;
    kit.says(json!({ "sub": "mem", "email": "mem@example.com" }));
    kit.comes_in().await;
    let patch = UserPatch {
        active: Some(false),
        ..UserPatch::default()
    };
    kit.app.patch(&ada, member.user.id, patch).await.unwrap();
    kit.refused("is not active any more").await;
    kit.says(json!({ "sub": "other", "email": "mem@example.com" }));
    kit.refused("is not active any more").await;
}

async fn only_the_browser_that_was_sent_away_comes_back_and_once(app: App) {
    let kit = Kit::new(app).await;
    kit.ada().await;
    let over = |answer: Result<SignInAnswer>| {
        let refused = answer.unwrap_err();
        assert!(
            refused.message.contains("is over or was begun"),
            "{refused}"
        );
    };
    // The state of one browser with the cookie of another, and neither.
    let (one, other) = (kit.away().await, kit.away().await);
    let mixed = Away {
        state: other.state.clone(),
        secret: one.secret.clone(),
        code: other.code.clone(),
    };
    over(kit.back(&mixed).await);
    for secret in [None, Some(""), Some("rpt_o_x")] {
        let input = ProviderReturn {
            code: Some(one.code.clone()),
            state: Some(one.state.clone()),
            ..ProviderReturn::default()
        };
        let back = kit
            .accounts
            .finish_provider("company", secret, &input, "test");
        over(back.await.map(|(answer, _)| answer));
    }
    let none = ProviderReturn {
        code: Some(one.code.clone()),
        ..ProviderReturn::default()
    };
    let back = kit
        .accounts
        .finish_provider("company", Some(&one.secret), &none, "test");
    over(back.await.map(|(answer, _)| answer));
    // Many at once, and again later: one session.
    let tries = (0..4).map(|_| kit.back(&other));
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    over(kit.back(&other).await);
    // A code that was used already is refused by the provider.
    let mut again = kit.away().await;
    again.code = other.code.clone();
    let refused = kit.back(&again).await.unwrap_err();
    assert!(
        refused.message.contains("could not be accepted"),
        "{refused}"
    );
    let late = kit.away().await;
    kit.app.clock.pass(10 * 60);
    over(kit.back(&late).await);
    let refused = ProviderReturn {
        error: Some("access_denied".to_owned()),
        state: None,
        ..ProviderReturn::default()
    };
    let back = kit
        .accounts
        .finish_provider("company", None, &refused, "test");
    over(back.await.map(|(answer, _)| answer));
}

async fn an_id_token_must_be_made_for_this_sign_in(app: App) {
    let kit = Kit::new(app).await;
    kit.ada().await;
    let now = kit.app.clock.now().as_micros() / 1_000_000;
    for wrong in [
        json!({ "nonce": "another" }),
        json!({ "nonce": null }),
        json!({ "iss": "https://evil.example" }),
        json!({ "aud": "another" }),
        json!({ "aud": ["another", "third"] }),
        json!({ "aud": [crate::provider::CLIENT, "another"] }),
        json!({ "azp": "another" }),
        json!({ "exp": now - 61 }),
        json!({ "exp": null }),
        json!({ "iat": now + 120 }),
        json!({ "iat": now - 4000 }),
        json!({ "sub": "" }),
        json!({ "sub": null }),
    ] {
        kit.says(wrong.clone());
        let refused = kit.sign_in().await.unwrap_err();
        let known = refused.message.contains("could not be accepted");
        assert!(known, "{wrong}: {refused}");
    }
    kit.says(json!({}));
    let public = kit.provider.public_key();
    for (algorithm, hmac) in [
        (Algorithm::HS256, Some(public)),
        (Algorithm::HS256, Some(b"s&cret=1".to_vec())),
    ] {
        kit.provider.says(|saying| {
            saying.header.alg = algorithm;
            saying.hmac = hmac;
        });
        kit.refused("could not be accepted").await;
    }
    kit.provider.says(|saying| {
        saying.header.alg = Algorithm::ES256;
        saying.hmac = None;
        saying.header.kid = Some("odd".to_owned());
    });
    kit.refused("could not be accepted").await;
    kit.provider.says(|saying| saying.header.kid = None);
    kit.comes_in().await;
    kit.says(
        json!({ "aud": [crate::provider::CLIENT, "another"], "azp": crate::provider::CLIENT }),
    );
    kit.comes_in().await;
}

async fn userinfo_tells_the_address_if_it_is_about_the_same_person(app: App) {
    let kit = Kit::new(app).await;
    kit.ada().await;
    kit.says(json!({ "email": null, "email_verified": null }));
    let told = json!({ "sub": "eve", "email": EMAIL, "email_verified": true });
    kit.provider.says(|saying| saying.userinfo = told);
    kit.refused("could not be accepted").await;
    let told = json!({ "sub": "ada-1", "email": EMAIL, "email_verified": true });
    kit.provider.says(|saying| saying.userinfo = told);
    kit.comes_in().await;
}

async fn the_second_factor_is_still_asked_for(app: App) {
    let kit = Kit::new(app).await;
    let ada = kit.ada().await;
    let (_, codes) = crate::factors::set_up(&kit.app, &ada).await;
    let waiting = match kit.sign_in().await.unwrap() {
        SignInAnswer::Mfa { mfa } => mfa,
        SignInAnswer::Session(_) => panic!("no second factor was asked for"),
    };
    let done = crate::factors::complete(&kit.app, &waiting, &codes[0]).await;
    kit.app.session(&done.unwrap()).await;
    let password = PasswordOnly {
        password: PASSWORD.to_owned(),
    };
    kit.app.accounts.remove_totp(&ada, &password).await.unwrap();
    kit.comes_in().await;
}

async fn without_a_setting_no_provider_is_reached(app: App) {
    let kit = Kit::new(app).await;
    let accounts = kit.app.another_process(Signup::Open).await;
    let accounts = accounts.trusting(vec![kit.provider.settings()], &Outbound::new(Vec::new()));
    let refused = accounts.start_provider("company", "/").await.unwrap_err();
    assert_eq!(refused.code.name, "unavailable");
    assert_eq!(
        code(kit.accounts.start_provider("other", "/").await),
        "not_found"
    );
    assert_eq!(kit.accounts.sign_in_providers().len(), 1);
}
