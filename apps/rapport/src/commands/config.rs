//! `rapport config`: the settings in effect and where each comes from.

use rapport_config::Settings;

/// Prints a table. Secrets are hidden.
pub fn run(settings: &Settings) {
    let longest = |text: fn(&rapport_config::Entry) -> usize| {
        settings.entries.iter().map(text).max().unwrap_or_default()
    };
    let key = longest(|entry| entry.key.len());
    let value = longest(|entry| shown(&entry.value).len());
    for entry in &settings.entries {
        let shown = shown(&entry.value);
        println!("{:key$}  {shown:value$}  {}", entry.key, entry.source);
    }
}

fn shown(value: &str) -> &str {
    if value.is_empty() { "-" } else { value }
}
