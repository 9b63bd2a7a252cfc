//! Builds the web app and writes `assets.rs`, which embeds it.
//!
//! `RAPPORT_WEB_DIST=/path` takes a finished `dist` (no Node needed); `RAPPORT_WEB_SKIP=1` embeds a
//! page saying that the app was not built. Otherwise npm builds it, and a missing npm is an error.
//! Nothing is written into the source tree but `node_modules`.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, exit};

const NO_NPM: &str = "npm was not found, but the web app is built with it.
Do one of these:
  - install Node.js 20.19 or newer and build again;
  - set RAPPORT_WEB_DIST to a folder with a finished web app (a release tarball carries one);
  - set RAPPORT_WEB_SKIP=1 to build the server without the web app.";

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Rapport</title>\
<h1>The web app was not built</h1>\
<p>This server was built with <code>RAPPORT_WEB_SKIP=1</code>. The API is at <code>/api/v1</code>.</p></html>";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() {
    if let Err(error) = run() {
        eprintln!("{error}");
        exit(1);
    }
}

fn run() -> Outcome<()> {
    let source = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    watch(&source)?;
    let dist = find_or_build(&source, &out)?;
    let table = table(&dist)?;
    fs::write(out.join("assets.rs"), table)?;
    Ok(())
}

/// Names what the build reads, so that nothing else starts it again.
fn watch(source: &Path) -> Outcome<()> {
    for name in ["RAPPORT_WEB_DIST", "RAPPORT_WEB_SKIP"] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    let files = [
        "build.rs",
        "index.html",
        "docs.html",
        "package-lock.json",
        "vite.config.ts",
    ];
    for file in files
        .into_iter()
        .chain(["public", "build", "../sdk/typescript/src"])
    {
        println!("cargo::rerun-if-changed={}", source.join(file).display());
    }
    for entry in fs::read_dir(source.join("src"))? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    Ok(())
}

fn find_or_build(source: &Path, out: &Path) -> Outcome<PathBuf> {
    if let Some(dist) = env::var_os("RAPPORT_WEB_DIST").filter(|dist| !dist.is_empty()) {
        let dist = PathBuf::from(dist);
        println!("cargo::rerun-if-changed={}", dist.display());
        if !dist.join("index.html").is_file() {
            return Err(format!("RAPPORT_WEB_DIST: no index.html in {}", dist.display()).into());
        }
        return Ok(dist);
    }
    let dist = out.join("dist");
    if env::var("RAPPORT_WEB_SKIP").is_ok_and(|skip| skip == "1") {
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(&dist)?;
        fs::write(dist.join("index.html"), NOT_BUILT)?;
        return Ok(dist);
    }
    if needs_install(source) {
        npm(source, &["ci", "--include=dev", "--no-audit", "--no-fund"])?;
    }
    let target = dist.display().to_string();
    npm(
        source,
        &[
            "run",
            "--silent",
            "build",
            "--",
            "--outDir",
            &target,
            "--emptyOutDir",
        ],
    )?;
    Ok(dist)
}

/// Whether the lock file is newer than what was last installed.
fn needs_install(source: &Path) -> bool {
    let modified = |path: &str| fs::metadata(source.join(path)).and_then(|file| file.modified());
    match (
        modified("package-lock.json"),
        modified("node_modules/.package-lock.json"),
    ) {
        (Ok(lock), Ok(installed)) => lock > installed,
        _ => true,
    }
}

fn npm(source: &Path, arguments: &[&str]) -> Outcome<()> {
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let result = Command::new(program)
        .args(arguments)
        .current_dir(source)
        .env("RAPPORT_WEB_COMPRESS", if release { "1" } else { "0" })
        .env_remove("NODE_ENV")
        .output();
    let output = match result {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(NO_NPM.into()),
        Err(error) => return Err(format!("npm cannot be started: {error}").into()),
    };
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "`npm {}` failed in {}\n{text}\n{errors}",
        arguments.join(" "),
        source.display()
    )
    .into())
}

/// The Rust source of the table of assets, sorted by path for binary search.
fn table(dist: &Path) -> Outcome<String> {
    let mut paths = Vec::new();
    collect(dist, dist, &mut paths)?;
    paths.sort();
    let mut source = String::from("pub(crate) static ASSETS: &[(&str, Asset)] = &[\n");
    for path in paths.iter().filter(|path| !is_compressed(path)) {
        let file = dist.join(path);
        writeln!(
            source,
            "({path:?}, Asset {{ bytes: include_bytes!({file:?}), gzip: {}, brotli: {}, \
             content_type: {:?}, etag: {:?}, immutable: {} }}),",
            companion(&file, "gz"),
            companion(&file, "br"),
            content_type(path),
            etag(&fs::read(&file)?),
            path.starts_with("assets/"),
        )?;
    }
    source.push_str("];\n");
    Ok(source)
}

fn collect(root: &Path, folder: &Path, paths: &mut Vec<String>) -> Outcome<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, paths)?;
        } else {
            paths.push(
                path.strip_prefix(root)?
                    .to_string_lossy()
                    .replace('\\', "/"),
            );
        }
    }
    Ok(())
}

fn is_compressed(path: &str) -> bool {
    path.ends_with(".gz") || path.ends_with(".br")
}

fn companion(file: &Path, extension: &str) -> String {
    let path = PathBuf::from(format!("{}.{extension}", file.display()));
    if path.is_file() {
        format!("Some(include_bytes!({path:?}))")
    } else {
        "None".to_owned()
    }
}

fn etag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
