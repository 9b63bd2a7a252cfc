//! Tables of entities and of the platform, in both dialects.

/// The name of a constraint or index: `{table}_{field}_{suffix}`, shortened when PostgreSQL would cut it off.
#[must_use]
pub fn constraint_name(table: &str, field: &str, suffix: &str) -> String {
    let name = format!("{table}_{field}_{suffix}");
    if name.len() <= 63 {
        return name;
    }
    // FNV-1a over the whole name keeps two long names apart.
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let keep: String = name.chars().take(40).collect();
    format!("{keep}_{hash:016x}_{suffix}")
}
