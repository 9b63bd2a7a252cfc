//! The installation's signing key.

use std::fs;
use std::sync::Arc;

use rapport_accounts::{AccountOptions, Accounts, KeyPlace, Signup};

use crate::kit::{App, code};

async fn start(app: &App, folder: &std::path::Path, seed: u64) -> rapport_kernel::Result<Accounts> {
    let options = AccountOptions {
        signup: Signup::Open,
        key: KeyPlace::Folder(folder.to_owned()),
        public_url: "https://crm.example".to_owned(),
    };
    let random = Arc::new(crate::kit::SeededRandom::new(seed));
    let clock = Arc::clone(&app.clock);
    Accounts::new(&app.store, options, clock, random).await
}

#[tokio::test]
async fn the_key_file_is_made_once_and_closed_to_others() {
    use std::os::unix::fs::PermissionsExt as _;
    let app = App::sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    let first = start(&app, &keys, 10).await.unwrap();
    let input = crate::kit::sign_up("Acme", "ada@example.com");
    let answer = first.sign_up(&input, "test").await.unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let file = keys.join("session.key");
    assert_eq!((mode(&keys), mode(&file)), (0o700, 0o600));
    assert_eq!(fs::read_dir(&keys).unwrap().count(), 1, "no draft is left");

    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let second = start(&app, &keys, 100).await.unwrap();
    assert_eq!(mode(&file), 0o600);
    second.authenticate(&answer.access_token).await.unwrap();

    let other = start(&app, &folder.path().join("other"), 200)
        .await
        .unwrap();
    assert_eq!(
        code(other.authenticate(&answer.access_token).await),
        "unauthenticated"
    );

    fs::write(&file, "half").unwrap();
    let broken = start(&app, &keys, 100).await.map(drop).unwrap_err();
    assert!(
        format!("{broken:?}").contains("does not hold a key"),
        "{broken:?}"
    );
}
