//! Transcripts of the command line: `cmd/VERB.md` has the sessions of one verb.
//!
//! After an intended change, run the test with `TRYCMD=overwrite` and read the difference.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}
