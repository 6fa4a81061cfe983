//! Bytes to the parts of a value: one walk, whatever is made of them.

mod annotate;
mod gzip;
mod hidden;
mod json;
mod scalars;
mod sink;

use tl_runtime::{DecodeErrorKind as BytesError, Limits, Reader};

use self::annotate::Annotator;
pub use self::annotate::Line;
use self::gzip::GZIP_PACKED_ID;
use self::json::JsonSink;
use self::sink::{Note, Sink, Value};
use crate::error::{DecodeError, DecodeErrorKind, SchemaProblem};
use crate::frame::Frame;
use crate::limits::{EmptyStock, Levels};
use crate::program::{
    Arg, Combinator, Field, FieldKind, List, Program, Repeat, Scalar, Ty, VALUE, VECTOR_ID,
};

type Result<T = ()> = std::result::Result<T, DecodeError>;

/// JSON of the value that all of `bytes` are; of any type that the schema knows, without one.
pub(crate) fn to_json(
    program: &Program,
    limits: Limits,
    bytes: &[u8],
    ty: Option<&Ty>,
    pretty: bool,
) -> Result<String> {
    let mut sink = JsonSink::new(pretty);
    Decoder::new(program, limits, bytes, &mut sink).whole(ty)?;
    Ok(sink.finish())
}

/// Tells `each` what each word of `bytes` is, up to the first error.
pub(crate) fn annotate(
    program: &Program,
    limits: Limits,
    bytes: &[u8],
    ty: Option<&Ty>,
    each: impl FnMut(Line),
) -> Result {
    let mut sink = Annotator::new(bytes, each);
    Decoder::new(program, limits, bytes, &mut sink).whole(ty)
}

struct Decoder<'a, S> {
    program: &'a Program,
    limits: Limits,
    /// Of the frame that is open.
    reader: Reader<'a>,
    /// Where that frame begins.
    base: usize,
    /// How long the frame of the next field is.
    frame_len: Option<usize>,
    levels: Levels,
    empty: EmptyStock,
    /// How many more bytes may be inflated.
    inflate_left: usize,
    sink: &'a mut S,
}

impl<'a, S: Sink> Decoder<'a, S> {
    fn new(program: &'a Program, limits: Limits, input: &'a [u8], sink: &'a mut S) -> Self {
        Self {
            program,
            limits,
            reader: Reader::with_limits(input, limits),
            base: 0,
            frame_len: None,
            levels: Levels::new(limits),
            empty: EmptyStock::new(limits),
            inflate_left: gzip::MOST_INFLATED,
            sink,
        }
    }

    fn whole(&mut self, ty: Option<&Ty>) -> Result {
        match ty {
            Some(ty) => self.value(ty, None)?,
            None => self.any()?,
        }
        self.finish()
    }

    /// Checks that nothing is left of the frame.
    fn finish(&self) -> Result {
        self.reader.finish().map_err(|error| DecodeError::from_runtime(self.base, &error))
    }

    fn offset(&self) -> usize {
        self.base + self.reader.offset()
    }

    /// The first error of the reader, if there is one.
    fn check(&self) -> Result {
        if self.reader.has_failed() {
            self.reader.check().map_err(|error| DecodeError::from_runtime(self.base, &error))?;
        }
        Ok(())
    }

    fn id(&mut self) -> Result<u32> {
        let id = self.reader.id();
        self.check().map(|()| id)
    }

    fn value(&mut self, ty: &Ty, frame: Option<&Frame<'_>>) -> Result {
        let start = self.offset();
        match ty {
            Ty::Scalar(scalar) => self.scalar(*scalar),
            Ty::BoxedScalar { ty, id, scalar } => {
                self.built_in_id(*id, &self.program.types[*ty].name)?;
                self.scalar(*scalar)
            }
            Ty::Vector { boxed, item } => {
                if *boxed {
                    self.built_in_id(VECTOR_ID, "Vector")?;
                }
                self.vector(item, frame)
            }
            Ty::Object => self.object(),
            Ty::Boxed { ty, args } => {
                let found = self.id()?;
                let index = self.program.constructor(*ty, found).ok_or_else(|| {
                    let of = Some(self.program.types[*ty].name.clone());
                    DecodeError::new(start, self.unknown_id(found, of))
                })?;
                self.boxed(start, index, args, frame)
            }
            Ty::Bare { combinator, args } => self.combinator(*combinator, args, frame),
            Ty::Var(index) => {
                let problem = |problem| DecodeError::new(start, DecodeErrorKind::Schema(problem));
                let frame = frame.ok_or_else(|| problem(SchemaProblem::TypeField))?;
                let (ty, outer) = frame.ty(*index).map_err(problem)?;
                self.value(ty, outer)
            }
            Ty::Unsupported => {
                Err(DecodeError::new(start, DecodeErrorKind::Schema(SchemaProblem::TypeField)))
            }
        }
    }

    /// The id of a built-in type, which is the only one that may stand here.
    fn built_in_id(&mut self, id: u32, name: &str) -> Result {
        let start = self.offset();
        let found = self.id()?;
        if found != id {
            let kind = DecodeErrorKind::UnexpectedId { found, expected: name.into() };
            return Err(DecodeError::new(start, kind));
        }
        self.sink.note(start..self.offset(), Note::BoxedId(name));
        Ok(())
    }

    /// A value that only its id tells of, at the top: a constructor or a function.
    fn any(&mut self) -> Result {
        let start = self.offset();
        let found = self.id()?;
        match self.program.closed(found) {
            None if S::OPENS_GZIP && found == GZIP_PACKED_ID => self.gzip_packed(start),
            None if found == VECTOR_ID => Err(DecodeError::new(start, DecodeErrorKind::VectorOfUnknown)),
            None => Err(DecodeError::new(start, self.unknown_id(found, None))),
            Some(index) => self.known(start, index),
        }
    }

    #[cold]
    fn unknown_id(&self, found: u32, of: Option<Box<str>>) -> DecodeErrorKind {
        let [name, reversed] = [found, found.swap_bytes()].map(|id| self.program.label(id));
        DecodeErrorKind::UnknownId { found, of, name, reversed }
    }

    /// A value that only its id tells of, and its frame where the schema does not know the id.
    fn object(&mut self) -> Result {
        let start = self.offset();
        let id = self.id()?;
        match self.program.closed(id) {
            None if S::OPENS_GZIP && id == GZIP_PACKED_ID => self.gzip_packed(start),
            Some(index) => self.known(start, index),
            None => {
                let len = self.reader.remaining();
                if !len.is_multiple_of(4) {
                    let kind = DecodeErrorKind::Bytes(BytesError::UnevenObject { len });
                    return Err(DecodeError::new(self.offset(), kind));
                }
                let body = self.reader.raw(len);
                self.sink.value(start..self.offset(), Value::Raw { id, body });
                Ok(())
            }
        }
    }

    /// `!X`
    fn call(&mut self) -> Result {
        let start = self.offset();
        let found = self.id()?;
        match self.program.function(found) {
            None if S::OPENS_GZIP && found == GZIP_PACKED_ID => self.gzip_packed(start),
            None => Err(DecodeError::new(start, DecodeErrorKind::NotAFunction { found })),
            Some(index) => self.boxed(start, index, &[], None),
        }
    }

    /// What follows the id of a combinator that needs no arguments.
    fn known(&mut self, start: usize, index: usize) -> Result {
        let combinator = &self.program.combinators[index];
        if S::OPENS_GZIP && combinator.id == GZIP_PACKED_ID {
            return self.gzip_packed(start);
        }
        if let Some(value) = combinator.bool_value(self.program) {
            self.sink.value(start..self.offset(), Value::Bool(value));
            return Ok(());
        }
        match combinator.scalar() {
            Some(scalar) => self.boxed_scalar(start, combinator, scalar),
            None => self.boxed(start, index, &[], None),
        }
    }

    /// The value of a built-in type whose id began at `start`: `{"_": "int", "value": 5}`.
    fn boxed_scalar(&mut self, start: usize, combinator: &Combinator, scalar: Scalar) -> Result {
        self.sink.note(start..self.offset(), Note::Id(combinator));
        self.sink.begin(Some(&combinator.label));
        self.sink.key(VALUE);
        self.scalar(scalar).map_err(|error| error.within_field(VALUE))?;
        self.sink.end();
        Ok(())
    }

    fn boxed(&mut self, start: usize, index: usize, args: &[Arg], outer: Option<&Frame<'_>>) -> Result {
        self.sink.note(start..self.offset(), Note::Id(&self.program.combinators[index]));
        self.combinator(index, args, outer)
    }

    fn combinator(&mut self, index: usize, args: &[Arg], outer: Option<&Frame<'_>>) -> Result {
        let program = self.program;
        let combinator: &Combinator = &program.combinators[index];
        let start = self.offset();
        combinator
            .check_form()
            .map_err(|problem| DecodeError::new(start, DecodeErrorKind::Schema(problem)))?;
        self.levels.enter(combinator.levels()).map_err(|limit| too_deep(start, limit))?;
        self.sink.begin(Some(&combinator.label));
        self.fields(&combinator.fields, Frame::open(combinator, args, outer))?;
        self.sink.end();
        self.levels.leave(combinator.levels());
        self.note_empty(start)
    }

    /// Draws on the stock of values without bytes, if what began at `start` is one.
    fn note_empty(&mut self, start: usize) -> Result {
        if self.offset() == start {
            self.empty.take().map_err(|most| {
                let kind = BytesError::CountTooLarge { count: most.saturating_add(1), most: most as usize };
                DecodeError::new(start, DecodeErrorKind::Bytes(kind))
            })?;
        }
        Ok(())
    }

    fn fields(&mut self, list: &List, frame: Frame<'_>) -> Result {
        let mut numbers = vec![0; if list.has_numbers { list.fields.len() } else { 0 }];
        for (index, field) in list.fields.iter().enumerate() {
            let frame = frame.with(&numbers);
            let number = self.field(list, field, &frame).map_err(|error| error.within_field(&field.key))?;
            if let (Some(number), Some(place)) = (number, numbers.get_mut(index)) {
                *place = number;
            }
        }
        Ok(())
    }

    /// One field; the number that it is, if it is one that others may use.
    fn field(&mut self, list: &List, field: &Field, frame: &Frame<'_>) -> Result<Option<u32>> {
        let start = self.offset();
        if let Some(condition) = field.condition {
            let problem = |problem| DecodeError::new(start, DecodeErrorKind::Schema(problem));
            if !frame.holds(condition).map_err(problem)? {
                self.sink.note(start..start, Note::Absent { list, field, condition });
                return Ok(None);
            }
            if field.is_flag() {
                self.sink.key(&field.key);
                self.sink.flag(start, list, condition);
                return Ok(None);
            }
        }
        match &field.kind {
            FieldKind::Mask => self.mask(list, field).map(Some),
            FieldKind::Count(_) => {
                let count = self.number()?;
                self.sink.note(start..self.offset(), Note::Count(count));
                Ok(Some(count))
            }
            FieldKind::Length => self.length(field).map(|()| None),
            FieldKind::Zero => self.zero(field).map(|()| None),
            FieldKind::Rest => {
                self.rest(field);
                Ok(None)
            }
            FieldKind::Number => {
                self.sink.key(&field.key);
                let number = self.number()?;
                self.sink.value(start..self.offset(), Value::Int(number.into()));
                Ok(Some(number))
            }
            kind => {
                self.sink.key(&field.key);
                match self.frame_len.take() {
                    Some(len) => self.framed(len, |decoder| decoder.part(kind, frame))?,
                    None => self.part(kind, frame)?,
                }
                Ok(None)
            }
        }
    }

    /// What a field holds, or what is repeated.
    fn part(&mut self, kind: &FieldKind, frame: &Frame<'_>) -> Result {
        let start = self.offset();
        match kind {
            FieldKind::Value(ty) => self.value(ty, Some(frame)),
            FieldKind::Call => self.call(),
            FieldKind::Repeat(repeat) => self.repeat(repeat, frame),
            FieldKind::Number
            | FieldKind::Mask
            | FieldKind::Count(_)
            | FieldKind::Length
            | FieldKind::Zero
            | FieldKind::Rest => self.scalar(Scalar::Nat),
            FieldKind::Type => {
                Err(DecodeError::new(start, DecodeErrorKind::Schema(SchemaProblem::TypeField)))
            }
        }
    }

    /// The count and the items of a vector.
    fn vector(&mut self, item: &Ty, frame: Option<&Frame<'_>>) -> Result {
        let start = self.offset();
        let count = self.number()?;
        let most = self.reader.remaining() / item.min_size().max(1);
        if count as usize > most && item.min_size() > 0 {
            let kind = DecodeErrorKind::Bytes(BytesError::CountTooLarge { count, most });
            return Err(DecodeError::new(start, kind));
        }
        self.sink.note(start..self.offset(), Note::Count(count));
        self.items(count, |decoder| decoder.value(item, frame))
    }

    fn repeat(&mut self, repeat: &Repeat, frame: &Frame<'_>) -> Result {
        let start = self.offset();
        let problem = |problem| DecodeError::new(start, DecodeErrorKind::Schema(problem));
        let count = frame.number(repeat.count).map_err(problem)?;
        let inner = frame.item();
        match repeat.element() {
            Some(kind) => self.items(count, |decoder| decoder.part(kind, &inner)),
            None => self.items(count, |decoder| {
                decoder.sink.begin(None);
                decoder.fields(&repeat.list, inner)?;
                decoder.sink.end();
                Ok(())
            }),
        }
    }

    fn items(&mut self, count: u32, mut read: impl FnMut(&mut Self) -> Result) -> Result {
        self.levels.enter_list().map_err(|limit| too_deep(self.offset(), limit))?;
        self.sink.begin_list();
        for index in 0..count as usize {
            let start = self.offset();
            self.sink.item(index);
            read(self).and_then(|()| self.note_empty(start)).map_err(|error| error.within_item(index))?;
        }
        self.sink.end_list();
        self.levels.leave_list();
        Ok(())
    }
}

#[cold]
fn too_deep(offset: usize, limit: u32) -> DecodeError {
    DecodeError::new(offset, DecodeErrorKind::Bytes(BytesError::TooDeep { limit }))
}
