//! Calls a synchronous function of tonlib. Then creates a client, which creates a key in memory and exports it. The
//! program needs no network.

#[cfg(not(tonlib_api))]
fn main() -> Result<(), &'static str> {
    Err(
        "this program was built without a schema; set TONLIB_API to the path of tonlib_api.tl and build it again",
    )
}

#[cfg(tonlib_api)]
mod tonlib_api {
    tl_runtime::include_tl!("tonlib_api");
}

#[cfg(tonlib_api)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).or_else(|| std::env::var_os("TONLIBJSON"));
    program::run(&tl_example_tdlib::TonlibJson::load(path.ok_or("usage: tl-example-tonlib LIBRARY")?)?)
}

#[cfg(tonlib_api)]
mod program {
    use std::error::Error;
    use std::fmt::Debug;

    use tl_example_tdlib::{TonlibClient, TonlibJson};
    use tl_runtime::tdjson::{Content, Incoming, Request};

    use crate::tonlib_api::enums::Update;
    use crate::tonlib_api::functions::{
        CreateNewKey, ExportKey, Init, SetLogVerbosityLevel, UnpackAccountAddress,
    };
    use crate::tonlib_api::types::{InputKeyRegular, KeyStoreTypeInMemory, Options};

    pub(crate) fn run(ton: &TonlibJson) -> Result<(), Box<dyn Error>> {
        ton.execute(&SetLogVerbosityLevel { new_verbosity_level: 0 }.to_json(()))?;
        let account_address = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N".to_owned();
        let answer = ton.execute(&UnpackAccountAddress { account_address }.to_json(()))?;
        match UnpackAccountAddress::result_from_json(&answer)? {
            Ok(address) => println!("workchain {}, address {:02x?}", address.workchain_id, address.addr),
            Err(error) => println!("error {}: {}", error.code, error.message),
        }

        let client = ton.create();
        let options = Options { config: None, keystore_type: KeyStoreTypeInMemory {}.into() };
        call(&client, 1, &Init { options })?;
        let key = call(&client, 2, &CreateNewKey::default())?;
        let input_key = InputKeyRegular { key, ..Default::default() };
        let exported = call(&client, 3, &ExportKey { input_key: input_key.into() })?;
        println!("a key of {} words", exported.word_list.len());
        Ok(())
    }

    /// Sends a request and waits for its answer.
    fn call<R: Request<Error: Debug>>(
        client: &TonlibClient<'_>,
        number: i32,
        request: &R,
    ) -> Result<R::Output, Box<dyn Error>> {
        client.send(&request.to_json(number))?;
        let extra = number.to_string();
        loop {
            let Some(text) = client.receive(10.0) else { continue };
            let incoming = Incoming::<Update>::parse(&text)?;
            if let Content::Answer(answer) = incoming.content
                && incoming.extra == Some(&extra)
            {
                return R::result_from_json(answer)?.map_err(|error| format!("{error:?}").into());
            }
        }
    }
}
