//! Checks the output of the programs. A program that was built without its schema only reports that the schema is
//! missing. If a library cannot be installed, the test reports that nothing was tested.

#[path = "../../../tests/tdlib/tests/common/install.rs"]
#[allow(dead_code)]
mod install;

use std::process::{Command, Output};

const TDLIB: &str = env!("CARGO_BIN_EXE_tl-example-tdlib");
const TONLIB: &str = env!("CARGO_BIN_EXE_tl-example-tonlib");

#[test]
fn tdlib_answers_and_its_client_is_closed() {
    if cfg!(not(td_api)) {
        return reports_the_variable(TDLIB, "TD_API");
    }
    let Some(path) = install::TDJSON.find("the example of TDLib") else { return };
    let expected = "TDLib 1.8.65\n\
                    mention at 0, 9 characters\n\
                    URL at 22, 20 characters\n\
                    updateAuthorizationState: WaitTdlibParameters\n\
                    square: 49\n\
                    updateAuthorizationState: Unknown({\"@type\":\"authorizationStateClosing\"})\n\
                    updateAuthorizationState: Closed\n";
    assert_eq!(stdout(&run(Command::new(TDLIB).arg(path))), expected);
}

#[test]
fn tonlib_answers_and_its_client_creates_a_key() {
    if cfg!(not(tonlib_api)) {
        return reports_the_variable(TONLIB, "TONLIB_API");
    }
    let Some(path) = install::TONLIBJSON.find("the example of tonlib") else { return };
    let output = stdout(&run(Command::new(TONLIB).arg(path)));
    assert!(output.starts_with("workchain 0, address [83, df, d5, 52"), "{output}");
    assert!(output.ends_with("\na key of 24 words\n"), "{output}");
}

fn reports_the_variable(program: &str, variable: &str) {
    let output = run(Command::new(program).arg("libtdjson.so"));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains(&format!("set {variable} to the path")), "{error}");
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
