//! Checks the output of the program.

use std::process::Command;

#[test]
fn requests_have_results_or_errors() {
    let output = Command::new(env!("CARGO_BIN_EXE_tl-example-server")).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let expected = "\
        Note { id: 1, text: \"tea\" }\n\
        Note { id: 2, text: \"milk\" }\n\
        true\n\
        [Note { id: 2, text: \"milk\" }]\n\
        error: 404 NOTE_NOT_FOUND\n\
        error: 400 TEXT_EMPTY\n\
        RpcError { error_code: 400, error_message: \"REQUEST_INVALID\" }\n";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}
