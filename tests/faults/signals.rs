//! Whatever asks the program to end, what it has learned is kept.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use super::*;

const TRAIN: &str =
    "train --architecture softmax --data small --validation 100 --epochs 1000 --json --out m.safetensors";

fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("there is a kill");
    assert!(sent.success());
}

#[test]
fn a_shutdown_and_a_closed_terminal_save_as_ctrl_c_does() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let lab = lab();
        let mut command = lab.command(&words(TRAIN));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        lines.next().expect("an epoch is told").expect("in text");
        send(signal, &child);
        let rest: Vec<String> = lines.map_while(Result::ok).collect();
        assert_eq!(ended(child).status, Some(0), "{signal}");
        assert!(rest.last().is_some_and(|line| line.contains("m.safetensors")), "{signal}: {rest:?}");
        assert!(lab.path("m.safetensors").is_file(), "{signal}");
        assert_eq!(listed(&lab)[0]["state"], "stopped", "{signal}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_not_to_be_hung_up_goes_on() {
    let lab = lab();
    let program = lab.command(&words(TRAIN));
    let mut nohup = Command::new("nohup");
    nohup.arg(program.get_program()).args(program.get_args()).current_dir(lab.path(""));
    let mut child =
        nohup.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("there is a nohup");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    lines.next().expect("an epoch is told").expect("in text");
    send("-HUP", &child);
    for _ in 0..20 {
        let line = lines.next().expect("it goes on").expect("in text");
        assert!(line.contains("epoch"), "{line}");
    }
    send("-TERM", &child);
    let _ = lines.count();
    assert_eq!(ended(child).status, Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_search_suggests_nothing_and_ends_as_interrupted() {
    let lab = lab();
    let line = "find-rate --architecture conv6 --data small --validation 100 --steps 2000 --lowest 1e-7 --highest 1e-6 \
                --json --save-settings found.json";
    let mut command = lab.command(&words(line));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let listens = || {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        caught.and_then(|set| u64::from_str_radix(set.trim(), 16).ok()).is_some_and(|set| set & 0b10 != 0)
    };
    wait_until("it listens", listens);
    send("-INT", &child);
    let run = ended(child).fails(130, "no rate to suggest");
    let found = run.objects().pop().expect("what was tried");
    assert_eq!((&found["ending"], &found["suggestion"]), (&"cancelled".into(), &Value::Null), "{found}");
    assert!(!lab.path("found.json").exists());
}
