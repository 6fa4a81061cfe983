//! Checks the output of the program.

use std::process::Command;

#[test]
fn a_code_is_cancelled_and_both_answers_are_decoded() {
    let output = Command::new(env!("CARGO_BIN_EXE_tl-example-client")).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let cancel_code = "7805041f0c2b31343135353535303130300000001261316232633364346535663661376238633900";
    let connection = "0d0d9bda52000000b8885178000000003930000007506978656c20380231340005312e302e3000000565\
                      6e2d555300000000000002656e00";
    let expected = format!(
        "auth.cancelCode: {cancel_code}\n\
         first in a session: {connection}{cancel_code}\n\
         boolTrue: canceled: true\n\
         rpc_error: failed: 400 PHONE_CODE_EXPIRED\n"
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}
