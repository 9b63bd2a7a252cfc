//! Letters: they leave when what they are about is committed, and again when a server was busy.

use rapport_accounts::{AcceptInvitation, ForgottenPassword, Invite};

use crate::kit::{App, Mailing, PASSWORD, code, on_both, secret_of, sign_up};

const EMAIL: &str = "ada@example.com";

on_both!(
    an_invitation_is_brought_by_a_letter,
    a_withdrawn_invitation_is_not_sent,
    a_busy_server_is_asked_again,
    a_letter_that_waited_too_long_is_given_up,
    one_of_two_processes_sends,
    without_a_server_nothing_waits,
    letters_are_forgotten_after_a_week,
);

fn invite(email: &str) -> Invite {
    serde_json::from_value(serde_json::json!({"email": email, "name": "Mem Ber"})).unwrap()
}

async fn an_invitation_is_brought_by_a_letter(app: App) {
    let mailing = Mailing::start(&app).await;
    let founder = mailing.found("Müller & Söhne", EMAIL).await;
    let verification = mailing.letter().await;
    assert_eq!(verification.to, [EMAIL]);
    let admin = mailing.session(&founder).await;
    let invite = invite("mem@example.com");
    let invited = mailing.accounts.invite(&admin, &invite);
    let invited = invited.await.unwrap();
    let letter = mailing.letter().await;
    assert_eq!(letter.to, ["mem@example.com"]);
    assert_eq!(letter.subject, "Ada invites you to Müller & Söhne");
    // The same link that the inviter is shown; it is not kept anywhere.
    assert_eq!(letter.link(), invited.link);
    let accept = AcceptInvitation {
        name: None,
        password: PASSWORD.to_owned(),
    };
    let token = secret_of(&invited.link);
    let joined = mailing.accounts.accept_invitation(token, &accept, "test");
    assert_eq!(joined.await.unwrap().user.email, "mem@example.com");
    // The inviter saw the link too, so that it proves nothing about the address.
    assert!(mailing.letter().await.subject.contains("Confirm"));
}

async fn a_withdrawn_invitation_is_not_sent(app: App) {
    let mailing = Mailing::start(&app).await;
    let admin = mailing.founder().await;
    let invite = invite("mem@example.com");
    let invited = mailing.accounts.invite(&admin, &invite);
    let id = invited.await.unwrap().invitation.id;
    let withdrawn = mailing.accounts.withdraw_invitation(&admin, id);
    withdrawn.await.unwrap();
    mailing.deliver_all().await;
    assert!(mailing.server.now().await.is_none());
}

async fn a_busy_server_is_asked_again(app: App) {
    let mailing = Mailing::start(&app).await;
    mailing.found("Acme", EMAIL).await;
    mailing.server.refuse_next(2);
    assert!(mailing.accounts.deliver_mail().await.unwrap());
    assert!(
        !mailing.accounts.deliver_mail().await.unwrap(),
        "not before its time"
    );
    app.clock.pass(9);
    assert!(!mailing.accounts.deliver_mail().await.unwrap());
    app.clock.pass(1);
    assert!(mailing.accounts.deliver_mail().await.unwrap());
    assert_eq!(mailing.server.refusals_left(), 0);
    app.clock.pass(60);
    let letter = mailing.letter().await;
    assert_eq!(letter.to, [EMAIL]);
    app.clock.pass(86_400);
    mailing.deliver_all().await;
    assert!(mailing.server.now().await.is_none(), "sent once");
}

async fn a_letter_that_waited_too_long_is_given_up(app: App) {
    let mailing = Mailing::start(&app).await;
    mailing.founder().await;
    let forgotten = ForgottenPassword {
        email: EMAIL.to_owned(),
    };
    mailing.accounts.forgot_password(&forgotten).await.unwrap();
    app.clock.pass(3_600);
    mailing.deliver_all().await;
    assert!(mailing.server.now().await.is_none());
}

async fn one_of_two_processes_sends(app: App) {
    let mailing = Mailing::start(&app).await;
    let other = Mailing::start(&app).await;
    for number in 0..10 {
        let email = format!("ada{number}@example.com");
        mailing.found("Acme", &email).await;
    }
    tokio::join!(mailing.deliver_all(), other.deliver_all());
    let mut receivers = std::collections::BTreeSet::new();
    for server in [&mailing.server, &other.server] {
        while let Some(letter) = server.now().await {
            assert!(
                receivers.insert(letter.to.concat()),
                "{letter:?} came twice"
            );
        }
    }
    assert_eq!(receivers.len(), 10);
}

async fn without_a_server_nothing_waits(app: App) {
    let founder = app.found("Acme", EMAIL).await;
    let forgotten = ForgottenPassword {
        email: EMAIL.to_owned(),
    };
    app.accounts.forgot_password(&forgotten).await.unwrap();
    let session = app.session(&founder).await;
    assert_eq!(
        code(app.accounts.send_verification(&session).await),
        "conflict"
    );
    assert!(!app.accounts.setup().await.unwrap().mail);
    // A server that comes later finds nothing to send.
    let mailing = Mailing::start(&app).await;
    assert!(mailing.accounts.setup().await.unwrap().mail);
    mailing.deliver_all().await;
    assert!(mailing.server.now().await.is_none());
}

async fn letters_are_forgotten_after_a_week(app: App) {
    let mailing = Mailing::start(&app).await;
    let input = sign_up("Acme", EMAIL);
    mailing.accounts.sign_up(&input, "test").await.unwrap();
    let now = || rapport_kernel::Clock::now(app.clock.as_ref());
    assert_eq!(mailing.accounts.forget_mails(now()).await.unwrap(), 0);
    app.clock.pass(7 * 86_400 + 1);
    assert_eq!(mailing.accounts.forget_mails(now()).await.unwrap(), 1);
}
