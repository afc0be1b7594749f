//! However a world is lived, the same bytes come of it: by several processes, and on any vector unit.

use std::process::{Command, Stdio};

use super::Table;
use crate::figures::work::{Work, manifest};

/// Stand-ins for processors of another kind.
const OTHER: &str = "qemu-x86_64";

/// The day is compiled for several vector units: the files of a run on each of them.
pub(super) fn vector_units(table: &mut Table, work: &Work) {
    let name = "the widest vector unit here, AVX2 and none: the files of a run of 16 twins";
    let goal = "the same files";
    let install = ["install", "-y", "-qq", "--no-install-recommends", "qemu-user"];
    let is_there = || {
        Command::new(OTHER)
            .arg("--version")
            .stdout(Stdio::null())
            .status()
            .is_ok_and(|it| it.success())
    };
    let installs = || Command::new("apt-get").args(install).stdout(Stdio::null()).status();
    if !is_there() && !installs().is_ok_and(|it| it.success()) {
        table.line(name, "no other processor can be stood in for", goal, false);
        return;
    }
    let live = |processor: Option<&str>| {
        let at = work.place(&format!("on-{}", processor.unwrap_or("this")));
        let mut command =
            Command::new(processor.map_or(work.program.as_os_str(), |_| OTHER.as_ref()));
        if let Some(processor) = processor {
            command.args(["-cpu", processor]).arg(&work.program);
        }
        let size = ["--citizens", "9000", "--worlds", "1", "-s", "run.days=40", "--quiet"];
        command.args(["run", "twins"]).args(size).current_dir(&at).output().ok()?;
        manifest(&at).map(|manifest| manifest["files"].to_string())
    };
    let all = [None, Some("Haswell"), Some("qemu64")].map(live);
    let same = all[0].is_some() && all.iter().all(|files| *files == all[0]);
    table.line(name, if same { goal } else { "other files" }, goal, same);
}

/// One world over one to four processes of MPI, beside the program that knows of none.
pub(super) fn processes(table: &mut Table, work: &Work) {
    let name = "1, 2, 3 and 4 processes of MPI, and no MPI at all: the files of a run of 16 twins";
    let goal = "the same files";
    let installed = Command::new("bash").arg("shards/install.sh").stdout(Stdio::null()).status();
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "--manifest-path", "shards/Cargo.toml"])
        .args(["--target-dir", "target/shards"])
        .status();
    let is_there =
        |status: std::io::Result<std::process::ExitStatus>| status.is_ok_and(|it| it.success());
    if !is_there(installed) || !is_there(built) {
        table.line(name, "it cannot be built here", goal, false);
        return;
    }
    let Some(program) =
        std::env::current_dir().ok().map(|at| at.join("target/shards/release/nosedive-mpi"))
    else {
        return;
    };
    let live = |scenario: &str, count: usize| {
        let at = work.place(&format!("{scenario}-{count}"));
        let days = if scenario == "twins" { "run.days=70" } else { "run.days=200" };
        let size = ["--citizens", "120000", "--worlds", "1", "-s", days];
        let output = if count == 0 {
            work.output(&at, &[&["run", scenario, "--quiet"], &size[..]].concat())
        } else {
            let mut command = Command::new("mpirun");
            command.args(["--allow-run-as-root", "--oversubscribe", "-n", &count.to_string()]);
            command.arg(&program).arg(scenario).args(size).current_dir(&at).output().ok()
        };
        let said = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
        let files = manifest(&at).map(|manifest| manifest["files"].to_string());
        files.zip(said)
    };
    let all: Vec<_> = (0..=4).map(|count| live("twins", count).map(|(files, _)| files)).collect();
    let same = all[0].is_some() && all.iter().all(|files| *files == all[0]);
    table.line(name, if same { goal } else { "other files" }, goal, same);
    for count in 2..=4 {
        let told = live("nation", count).map(|(_, said)| said);
        let bytes = told.as_deref().and_then(|it| it.split("bytes a citizen-day ").nth(1));
        let bytes = bytes.and_then(|it| it.split(' ').next()).unwrap_or("none");
        let name = format!("bytes exchanged a citizen-day among {count} processes, as-reported");
        let each = bytes.parse::<f64>().unwrap_or(f64::NAN);
        table.line(&name, &format!("{each:.3}"), "-", each.is_finite());
    }
}
