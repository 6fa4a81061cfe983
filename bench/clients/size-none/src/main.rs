//! A program without TL, whose size is compared with the sizes of the other clients. It copies standard input to
//! standard output.

use std::error::Error;
use std::io::{self, Read, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    io::stdout().write_all(&bytes)?;
    writeln!(io::stderr(), "{} bytes", bytes.len())?;
    Ok(())
}
