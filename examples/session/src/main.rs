//! Keeps a session in a JSON file. This release can also read the files of earlier releases, and keeps JSON members
//! that later releases add.

use std::error::Error;
use std::path::Path;
use std::{env, fs, io};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

mod saved {
    tl_runtime::include_tl!("saved");
}

use saved::enums;
use saved::types::{Datacenter, Session, SessionV1, User};

/// The content of a file. `others` contains JSON members that a later release added. They are kept when this release
/// writes the file.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct File {
    session: enums::Session,
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl File {
    /// Reads a file, if it exists.
    fn load(path: &Path) -> Result<Option<Self>, Box<dyn Error>> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Some(serde_json::from_str(&text)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes a new file and renames it to the old name, so that the file is complete at any time. The file contains
    /// secret keys, so only the user should be able to read its folder.
    fn save(&self, path: &Path) -> Result<(), Box<dyn Error>> {
        let new = path.with_extension("new");
        fs::write(&new, serde_json::to_string_pretty(self)?)?;
        Ok(fs::rename(new, path)?)
    }

    /// Returns the session, converted to the constructor of this release, and the remaining JSON members of the file.
    fn into_current(self) -> (Session, Map<String, Value>) {
        let session = match self.session {
            enums::Session::Session(session) => *session,
            enums::Session::V1(old) => {
                let SessionV1 { dc, key } = *old;
                Session::new(vec![Datacenter { id: dc, key, salt: 0 }], dc)
            }
        };
        (session, self.others)
    }
}

/// The text of a file that the first release wrote. The program uses this text if the user has no file yet.
const OLD: &str = r#"{ "session": { "_": "sessionV1", "dc": 2, "key": "c2VjcmV0" } }"#;

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args_os().nth(1).ok_or("usage: tl-example-session FILE")?;
    let path = Path::new(&path);
    let file = File::load(path)?.map_or_else(|| serde_json::from_str(OLD), Ok)?;
    let (mut session, others) = file.into_current();

    let user = User { name: Some("Ada".to_owned()), ..User::new(1 << 40) };
    session.user = Some(user);
    for datacenter in &mut session.datacenters {
        datacenter.salt += 1;
    }
    let file = File { session: session.into(), others };
    file.save(path)?;
    println!("{}", fs::read_to_string(path)?);
    Ok(())
}
