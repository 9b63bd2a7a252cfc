//! The executable: it reads the settings, puts the parts together and does what the command line says.
//!
//! This crate alone knows every part of the product; no part knows another except through it. It holds no rules.
//! Start with `cli.rs` (what can be said), `app.rs` (how the parts are put together), `serve/` (the server).

mod app;
mod cli;
mod commands;
mod demo;
mod failure;
mod logging;
mod serve;

use std::process::ExitCode;

/// The system's allocator keeps what each of many threads once freed, such as the memory of password hashes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // It fails only when one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let line = cli::CommandLine::read();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("rapport: no threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(line)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("rapport: {failure}");
            ExitCode::FAILURE
        }
    }
}
