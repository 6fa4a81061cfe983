//! Tests of the command line with transcripts. `cmd/VERB.md` contains commands of one verb and their expected output.
//!
//! After an intended change, run the test with `TRYCMD=overwrite` and read the diff.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}
