//! Types written by hand in the form of generated code.
#![allow(dead_code)]

use tl_runtime::*;

/// `auth.cancelCode#1f040578 phone_number:string phone_code_hash:string = Bool;`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CancelCode {
    pub(crate) phone_number: String,
    pub(crate) phone_code_hash: String,
}

impl Combinator for CancelCode {
    const ID: u32 = 0x1f04_0578;
    const NAME: &'static str = "auth.cancelCode";
}

impl EncodeBare for CancelCode {
    fn encode_after(&self, head: impl Fixed, w: &mut Writer) {
        w.fixed(head);
        w.string(&self.phone_number);
        w.string(&self.phone_code_hash);
    }
}

impl DecodeBare for CancelCode {
    const MIN_SIZE: usize = 8;

    fn decode_bare(r: &mut Reader<'_>) -> Self {
        Self { phone_number: r.string(), phone_code_hash: r.string() }
    }
}

impl Function for CancelCode {
    type Output = bool;

    fn decode_output(r: &mut Reader<'_>) -> bool {
        r.bool()
    }
}

/// `invokeWithLayer#da9b0d0d {X:Type} layer:int query:!X = X;`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct InvokeWithLayer<Q> {
    pub(crate) layer: i32,
    pub(crate) query: Q,
}

impl<Q> Combinator for InvokeWithLayer<Q> {
    const ID: u32 = 0xda9b_0d0d;
    const NAME: &'static str = "invokeWithLayer";
}

impl<Q: Encode> EncodeBare for InvokeWithLayer<Q> {
    fn encode_after(&self, head: impl Fixed, w: &mut Writer) {
        w.fixed(head);
        w.int(self.layer);
        self.query.encode(w);
    }
}

impl<Q: Decode> DecodeBare for InvokeWithLayer<Q> {
    const MIN_SIZE: usize = 4 + Q::MIN_SIZE;

    fn decode_bare(r: &mut Reader<'_>) -> Self {
        Self { layer: r.int(), query: r.get() }
    }
}

impl<Q: Function> Function for InvokeWithLayer<Q> {
    type Output = Q::Output;

    fn decode_output(r: &mut Reader<'_>) -> Self::Output {
        Q::decode_output(r)
    }
}

/// `textEmpty#dc3d824f = RichText; textConcat#7e6260d7 texts:Vector<RichText> = RichText;`
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RichText {
    Empty,
    Concat(Box<TextConcat>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextEmpty;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextConcat {
    pub(crate) texts: Vec<RichText>,
}

impl Combinator for TextEmpty {
    const ID: u32 = 0xdc3d_824f;
    const NAME: &'static str = "textEmpty";
}

impl EncodeBare for TextEmpty {
    fn encode_after(&self, head: impl Fixed, w: &mut Writer) {
        w.fixed(head);
    }
}

impl DecodeBare for TextEmpty {
    fn decode_bare(_: &mut Reader<'_>) -> Self {
        Self
    }
}

impl Combinator for TextConcat {
    const ID: u32 = 0x7e62_60d7;
    const NAME: &'static str = "textConcat";
}

impl EncodeBare for TextConcat {
    fn encode_after(&self, head: impl Fixed, w: &mut Writer) {
        w.fixed(head);
        w.vector(&self.texts);
    }
}

impl DecodeBare for TextConcat {
    const MIN_SIZE: usize = 8;

    fn decode_bare(r: &mut Reader<'_>) -> Self {
        Self { texts: r.vector() }
    }
}

impl Identify for RichText {
    fn combinator(&self) -> (u32, &'static str) {
        match self {
            Self::Empty => (TextEmpty::ID, TextEmpty::NAME),
            Self::Concat(_) => (TextConcat::ID, TextConcat::NAME),
        }
    }
}

impl Encode for RichText {
    fn encode(&self, w: &mut Writer) {
        match self {
            Self::Empty => TextEmpty.encode(w),
            Self::Concat(value) => value.encode(w),
        }
    }
}

impl Decode for RichText {
    fn decode(r: &mut Reader<'_>) -> Self {
        match r.id() {
            TextEmpty::ID => Self::Empty,
            TextConcat::ID => Self::Concat(r.get_bare()),
            id => {
                r.unknown_constructor("RichText", id);
                Self::Empty
            }
        }
    }
}

/// `sample#5a5a5a5a flags:# long:flags.0?long items:flags.0?vector<bytes> key:int128 = Sample;`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sample {
    pub(crate) long: Option<i64>,
    pub(crate) items: Option<Vec<Vec<u8>>>,
    pub(crate) key: [u8; 16],
}

impl Combinator for Sample {
    const ID: u32 = 0x5a5a_5a5a;
    const NAME: &'static str = "sample";
}

impl EncodeBare for Sample {
    fn encode_after(&self, head: impl Fixed, w: &mut Writer) {
        w.fixed(head);
        w.same_presence(Self::NAME, "items", self.long.is_some(), self.items.is_some());
        w.nat(u32::from(self.long.is_some()));
        w.optional(&self.long);
        if let Some(items) = &self.items {
            w.bare_vector(items);
        }
        w.raw(&self.key);
    }
}

impl DecodeBare for Sample {
    const MIN_SIZE: usize = 20;

    fn decode_bare(r: &mut Reader<'_>) -> Self {
        let flags = r.nat();
        Self {
            long: r.optional(flags & 1 != 0),
            items: if flags & 1 != 0 { Some(r.bare_vector()) } else { None },
            key: r.array(),
        }
    }
}
