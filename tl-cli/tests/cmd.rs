//! Tests of the command line by transcripts: `cmd/VERB.md` contains the sessions of one verb.
//!
//! After an intended change, run the test with `TRYCMD=overwrite` and read the diff.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}
