//! Calls synchronous functions of TDLib. Then starts and closes a client. The program needs no network.

#[cfg(not(td_api))]
fn main() -> Result<(), &'static str> {
    Err("this program was built without a schema; set TD_API to the path of td_api.tl and build it again")
}

#[cfg(td_api)]
mod td_api {
    tl_runtime::include_tl!("td_api");
}

#[cfg(td_api)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).or_else(|| std::env::var_os("TDJSON"));
    program::run(&tl_example_tdlib::TdJson::load(path.ok_or("usage: tl-example-tdlib LIBRARY")?)?)
}

#[cfg(td_api)]
mod program {
    use std::error::Error;
    use std::fmt::Debug;

    use tl_example_tdlib::TdJson;
    use tl_runtime::tdjson::{Content, Incoming, Request};

    use crate::td_api::enums::{AuthorizationState, OptionValue, TextEntityType, Update};
    use crate::td_api::functions::{Close, GetOption, GetTextEntities, SetLogVerbosityLevel, TestSquareInt};

    pub(crate) fn run(td: &TdJson) -> Result<(), Box<dyn Error>> {
        execute(td, &SetLogVerbosityLevel { new_verbosity_level: 1 })?;
        if let OptionValue::String(version) = execute(td, &GetOption { name: "version".to_owned() })? {
            println!("TDLib {}", version.value);
        }
        let text = "@telegram has a page: https://telegram.org".to_owned();
        for entity in execute(td, &GetTextEntities { text })?.entities {
            let kind = match entity.r#type {
                TextEntityType::Mention => "mention",
                TextEntityType::Url => "URL",
                _ => "other entity",
            };
            println!("{kind} at {}, {} characters", entity.offset, entity.length);
        }
        run_client(td)
    }

    /// Calls a synchronous function of TDLib. If the function of the request is not synchronous, the program does not
    /// compile.
    fn execute<R: Request<Error: Debug>>(td: &TdJson, request: &R) -> Result<R::Output, Box<dyn Error>> {
        const { assert!(R::SYNCHRONOUS) };
        let answer = td.execute(&request.to_json(()))?;
        R::result_from_json(&answer)?.map_err(|error| format!("{error:?}").into())
    }

    /// Starts a client, and returns after it is closed.
    fn run_client(td: &TdJson) -> Result<(), Box<dyn Error>> {
        let client_id = td.create_client_id();
        td.send(client_id, &TestSquareInt { x: 7 }.to_json("square"))?;
        loop {
            let Some(text) = td.receive(10.0) else { continue };
            let incoming = Incoming::parse(&text)?;
            match incoming.content {
                Content::Update(Update::AuthorizationState(update)) => {
                    println!("updateAuthorizationState: {:?}", update.authorization_state);
                    match update.authorization_state {
                        // A bot sends `SetTdlibParameters` now, and its token in the next state.
                        AuthorizationState::WaitTdlibParameters => {
                            td.send(client_id, &Close {}.to_json(()))?;
                        }
                        AuthorizationState::Closed => return Ok(()),
                        _ => {}
                    }
                }
                Content::Answer(answer) if incoming.extra == Some("\"square\"") => {
                    match TestSquareInt::result_from_json(answer)? {
                        Ok(square) => println!("square: {}", square.value),
                        Err(error) => println!("error {}: {}", error.code, error.message),
                    }
                }
                _ => {}
            }
        }
    }
}
