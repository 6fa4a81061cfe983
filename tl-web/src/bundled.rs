//! Converts values by the bundled schemas, and chooses the layer.
//!
//! If the layer is guessed, it is the newest one that declares all ids of the API in the bytes. If there is no such
//! layer, the declarations of all layers are used. They are also used if decoding with the layer fails, unless decoding
//! with the declarations of all layers fails at the same position.

use std::collections::BTreeSet;
use std::rc::Rc;

use tl_value::Codec;

use crate::answer::{Result, Used};
use crate::attempt::{self, Attempt};
use crate::layers;
use crate::schemas::{Choice, bundled};

/// The bundled schemas. Codecs are made when they are first needed.
#[derive(Debug, Default)]
pub(crate) struct Bundled {
    /// The codecs that were made last, at most [`MOST_CODECS`].
    codecs: Vec<(Choice, Rc<Codec>)>,
    mtproto_ids: Option<Rc<BTreeSet<u32>>>,
}

/// Maximum number of codecs that are kept. Each takes some megabytes.
const MOST_CODECS: usize = 4;

/// The result of reading bytes, and the codec that read them.
pub(crate) struct Read {
    pub(crate) attempt: Attempt,
    pub(crate) choice: Choice,
    pub(crate) codec: Rc<Codec>,
    pub(crate) used: Used,
}

impl Bundled {
    pub(crate) fn codec(&mut self, choice: Choice) -> Result<Rc<Codec>> {
        if let Some((_, codec)) = self.codecs.iter().find(|(kept, _)| *kept == choice) {
            return Ok(Rc::clone(codec));
        }
        let codec = Rc::new(choice.codec()?);
        if self.codecs.len() == MOST_CODECS {
            self.codecs.remove(0);
        }
        self.codecs.push((choice, Rc::clone(&codec)));
        Ok(codec)
    }

    /// Reads bytes. Without a choice, guesses the layer.
    pub(crate) fn read(&mut self, choice: Option<Choice>, bytes: &[u8], ty: &str) -> Result<Read> {
        match choice {
            Some(choice) => self.attempt(choice, bytes, ty),
            None => self.guess(bytes, ty),
        }
    }

    fn attempt(&mut self, choice: Choice, bytes: &[u8], ty: &str) -> Result<Read> {
        let codec = self.codec(choice)?;
        let ty = attempt::type_of(&codec, bytes, ty)?;
        let attempt = Attempt::new(&codec, bytes, ty.as_ref());
        Ok(Read { attempt, choice, codec, used: used(choice, describe(choice)) })
    }

    fn guess(&mut self, bytes: &[u8], ty: &str) -> Result<Read> {
        let newest = self.attempt(Choice::newest(), bytes, ty);
        if let Ok(newest) = newest
            && newest.attempt.is_complete()
        {
            return self.explained(newest);
        }
        let all = self.attempt(Choice::All, bytes, ty)?;
        if let Some(&layer) = layers::with_all(&self.api_ids(&all.attempt)?).last() {
            let read = self.attempt(Choice::Layer(layer), bytes, ty);
            if let Ok(read) = read
                && read.attempt.is_as_good_as(&all.attempt)
            {
                return self.explained(read);
            }
        }
        self.explained(all)
    }

    /// Adds the reason why the layer was chosen.
    fn explained(&mut self, read: Read) -> Result<Read> {
        let ids = self.api_ids(&read.attempt)?;
        let note = match read.choice {
            _ if read.attempt.ids.is_empty() => describe(read.choice),
            _ if ids.is_empty() => "These bytes are MTProto, which does not depend on the layer.".to_owned(),
            Choice::Layer(layer) => guessed(layer, &layers::with_all(&ids)),
            Choice::All | Choice::Mtproto => {
                "No layer has all of these declarations, so those of all layers were used.".to_owned()
            }
        };
        Ok(Read { used: used(read.choice, note), ..read })
    }

    /// Returns the ids that were read, without the ids of MTProto.
    fn api_ids(&mut self, attempt: &Attempt) -> Result<BTreeSet<u32>> {
        let mtproto = match &self.mtproto_ids {
            Some(ids) => Rc::clone(ids),
            None => {
                let schema = bundled("mtproto")?;
                let ids = schema.combinators().map(|combinator| schema[combinator].id());
                Rc::clone(self.mtproto_ids.insert(Rc::new(ids.collect())))
            }
        };
        Ok(attempt.ids.difference(&mtproto).copied().collect())
    }

    /// Encodes JSON with `encode`, and returns the bytes. Without a choice, uses the declarations of all layers; a name
    /// then refers to its newest declaration.
    pub(crate) fn write(
        &mut self,
        choice: Option<Choice>,
        json: &str,
        encode: impl Fn(&Codec, &str) -> Result<Vec<u8>>,
    ) -> Result<(Vec<u8>, Used)> {
        let codec = self.codec(choice.unwrap_or(Choice::All))?;
        let bytes = encode(&codec, json)?;
        let used = match choice {
            Some(choice) => used(choice, describe(choice)),
            None => self.guess(&bytes, "")?.used,
        };
        Ok((bytes, used))
    }
}

fn used(choice: Choice, note: String) -> Used {
    Used { layer: choice.to_string(), note }
}

fn describe(choice: Choice) -> String {
    match choice {
        Choice::Layer(layer) => format!("Read with layer {layer} and MTProto."),
        Choice::Mtproto => format!("Read with MTProto and layer {}.", Choice::newest()),
        Choice::All => "Read with the declarations of all layers, and MTProto.".to_owned(),
    }
}

fn guessed(layer: u32, all: &[u32]) -> String {
    match all {
        [_] => format!("Layer {layer} is the only one with these declarations."),
        _ => format!(
            "Layer {layer} is the newest one with these declarations; layers {} have them.",
            layers::ranges(all)
        ),
    }
}
