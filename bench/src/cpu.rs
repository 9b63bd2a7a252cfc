//! CPU time and memory of processes, from `/proc` (Linux).

/// Clock ticks per second of `/proc/<pid>/stat`; 100 on every Linux platform we know (`getconf CLK_TCK`).
const TICKS: f64 = 100.0;

/// CPU seconds a process and the children it waited for have used; zero when it is gone.
#[must_use]
pub fn of(pid: u32) -> f64 {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else {
        return 0.0;
    };
    // The command's name stands in brackets and may contain blanks.
    let Some((_, rest)) = stat.rsplit_once(") ") else {
        return 0.0;
    };
    let fields: Vec<&str> = rest.split(' ').collect();
    // utime, stime, cutime, cstime are fields 14 to 17 of the file.
    (11..15)
        .filter_map(|at| fields.get(at)?.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS
}

/// CPU seconds of a process and everything below it that is alive: a PostgreSQL server with its backends.
#[must_use]
pub fn of_tree(root: u32) -> f64 {
    let mut total = of(root);
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return total;
    };
    for entry in entries.flatten() {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        if parent(pid) == Some(root) {
            total += of(pid);
        }
    }
    total
}

fn parent(pid: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

/// Resident memory in megabytes, now and at its peak.
#[must_use]
pub fn memory(pid: u32) -> (f64, f64) {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let read = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
        kilobytes.unwrap_or(0.0) / 1024.0
    };
    (read("VmRSS:"), read("VmHWM:"))
}
