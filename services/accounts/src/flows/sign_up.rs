//! Founding a tenant: its first user is its administrator.

use rapport_kernel::{Error, ErrorCode, Result, TenantId, UserId, fold};
use rapport_store as store;
use store::Founded;

use crate::answers::{SessionAnswer, SetupAnswer};
use crate::check::Checks;
use crate::flows::trail::Client;
use crate::{Accounts, PasswordRule, SignUp, Signup};
use rapport_store::AuditKind;

const SLUG_LENGTH: usize = 40;

/// How often another slug is tried.
const SLUG_TRIES: usize = 5;

impl Accounts {
    /// Whether the installation waits for its first user.
    pub async fn setup(&self) -> Result<SetupAnswer> {
        Ok(SetupAnswer {
            needs_setup: !self.first_user_exists().await?,
            signup: self.options.signup,
            version: env!("CARGO_PKG_VERSION"),
            database: match self.database {
                store::DatabaseKind::Sqlite => "sqlite",
                store::DatabaseKind::Postgres => "postgres",
            },
            mail: self.sends_mail(),
        })
    }

    /// Founds a tenant and signs its founder in.
    pub async fn sign_up(
        &self,
        input: &SignUp,
        client: impl Into<Client<'_>>,
    ) -> Result<SessionAnswer> {
        self.sign_up_by(PasswordRule::Ours, input, client.into())
            .await
    }

    /// The same by the rule of whoever asks for the password.
    pub(super) async fn sign_up_by(
        &self,
        rule: PasswordRule,
        input: &SignUp,
        client: Client<'_>,
    ) -> Result<SessionAnswer> {
        let only_first = match self.options.signup {
            Signup::Open => false,
            Signup::First if !self.first_user_exists().await? => true,
            Signup::First | Signup::Closed => return Err(closed()),
        };
        let user = self.found(input, only_first, rule).await?;
        let now = self.now();
        let (session, secret) = self.new_session(user.tenant, user.id, 0, client, now);
        if !self.identity.sign_in(&user, &session).await? {
            return Err(Error::new(
                ErrorCode::CONFLICT,
                "the account was changed meanwhile",
            ));
        }
        self.note_sign_in(&user, AuditKind::SignIn, client).await?;
        self.queue_verification(&user).await?;
        let tenant = self.tenant_of(&user).await?;
        self.session_answer(&session, &secret, &user, &tenant).await
    }

    /// Makes tenant and administrator, or says what is wrong with the input.
    pub(super) async fn found(
        &self,
        input: &SignUp,
        only_first: bool,
        rule: PasswordRule,
    ) -> Result<store::User> {
        let mut checks = Checks::default();
        let company = checks.name("company", &input.company);
        let name = checks.name("name", &input.name);
        let email = checks.email(&input.email);
        let currency = checks.currency(input.currency.as_deref());
        let zone = checks.time_zone(input.time_zone.as_deref());
        let locale = checks.locale(input.locale.as_deref());
        checks.password_by(rule, &input.password, &email, &company);
        checks.finish()?;
        let hash = self.hasher.turn().await?.hash(&input.password).await?;
        let tenant = store::Tenant {
            id: TenantId(self.new_id()),
            slug: slug(&company),
            name: company,
            currency,
            time_zone: zone.unwrap_or_else(|| "UTC".to_owned()),
            locale: locale.unwrap_or_else(|| "en".to_owned()),
        };
        let profiles = store::ready_profiles(|| self.new_id());
        let administrator = profiles.iter().find(|one| one.profile.administrator);
        let user = store::NewUser {
            id: UserId(self.new_id()),
            email,
            name,
            password_hash: hash,
            profile: administrator.map(|one| one.profile.id).unwrap_or_default(),
            role: None,
            locale: tenant.locale.clone(),
            time_zone: tenant.time_zone.clone(),
        };
        self.found_with_free_slug(tenant, &profiles, &user, only_first)
            .await
    }

    async fn found_with_free_slug(
        &self,
        mut tenant: store::Tenant,
        profiles: &[store::StoredProfile],
        user: &store::NewUser,
        only_first: bool,
    ) -> Result<store::User> {
        let plain = tenant.slug.clone();
        for _ in 0..SLUG_TRIES {
            let now = self.now();
            let founded = self
                .identity
                .found_tenant(&tenant, profiles, user, only_first, now);
            match founded.await? {
                Founded::Done => {
                    self.note_first_user();
                    tracing::info!(tenant = %tenant.id, "tenant founded");
                    let made = self.identity.user(tenant.id, user.id).await?;
                    return made.ok_or_else(|| Error::not_found("user"));
                }
                Founded::NotFirst => return Err(closed()),
                Founded::EmailTaken => return Err(email_taken()),
                Founded::SlugTaken => {
                    let mut digits = [0u8; 3];
                    self.random.fill(&mut digits);
                    let [a, b, c] = digits;
                    tenant.slug = format!("{plain}-{a:02x}{b:02x}{c:02x}");
                }
            }
        }
        Err(Error::new(
            ErrorCode::CONFLICT,
            "no free address for this company's name",
        ))
    }
}

pub(super) fn email_taken() -> Error {
    Error::field(
        "email",
        ErrorCode::DUPLICATE,
        "somebody signs in with this address already",
    )
}

fn closed() -> Error {
    Error::forbidden("sign-up is closed; ask an administrator for an invitation")
}

/// `Müller & Söhne GmbH` becomes `muller-sohne-gmbh`.
fn slug(company: &str) -> String {
    let mut slug = String::new();
    for letter in fold(company).chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= SLUG_LENGTH {
            break;
        }
    }
    match slug.trim_end_matches('-') {
        "" => "tenant".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_is_plain() {
        let check = |company: &str, expected: &str| assert_eq!(slug(company), expected);
        check("Müller & Söhne GmbH", "muller-sohne-gmbh");
        check("  ACME,  Inc. ", "acme-inc");
        check("株式会社", "tenant");
        check(&"a".repeat(100), &"a".repeat(40));
    }
}
