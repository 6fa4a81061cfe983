//! Checks the output of the program.

use std::process::Command;

#[test]
fn answers_are_unpacked_and_distinguished() {
    let output = Command::new(env!("CARGO_BIN_EXE_tl-example-transport")).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let expected = "\
        new session with salt 0x51\n\
        auth.cancelCode: error 400, PHONE_CODE_EXPIRED\n\
        salt 0x52, message 8 is sent again\n\
        an invitation of 9000 bytes\n\
        error: packed data is too long\n";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}
