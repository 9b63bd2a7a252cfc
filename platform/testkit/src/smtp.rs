//! A mail server on the loopback address that keeps what it is sent.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mail_parser::MessageParser;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};

/// The longest a test waits for a letter.
const PATIENCE: Duration = Duration::from_secs(30);

/// A letter as it arrived, decoded.
#[derive(Clone, Debug)]
pub struct ReceivedMail {
    /// The sender of the envelope.
    pub from: String,
    /// The receivers of the envelope.
    pub to: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// Everything as it came over the wire.
    pub raw: String,
}

impl ReceivedMail {
    /// The first address in the text.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn link(&self) -> String {
        let start = self.text.find("http").expect("a link in the letter");
        let rest = &self.text[start..];
        rest.split_whitespace().next().unwrap_or(rest).to_owned()
    }
}

/// Speaks SMTP on a free loopback port.
pub struct SmtpServer {
    address: SocketAddr,
    refusals: Arc<AtomicUsize>,
    mails: Mutex<mpsc::UnboundedReceiver<ReceivedMail>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl SmtpServer {
    /// Begins to listen.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let refusals = Arc::new(AtomicUsize::new(0));
        let (sender, mails) = mpsc::unbounded_channel();
        let to_refuse = Arc::clone(&refusals);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (sender, to_refuse) = (sender.clone(), Arc::clone(&to_refuse));
                tokio::spawn(async move {
                    // A client that goes away is no failure of the test.
                    let _ = talk(stream, &sender, &to_refuse).await;
                });
            }
        });
        Self {
            address,
            refusals,
            mails: Mutex::new(mails),
            task,
        }
    }

    /// Where it listens, as a setting.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Refuses the next letters, for the time being.
    pub fn refuse_next(&self, letters: usize) {
        self.refusals.store(letters, Ordering::SeqCst);
    }

    /// How many letters it will still refuse.
    #[must_use]
    pub fn refusals_left(&self) -> usize {
        self.refusals.load(Ordering::SeqCst)
    }

    /// Waits for the next letter.
    ///
    /// # Panics
    /// When none comes.
    pub async fn next(&self) -> ReceivedMail {
        let mut mails = self.mails.lock().await;
        let mail = tokio::time::timeout(PATIENCE, mails.recv()).await;
        mail.expect("a letter in time").expect("the server lives")
    }

    /// A letter that is there already.
    pub async fn now(&self) -> Option<ReceivedMail> {
        self.mails.lock().await.try_recv().ok()
    }
}

async fn talk(
    stream: TcpStream,
    sender: &mpsc::UnboundedSender<ReceivedMail>,
    refusals: &AtomicUsize,
) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 test ESMTP\r\n").await?;
    let (mut from, mut to) = (String::new(), Vec::new());
    while let Some(line) = lines.next_line().await? {
        let upper = line.to_ascii_uppercase();
        let answer = if upper.starts_with("EHLO") {
            "250-test\r\n250 8BITMIME".to_owned()
        } else if upper.starts_with("MAIL FROM:") {
            from = inside(&line);
            "250 ok".to_owned()
        } else if upper.starts_with("RCPT TO:") {
            to.push(inside(&line));
            "250 ok".to_owned()
        } else if upper == "DATA" {
            writer.write_all(b"354 go on\r\n").await?;
            let mut raw = String::new();
            while let Some(line) = lines.next_line().await? {
                if line == "." {
                    break;
                }
                raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                raw.push_str("\r\n");
            }
            let left = refusals.load(Ordering::SeqCst);
            if left > 0 {
                refusals.store(left - 1, Ordering::SeqCst);
                "451 not now".to_owned()
            } else {
                let _ = sender.send(read(&from, &std::mem::take(&mut to), raw));
                "250 taken".to_owned()
            }
        } else if upper == "QUIT" {
            writer.write_all(b"221 bye\r\n").await?;
            return Ok(());
        } else {
            to.clear();
            "250 ok".to_owned()
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn inside(line: &str) -> String {
    let rest = line.split_once('<').map_or("", |(_, rest)| rest);
    rest.split('>').next().unwrap_or_default().to_owned()
}

fn read(from: &str, to: &[String], raw: String) -> ReceivedMail {
    let message = MessageParser::default().parse(&raw).expect("a message");
    let text = |part: Option<std::borrow::Cow<'_, str>>| part.unwrap_or_default().into_owned();
    ReceivedMail {
        from: from.to_owned(),
        to: to.to_vec(),
        subject: message.subject().unwrap_or_default().to_owned(),
        text: text(message.body_text(0)),
        html: text(message.body_html(0)),
        raw,
    }
}
