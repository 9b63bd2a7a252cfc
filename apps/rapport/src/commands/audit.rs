//! `rapport audit`: whether the audit trail is as it was written, and what to keep so that this can be told.

use std::path::Path;

use rapport_config::Settings;
use rapport_store::{ChainHead, ChainReport, Store, Tenant};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::open_to_look;
use crate::cli::Audit;
use crate::commands::migrate;
use crate::failure::{Failure, Outcome};

/// Runs the command. It changes nothing, so a server may be running.
pub async fn run(settings: &Settings, command: &Audit) -> Outcome {
    let store = open_to_look(settings).await?;
    let done = match migrate::before_a_look(&store).await {
        Ok(()) => run_on(&store, command).await,
        Err(failure) => Err(failure),
    };
    store.close().await;
    done
}

async fn run_on(store: &Store, command: &Audit) -> Outcome {
    let (Audit::Verify { tenant, .. } | Audit::Head { tenant }) = command;
    let all = store.identity().tenants().await?;
    let chosen: Vec<&Tenant> = all
        .iter()
        .filter(|one| tenant.as_ref().is_none_or(|slug| *slug == one.slug))
        .collect();
    if let (Some(slug), true) = (tenant, chosen.is_empty()) {
        return Err(Failure::new(format!("there is no company `{slug}`")));
    }
    match command {
        Audit::Verify { head, .. } => {
            let kept = head.as_deref().map(read_heads).transpose()?;
            verify(store, &chosen, &all, &kept.unwrap_or_default()).await
        }
        Audit::Head { .. } => print_heads(store, &chosen).await,
    }
}

async fn print_heads(store: &Store, tenants: &[&Tenant]) -> Outcome {
    for tenant in tenants {
        if let Some(head) = store.tenant(tenant.id).chain_head().await? {
            let line = json!({
                "tenant": tenant.slug, "sequence": head.sequence, "hash": head.hash, "at": head.at,
            });
            println!("{line}");
        }
    }
    Ok(())
}

/// A head as it was kept, with the company's short name.
type Kept = (String, ChainHead);

fn read_heads(file: &Path) -> Outcome<Vec<Kept>> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::cannot(format!("read {}", file.display()), error))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let heads = lines.enumerate().map(|(at, line)| {
        let json: Option<Value> = serde_json::from_str(line).ok();
        json.and_then(|json| kept(&json)).ok_or_else(|| {
            let name = file.display();
            Failure::new(format!(
                "line {} of {name} is no head that `rapport audit head` printed",
                at + 1
            ))
        })
    });
    heads.collect()
}

fn kept(json: &Value) -> Option<Kept> {
    let head = ChainHead {
        sequence: json.get("sequence")?.as_i64()?,
        hash: json.get("hash")?.as_str()?.to_owned(),
        entry: Uuid::nil(),
        at: None,
    };
    Some((json.get("tenant")?.as_str()?.to_owned(), head))
}

async fn verify(store: &Store, tenants: &[&Tenant], all: &[Tenant], kept: &[Kept]) -> Outcome {
    let mut wrong = 0;
    for (slug, head) in kept {
        if !all.iter().any(|tenant| tenant.slug == *slug) {
            wrong += 1;
            println!(
                "{slug}: the company is gone, but a head of place {} was kept",
                head.sequence
            );
        }
    }
    for tenant in tenants {
        let own = kept.iter().filter(|(slug, _)| *slug == tenant.slug);
        let own: Vec<ChainHead> = own.map(|(_, head)| head.clone()).collect();
        let report = store.tenant(tenant.id).verify_chain(&own).await?;
        tell(&tenant.slug, &report, own.len());
        wrong += report.found;
    }
    match wrong {
        0 => Ok(()),
        1 => Err(Failure::new(
            "the audit trail was tampered with: one thing is wrong",
        )),
        many => Err(Failure::new(format!(
            "the audit trail was tampered with: {many} things are wrong"
        ))),
    }
}

fn tell(slug: &str, report: &ChainReport, kept: usize) {
    let state = if report.found == 0 { "good" } else { "WRONG" };
    let heads = if kept > 0 {
        format!(", {kept} kept heads compared")
    } else {
        String::new()
    };
    println!(
        "{slug}: {state}, {} entries, {} of them erased{heads}",
        report.entries, report.erased
    );
    for problem in &report.problems {
        let place = problem
            .sequence
            .map(|sequence| format!("place {sequence}: "))
            .unwrap_or_default();
        let entry = problem
            .entry
            .map(|entry| format!(" (entry {entry})"))
            .unwrap_or_default();
        println!("  {place}{}{entry}", problem.message);
    }
    let more = report.found.saturating_sub(report.problems.len());
    if more > 0 {
        println!("  and {more} more");
    }
}
