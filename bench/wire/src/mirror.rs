//! The sample slice as protobuf messages, for comparison with another format. The messages have the content of the
//! sample. Tags are below 16, ids are varints, and random numbers have a fixed width.

mod convert;

use prost::{Enumeration, Message, Oneof};

/// `messages.messagesSlice`.
#[derive(Clone, PartialEq, Message)]
pub struct Slice {
    /// Total number of messages.
    #[prost(int32, tag = "1")]
    pub count: i32,
    /// Start of the next slice.
    #[prost(int32, optional, tag = "2")]
    pub next_rate: Option<i32>,
    /// Messages in this slice.
    #[prost(message, repeated, tag = "3")]
    pub messages: Vec<Text>,
    /// Chats of the messages.
    #[prost(message, repeated, tag = "4")]
    pub chats: Vec<Channel>,
    /// Users of the messages.
    #[prost(message, repeated, tag = "5")]
    pub users: Vec<User>,
}

/// `Peer`, with one of three constructors.
#[derive(Clone, PartialEq, Message)]
pub struct Peer {
    /// The constructor.
    #[prost(oneof = "Who", tags = "1, 2, 3")]
    pub who: Option<Who>,
}

/// The constructors of `Peer`.
#[derive(Clone, Copy, PartialEq, Eq, Oneof)]
pub enum Who {
    /// `peerUser`.
    #[prost(int64, tag = "1")]
    User(i64),
    /// `peerChat`.
    #[prost(int64, tag = "2")]
    Chat(i64),
    /// `peerChannel`.
    #[prost(int64, tag = "3")]
    Channel(i64),
}

/// `message`.
#[derive(Clone, PartialEq, Message)]
pub struct Text {
    #[prost(bool, tag = "1")]
    out: bool,
    #[prost(int32, tag = "2")]
    id: i32,
    #[prost(message, optional, tag = "3")]
    from_id: Option<Peer>,
    #[prost(message, optional, tag = "4")]
    peer_id: Option<Peer>,
    #[prost(message, optional, tag = "5")]
    reply_to: Option<Reply>,
    #[prost(int32, tag = "6")]
    date: i32,
    #[prost(string, tag = "7")]
    message: String,
    #[prost(message, optional, tag = "8")]
    media: Option<PhotoMedia>,
    #[prost(message, repeated, tag = "9")]
    entities: Vec<Entity>,
    #[prost(int32, optional, tag = "10")]
    views: Option<i32>,
    #[prost(int32, optional, tag = "11")]
    forwards: Option<i32>,
    #[prost(message, optional, tag = "12")]
    replies: Option<Replies>,
    #[prost(int32, optional, tag = "13")]
    edit_date: Option<i32>,
    #[prost(message, optional, tag = "14")]
    reactions: Option<Reactions>,
}

/// `messageReplyHeader`.
#[derive(Clone, PartialEq, Message)]
pub struct Reply {
    #[prost(bool, tag = "1")]
    quote: bool,
    #[prost(int32, optional, tag = "2")]
    reply_to_msg_id: Option<i32>,
    #[prost(int32, optional, tag = "3")]
    reply_to_top_id: Option<i32>,
    #[prost(string, optional, tag = "4")]
    quote_text: Option<String>,
    #[prost(int32, optional, tag = "5")]
    quote_offset: Option<i32>,
}

/// `messageMediaPhoto`.
#[derive(Clone, PartialEq, Message)]
pub struct PhotoMedia {
    #[prost(bool, tag = "1")]
    spoiler: bool,
    #[prost(message, optional, tag = "2")]
    photo: Option<Photo>,
}

/// `photo`.
#[derive(Clone, PartialEq, Message)]
pub struct Photo {
    #[prost(sfixed64, tag = "1")]
    id: i64,
    #[prost(sfixed64, tag = "2")]
    access_hash: i64,
    #[prost(bytes = "vec", tag = "3")]
    file_reference: Vec<u8>,
    #[prost(int32, tag = "4")]
    date: i32,
    #[prost(message, repeated, tag = "5")]
    sizes: Vec<Size>,
    #[prost(int32, tag = "6")]
    dc_id: i32,
}

/// `PhotoSize`: a plain size, a size with stripped bytes, or a progressive size with several lengths.
#[derive(Clone, PartialEq, Message)]
pub struct Size {
    #[prost(string, tag = "1")]
    kind: String,
    #[prost(int32, tag = "2")]
    w: i32,
    #[prost(int32, tag = "3")]
    h: i32,
    #[prost(int32, repeated, tag = "4")]
    sizes: Vec<i32>,
    #[prost(bytes = "vec", tag = "5")]
    bytes: Vec<u8>,
}

/// `MessageEntity`.
#[derive(Clone, PartialEq, Message)]
pub struct Entity {
    #[prost(enumeration = "EntityKind", tag = "1")]
    kind: i32,
    #[prost(int32, tag = "2")]
    offset: i32,
    #[prost(int32, tag = "3")]
    length: i32,
    #[prost(string, optional, tag = "4")]
    url: Option<String>,
    #[prost(int64, optional, tag = "5")]
    user_id: Option<i64>,
}

/// The constructors of `MessageEntity` that occur in the sample, and a variant for all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Enumeration)]
#[repr(i32)]
pub enum EntityKind {
    /// Any other constructor.
    Unknown = 0,
    /// `messageEntityBold`.
    Bold = 1,
    /// `messageEntityMentionName`.
    MentionName = 2,
    /// `messageEntityTextUrl`.
    TextUrl = 3,
}

/// `messageReplies`.
#[derive(Clone, PartialEq, Message)]
pub struct Replies {
    #[prost(int32, tag = "1")]
    replies: i32,
    #[prost(int32, tag = "2")]
    replies_pts: i32,
    #[prost(message, repeated, tag = "3")]
    recent_repliers: Vec<Peer>,
    #[prost(int64, optional, tag = "4")]
    channel_id: Option<i64>,
    #[prost(int32, optional, tag = "5")]
    max_id: Option<i32>,
}

/// `messageReactions`.
#[derive(Clone, PartialEq, Message)]
pub struct Reactions {
    #[prost(bool, tag = "1")]
    can_see_list: bool,
    #[prost(message, repeated, tag = "2")]
    results: Vec<ReactionCount>,
    #[prost(message, repeated, tag = "3")]
    recent: Vec<PeerReaction>,
}

/// `reactionCount`.
#[derive(Clone, PartialEq, Message)]
pub struct ReactionCount {
    #[prost(int32, optional, tag = "1")]
    chosen_order: Option<i32>,
    #[prost(oneof = "Reaction", tags = "2, 3")]
    reaction: Option<Reaction>,
    #[prost(int32, tag = "4")]
    count: i32,
}

/// `messagePeerReaction`.
#[derive(Clone, PartialEq, Message)]
pub struct PeerReaction {
    #[prost(message, optional, tag = "1")]
    peer_id: Option<Peer>,
    #[prost(oneof = "Reaction", tags = "2, 3")]
    reaction: Option<Reaction>,
    #[prost(int32, tag = "4")]
    date: i32,
}

/// `Reaction`.
#[derive(Clone, PartialEq, Oneof)]
pub enum Reaction {
    /// `reactionEmoji`.
    #[prost(string, tag = "2")]
    Emoji(String),
    /// `reactionCustomEmoji`.
    #[prost(sfixed64, tag = "3")]
    CustomEmoji(i64),
}

/// `user`.
#[derive(Clone, PartialEq, Message)]
pub struct User {
    #[prost(bool, tag = "1")]
    contact: bool,
    #[prost(bool, tag = "2")]
    premium: bool,
    #[prost(int64, tag = "3")]
    id: i64,
    #[prost(sfixed64, optional, tag = "4")]
    access_hash: Option<i64>,
    #[prost(string, optional, tag = "5")]
    first_name: Option<String>,
    #[prost(string, optional, tag = "6")]
    last_name: Option<String>,
    #[prost(string, optional, tag = "7")]
    username: Option<String>,
    #[prost(string, optional, tag = "8")]
    phone: Option<String>,
    #[prost(message, optional, tag = "9")]
    photo: Option<Avatar>,
    #[prost(int32, optional, tag = "10")]
    was_online: Option<i32>,
    #[prost(message, optional, tag = "11")]
    color: Option<Color>,
}

/// `userProfilePhoto` and `chatPhoto`.
#[derive(Clone, PartialEq, Message)]
pub struct Avatar {
    #[prost(sfixed64, tag = "1")]
    photo_id: i64,
    #[prost(bytes = "vec", optional, tag = "2")]
    stripped_thumb: Option<Vec<u8>>,
    #[prost(int32, tag = "3")]
    dc_id: i32,
}

/// `peerColor`.
#[derive(Clone, Copy, PartialEq, Eq, Message)]
pub struct Color {
    #[prost(int32, optional, tag = "1")]
    color: Option<i32>,
    #[prost(sfixed64, optional, tag = "2")]
    background_emoji_id: Option<i64>,
}

/// `channel`.
#[derive(Clone, PartialEq, Message)]
pub struct Channel {
    #[prost(bool, tag = "1")]
    megagroup: bool,
    #[prost(bool, tag = "2")]
    broadcast: bool,
    #[prost(int64, tag = "3")]
    id: i64,
    #[prost(sfixed64, optional, tag = "4")]
    access_hash: Option<i64>,
    #[prost(string, tag = "5")]
    title: String,
    #[prost(message, optional, tag = "6")]
    photo: Option<Avatar>,
    #[prost(int32, tag = "7")]
    date: i32,
    #[prost(int32, optional, tag = "8")]
    participants_count: Option<i32>,
    #[prost(message, repeated, tag = "9")]
    usernames: Vec<Username>,
}

/// `username`.
#[derive(Clone, PartialEq, Message)]
pub struct Username {
    #[prost(bool, tag = "1")]
    active: bool,
    #[prost(string, tag = "2")]
    username: String,
}
