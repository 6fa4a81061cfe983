//! JSON to bytes.

mod names;
mod node;
mod object;
mod scalars;

use tl_runtime::{EncodeErrorKind as BytesError, Limits, Writer};

use self::node::{Kind, Node};
use crate::envelope::Envelope;
use crate::error::{EncodeError, EncodeErrorKind, SchemaProblem};
use crate::frame::Frame;
use crate::limits::{EmptyStock, Levels};
use crate::program::{Program, Repeat, Ty, VECTOR_ID};

type Result<T = ()> = std::result::Result<T, EncodeError>;

/// The bytes of the value that all of `json` is; of any type that the schema knows, without one.
pub(crate) fn to_bytes(program: &Program, limits: Limits, json: &str, ty: Option<&Ty>) -> Result<Vec<u8>> {
    let encode = || {
        let node = Node::parse(json, 0)?;
        let mut encoder = Encoder::new(program, limits);
        match ty {
            Some(ty) => encoder.value(ty, None, node)?,
            None => encoder.whole(node)?,
        }
        encoder.finish(node)
    };
    encode().map_err(|error| error.located(json))
}

/// The bytes of a constructor or function whose fields are given one by one, as text or JSON.
pub(crate) fn parameters(
    program: &Program,
    limits: Limits,
    name: &str,
    fields: &[(&str, &str)],
) -> Result<Vec<u8>> {
    let mut encoder = Encoder::new(program, limits);
    let all = Node::parse("{}", 0)?;
    let index = encoder.any_called(name, all)?;
    let combinator = &program.combinators[index];
    let built_in = combinator.scalar().map(object::built_in_list);
    let list = built_in.as_ref().unwrap_or(&combinator.fields);
    let json = |&(key, text): &(&'_ str, &str)| {
        let field = list.fields.iter().find(|field| *field.key == *key);
        let field = field.ok_or_else(|| all.error(list.unknown_field(Some(&combinator.name), key)))?;
        Ok(object::quoted(&field.kind, text))
    };
    let texts = fields.iter().map(json).collect::<Result<Vec<String>>>()?;
    let mut members = Vec::new();
    for (&(key, _), json) in fields.iter().zip(&texts) {
        members.push((key.into(), Node::parse(json, 0).map_err(|error| error.within_field(key))?));
    }
    encoder.any(index, all, members)?;
    encoder.finish(all)
}

struct Encoder<'a> {
    program: &'a Program,
    out: Vec<u8>,
    /// Where a raw object ended that ends only with its frame.
    raw_end: Option<usize>,
    long_strings: bool,
    levels: Levels,
    empty: EmptyStock,
}

impl<'a> Encoder<'a> {
    fn new(program: &'a Program, limits: Limits) -> Self {
        Self {
            program,
            out: Vec::new(),
            raw_end: None,
            long_strings: limits.long_strings,
            levels: Levels::new(limits),
            empty: EmptyStock::new(limits),
        }
    }

    /// Any boxed value, or a message in an envelope.
    fn whole(&mut self, node: Node<'_>) -> Result {
        if node.kind() != Kind::Object {
            return self.object(node);
        }
        let members = node.members("an object")?;
        let (name, _) = names::name(&members, node)?;
        match Envelope::called(&name).filter(|_| self.program.named(&name).is_empty()) {
            Some(envelope) => self.combinator(envelope.index(self.program), &[], None, node, members),
            None => self.named_object(node, members),
        }
    }

    fn finish(mut self, whole: Node<'_>) -> Result<Vec<u8>> {
        self.close_frame(whole)?;
        Ok(self.out)
    }

    /// A frame ends: a raw object in it must be its last part.
    fn close_frame(&mut self, node: Node<'_>) -> Result {
        match self.raw_end.take() {
            Some(end) if end != self.out.len() => Err(node.error(EncodeErrorKind::RawNotLast)),
            _ => Ok(()),
        }
    }

    fn write(&mut self, node: Node<'_>, write: impl FnOnce(&mut Writer)) -> Result {
        let mut w = Writer::append_to(std::mem::take(&mut self.out));
        if self.long_strings {
            w = w.long_strings();
        }
        write(&mut w);
        self.out = w.finish().map_err(|error| node.error(EncodeErrorKind::Bytes(error.kind().clone())))?;
        Ok(())
    }

    fn value(&mut self, ty: &Ty, frame: Option<&Frame<'_>>, node: Node<'_>) -> Result {
        match ty {
            Ty::Scalar(scalar) => self.scalar(*scalar, node),
            Ty::BoxedScalar { id, scalar, .. } => {
                self.write(node, |w| w.id(*id))?;
                self.scalar(*scalar, node)
            }
            Ty::Vector { boxed, item } => {
                if *boxed {
                    self.write(node, |w| w.id(VECTOR_ID))?;
                }
                self.vector(item, frame, node)
            }
            Ty::Object => self.object(node),
            Ty::Boxed { ty, args } => {
                if let [only] = *self.program.types[*ty].constructors {
                    self.check_form(only, node)?;
                }
                let members = node.members("an object")?;
                let index = self.constructor(*ty, &members, node)?;
                self.boxed(index, args, frame, node, members)
            }
            Ty::Bare { combinator, args } => {
                self.check_form(*combinator, node)?;
                let members = node.members("an object")?;
                self.check_name(*combinator, &members, node)?;
                self.combinator(*combinator, args, frame, node, members)
            }
            Ty::Var(index) => {
                let problem = |problem| node.error(EncodeErrorKind::Schema(problem));
                let frame = frame.ok_or_else(|| problem(SchemaProblem::TypeField))?;
                let (ty, outer) = frame.ty(*index).map_err(problem)?;
                self.value(ty, outer, node)
            }
            Ty::Unsupported => Err(node.error(EncodeErrorKind::Schema(SchemaProblem::TypeField))),
        }
    }

    /// Fails if values of a combinator can't be written.
    fn check_form(&self, combinator: usize, node: Node<'_>) -> Result {
        let checked = self.program.combinators[combinator].check_form();
        checked.map_err(|problem| node.error(EncodeErrorKind::Schema(problem)))
    }

    /// The count and the items of a vector.
    fn vector(&mut self, item: &Ty, frame: Option<&Frame<'_>>, node: Node<'_>) -> Result {
        let start = self.out.len();
        self.write(node, |w| w.nat(0))?;
        let len = self.items(node, &mut |encoder, node| encoder.value(item, frame, node))?;
        let too_many = |_| node.error(EncodeErrorKind::Bytes(BytesError::CountTooLarge { len }));
        let count = u32::try_from(len).map_err(too_many)?;
        self.set_word(start, count);
        Ok(())
    }

    fn repeat(&mut self, repeat: &Repeat, frame: &Frame<'_>, node: Node<'_>) -> Result {
        let found = node.count()?;
        let problem = |problem| node.error(EncodeErrorKind::Schema(problem));
        let expected = frame.number(repeat.count).map_err(problem)?;
        if found != expected as usize {
            return Err(node.error(EncodeErrorKind::WrongLength { expected, found }));
        }
        let inner = frame.item();
        let done = match repeat.element() {
            Some(kind) => self.items(node, &mut |encoder, node| encoder.part(kind, &inner, node)),
            None => self.items(node, &mut |encoder, node| {
                let members = node.members("an object")?;
                encoder.fields(None, &repeat.list, inner, node, members)
            }),
        };
        done.map(|_| ())
    }

    /// The items of a list; how many there are.
    fn items(
        &mut self,
        list: Node<'_>,
        write: &mut dyn FnMut(&mut Self, Node<'_>) -> Result,
    ) -> Result<usize> {
        self.levels.enter_list().map_err(|limit| list.error(EncodeErrorKind::TooDeep { limit }))?;
        let count = list.each_item(&mut |index, item| {
            let start = self.out.len();
            let written = write(self, item).and_then(|()| self.note_empty(start, item));
            written.map_err(|error| error.within_item(index))
        })?;
        self.levels.leave_list();
        Ok(count)
    }

    /// Fills in a word that was not known when it was written.
    fn set_word(&mut self, at: usize, word: u32) {
        if let Some(place) = self.out.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
            *place = word.to_le_bytes();
        }
    }

    /// Draws on the stock of values without bytes, if what began at `start` is one.
    fn note_empty(&mut self, start: usize, node: Node<'_>) -> Result {
        if self.out.len() == start {
            self.empty.take().map_err(|limit| node.error(EncodeErrorKind::TooManyEmpty { limit }))?;
        }
        Ok(())
    }
}
