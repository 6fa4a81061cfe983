//! Reads and writes requests and answers of a library. A [`Call`] does this for one function, with the generated types
//! of the function.

use serde_json::Value;
use tl_runtime::Combinator;
use tl_runtime::tdjson::{FromJson, JsonError, JsonOptions, RawJson, Request, ToJson};

use super::json;

/// A function of a library.
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) is_synchronous: bool,
    rewrite: fn(&str, JsonOptions, Option<&RawJson>) -> Result<String, JsonError>,
    read: fn(&str) -> Result<String, JsonError>,
}

impl Call {
    pub(crate) const fn of<R>() -> Self
    where
        R: Request<Output: ToJson, Error: ToJson> + FromJson + Combinator,
    {
        Self {
            name: R::NAME,
            is_synchronous: R::SYNCHRONOUS,
            rewrite: |text, options, extra| Ok(R::from_json_with(text, options)?.to_json(extra)),
            read: |text| {
                let result = R::result_from_json(text)?;
                Ok(result.map_or_else(|error| error.to_json_text(), |output| output.to_json_text()))
            },
        }
    }

    /// Reads a request and writes it again with [`Request::to_json`] and the same `@extra`.
    pub(crate) fn rewrite(&self, text: &str, options: JsonOptions, extra: Option<&Value>) -> String {
        let extra = extra.map(|extra| RawJson::new(&extra.to_string()).unwrap());
        (self.rewrite)(text, options, extra.as_ref()).unwrap()
    }

    /// Reads an answer with [`Request::result_from_json`] and writes it again. Returns the written JSON with the
    /// attributes that the library added.
    pub(crate) fn reread(&self, text: &str) -> Value {
        let returned = json(text);
        let written = (self.read)(text).unwrap_or_else(|error| panic!("{}: {error}: {text}", self.name));
        let mut written = json(&written);
        for key in ["@extra", "@client_id"] {
            if let Some(attribute) = returned.get(key) {
                written[key] = attribute.clone();
            }
        }
        written
    }
}

/// Creates an array with a `Call` for each of these functions of a generated module.
#[macro_export]
macro_rules! calls {
    ($module:ident: $($($part:ident)::+)*) => {
        [$($crate::common::calls::Call::of::<$module::functions::$($part)::+>(),)*]
    };
}
