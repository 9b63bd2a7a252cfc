//! Letters over a real connection.

use rapport_kernel::Timestamp;
use rapport_mail::{Envelope, Language, Letter, Mailer, Notice};
use rapport_testkit::SmtpServer;
use uuid::Uuid;

fn envelope(to: &str) -> Envelope<'_> {
    Envelope {
        to,
        id: Uuid::from_u128(7),
        at: Timestamp::from_micros(1_800_000_000_000_000),
    }
}

fn letter(name: &str) -> Letter {
    let notice = Notice::Invitation {
        name: name.to_owned(),
        inviter: "Jürgen Groß".to_owned(),
        company: "Müller & Söhne".to_owned(),
        link: "https://crm.example/invitations/rpt_i_secret".to_owned(),
    };
    Letter::of(&notice, Language::German)
}

#[tokio::test]
async fn a_letter_arrives_as_text_and_html() {
    let server = SmtpServer::start().await;
    let mailer = Mailer::new(&server.url(), "Rapport <crm@example.com>").unwrap();
    mailer
        .send(&envelope("ada@example.com"), &letter("Ada"))
        .await
        .unwrap();
    let mail = server.next().await;
    assert_eq!(mail.from, "crm@example.com");
    assert_eq!(mail.to, ["ada@example.com"]);
    assert_eq!(mail.subject, "Jürgen Groß lädt Sie zu Müller & Söhne ein");
    assert_eq!(mail.link(), "https://crm.example/invitations/rpt_i_secret");
    assert!(mail.text.contains("Müller & Söhne"), "{}", mail.text);
    assert!(mail.html.contains("Müller &amp; Söhne"), "{}", mail.html);
    for header in [
        "Auto-Submitted: auto-generated",
        "Message-ID: <00000000-0000-0000-0000-000000000007@example.com>",
        "Date: Fri, 15 Jan 2027 08:00:00 +0000",
        "Content-Type: multipart/alternative",
    ] {
        assert!(mail.raw.contains(header), "{header} in {}", mail.raw);
    }
}

#[tokio::test]
async fn nobody_adds_headers_or_receivers() {
    let server = SmtpServer::start().await;
    let mailer = Mailer::new(&server.url(), "crm@example.com").unwrap();
    let evil = "Eve\r\nBcc: all@example.com\r\n\r\n.\r\nMAIL FROM:<eve@example.com>";
    mailer
        .send(&envelope("ada@example.com"), &letter(evil))
        .await
        .unwrap();
    let mail = server.next().await;
    assert_eq!(mail.to, ["ada@example.com"]);
    assert!(!mail.raw.contains("\r\nBcc:"), "{}", mail.raw);
    assert!(server.now().await.is_none());
    let refused = mailer
        .send(
            &envelope("ada@example.com>\r\nRCPT TO:<eve@example.com"),
            &letter("x"),
        )
        .await;
    assert!(refused.unwrap_err().permanent);
}

#[tokio::test]
async fn a_server_that_is_busy_or_away_is_worth_another_try() {
    let server = SmtpServer::start().await;
    let mailer = Mailer::new(&server.url(), "crm@example.com").unwrap();
    server.refuse_next(1);
    let (to, letter) = (envelope("ada@example.com"), letter("Ada"));
    let busy = mailer.send(&to, &letter).await.unwrap_err();
    assert!(
        !busy.permanent && busy.reason.contains("not now"),
        "{busy:?}"
    );
    mailer.send(&to, &letter).await.unwrap();
    server.next().await;
    let away = Mailer::new("smtp://127.0.0.1:1", "crm@example.com").unwrap();
    assert!(!away.send(&to, &letter).await.unwrap_err().permanent);
}
