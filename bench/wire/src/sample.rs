//! The measured values: one `messages.messagesSlice` of a busy group, and some small and large values.
//!
//! The values are created once, with our generated types. The other libraries decode their values from the bytes
//! of our values. Requests are created with the types of each library.

use tl_bench_bindings::enums::{self, MessageEntity, Peer, PhotoSize, Reaction, UserStatus};
use tl_bench_bindings::{functions, types};

/// Numbers of messages, users and channels in [`slice()`].
pub const COUNTS: [usize; 3] = [100, 30, 10];

/// The length of the bytes in [`file_part`] and [`file`].
const MEBIBYTE: usize = 1 << 20;
const LONGS: i64 = 131_072;
const GROUP: i64 = 1_500_000_001;
const FIRST_USER: i64 = 5_100_000_000;
const NOON: i32 = 1_767_182_400;

const WORDS: [&str; 12] = [
    "the",
    "layer",
    "changes",
    "which",
    "nobody",
    "read",
    "before",
    "вчера",
    "everything",
    "went",
    "out",
    "again",
];
const EMOTICONS: [&str; 5] = ["👍", "❤", "🔥", "😁", "🎉"];

/// Returns 100 messages with photos, entities, replies and reactions, 30 users, and 10 channels: about 54 kB.
#[must_use]
pub fn slice() -> enums::messages::Messages {
    let [messages, users, channels] = COUNTS.map(|count| 0..i32::try_from(count).unwrap_or(i32::MAX));
    enums::messages::Messages::Slice(Box::new(types::messages::MessagesSlice {
        inexact: false,
        count: 12_345,
        next_rate: Some(77),
        offset_id_offset: None,
        search_flood: None,
        messages: messages.map(|i| enums::Message::Message(Box::new(message(i)))).collect(),
        topics: Vec::new(),
        chats: channels.map(|i| enums::Chat::Channel(Box::new(channel(i)))).collect(),
        users: users.map(|i| enums::User::User(Box::new(user(i)))).collect(),
    }))
}

/// Returns a small request, which cancels a login code.
#[must_use]
pub fn cancel_code() -> functions::auth::CancelCode {
    functions::auth::CancelCode {
        phone_number: "+9996612345".to_owned(),
        phone_code_hash: "2a4f6e1c9b8d7053aa".to_owned(),
    }
}

/// Returns a small result, which is the answer to a request for a code.
#[must_use]
pub fn sent_code() -> enums::auth::SentCode {
    let app = types::auth::SentCodeTypeApp { length: 5 };
    enums::auth::SentCode::Code(Box::new(types::auth::SentCode {
        r#type: enums::auth::SentCodeType::App(app),
        phone_code_hash: "2a4f6e1c9b8d7053aa".to_owned(),
        next_type: Some(enums::auth::CodeType::Sms),
        timeout: Some(120),
    }))
}

/// Returns a request that contains 1 MiB.
#[must_use]
pub fn file_part() -> functions::upload::SaveFilePart {
    functions::upload::SaveFilePart { file_id: 0x1234_5678_9abc, file_part: 3, bytes: bytes(MEBIBYTE, 7) }
}

/// Returns a result that contains 1 MiB.
#[must_use]
pub fn file() -> enums::upload::File {
    enums::upload::File::File(Box::new(types::upload::File {
        r#type: enums::storage::FileType::FileJpeg,
        mtime: NOON,
        bytes: bytes(MEBIBYTE, 9),
    }))
}

/// Returns a vector of 131,072 longs, which are also 1 MiB.
#[must_use]
pub fn longs() -> Vec<i64> {
    (0..LONGS).map(hash).collect()
}

/// Returns the bytes of a `messages.messages` that contains only 262,144 `messageEmpty` without a peer. Each of them
/// has 12 bytes.
#[must_use]
pub fn empty_messages() -> Vec<u8> {
    const COUNT: u32 = 262_144;
    const VECTOR: u32 = 0x1cb5_c415;
    let message = [0x90a6_ca84, 0, 0];
    let head = [0x1d73_e7ea, VECTOR, COUNT];
    let tail = [VECTOR, 0].repeat(3);
    let messages = (0..COUNT).flat_map(|_| message);
    head.into_iter().chain(messages).chain(tail).flat_map(u32::to_le_bytes).collect()
}

/// Returns the bytes of a `RichText`: `levels` nested `textBold`, and `textEmpty` inside the innermost one.
#[must_use]
pub fn nested_text(levels: usize) -> Vec<u8> {
    let text_bold = 0x6724_abc4_u32.to_le_bytes();
    let text_empty = 0xdc3d_824f_u32.to_le_bytes();
    [text_bold.repeat(levels), text_empty.to_vec()].concat()
}

/// Returns the message number `i`. Its optional fields depend on `i`, so that many combinations occur.
fn message(i: i32) -> types::Message {
    let text = text(i);
    types::Message {
        out: i % 10 == 3,
        from_id: Some(peer(i)),
        reply_to: (i % 3 == 1).then(|| reply(i)),
        media: (i % 5 < 3).then(|| photo(i)),
        entities: (i % 4 != 3).then(|| entities(i)),
        views: (i % 5 == 0).then_some(1_000 + i),
        forwards: (i % 5 == 0).then_some(i),
        replies: (i % 10 == 0).then(|| replies(i)),
        edit_date: (i % 7 == 0).then_some(NOON + i * 60 + 30),
        reactions: (i % 2 == 1).then(|| reactions(i)),
        ..types::Message::new(50_000 + i, group(), NOON + i * 60, text)
    }
}

/// Returns a text of 14 to 33 words.
fn text(i: i32) -> String {
    let words = usize::try_from(14 + i * 7 % 20).unwrap_or_default();
    let first = usize::try_from(i).unwrap_or_default();
    let words: Vec<_> = WORDS.into_iter().cycle().skip(first % WORDS.len()).take(words).collect();
    words.join(" ")
}

fn group() -> Peer {
    Peer::Channel(types::PeerChannel { channel_id: GROUP })
}

fn peer(i: i32) -> Peer {
    Peer::User(types::PeerUser { user_id: FIRST_USER + i64::from(i % 30) })
}

fn reply(i: i32) -> enums::MessageReplyHeader {
    let quoted = i % 9 == 1;
    enums::MessageReplyHeader::Header(Box::new(types::MessageReplyHeader {
        quote: quoted,
        reply_to_msg_id: Some(49_990 + i),
        reply_to_top_id: Some(49_000),
        quote_text: quoted.then(|| text(i + 5)),
        quote_offset: quoted.then_some(4),
        ..types::MessageReplyHeader::default()
    }))
}

fn photo(i: i32) -> enums::MessageMedia {
    let photo = types::Photo {
        has_stickers: false,
        id: hash(i.into()),
        access_hash: hash(i64::from(i) + 1_000),
        file_reference: bytes(41, i),
        date: NOON,
        sizes: sizes(i),
        video_sizes: None,
        dc_id: 2,
    };
    enums::MessageMedia::Photo(Box::new(types::MessageMediaPhoto {
        spoiler: i % 8 == 0,
        photo: Some(enums::Photo::Photo(Box::new(photo))),
        ttl_seconds: None,
        video: None,
    }))
}

fn sizes(i: i32) -> Vec<PhotoSize> {
    let plain = |name: &str, w, h, size| {
        PhotoSize::Size(Box::new(types::PhotoSize { r#type: name.to_owned(), w, h, size }))
    };
    vec![
        PhotoSize::PhotoStrippedSize(Box::new(types::PhotoStrippedSize {
            r#type: "i".to_owned(),
            bytes: bytes(43, i),
        })),
        plain("m", 320, 240, 20_000 + i),
        plain("x", 800, 600, 90_000 + i),
        PhotoSize::Progressive(Box::new(types::PhotoSizeProgressive {
            r#type: "y".to_owned(),
            w: 1280,
            h: 960,
            sizes: vec![15_000, 35_000, 60_000, 85_000, 180_000 + i],
        })),
    ]
}

fn entities(i: i32) -> Vec<MessageEntity> {
    let bold = MessageEntity::Bold(types::MessageEntityBold { offset: 0, length: 5 });
    let mention: MessageEntity =
        types::MessageEntityMentionName { offset: 6, length: 4, user_id: FIRST_USER + i64::from(i % 30) }
            .into();
    let link = MessageEntity::TextUrl(Box::new(types::MessageEntityTextUrl {
        offset: 11,
        length: 6,
        url: format!("https://example.org/articles/{i}"),
    }));
    let all = [bold, mention, link];
    all.into_iter().take(usize::try_from(1 + i % 3).unwrap_or(1)).collect()
}

fn replies(i: i32) -> types::MessageReplies {
    types::MessageReplies {
        replies: i,
        replies_pts: 9_000 + i,
        recent_repliers: Some((i..i + 3).map(peer).collect()),
        channel_id: Some(GROUP),
        max_id: Some(60_000),
        read_max_id: None,
    }
}

fn reactions(i: i32) -> types::MessageReactions {
    let result = |n| types::ReactionCount {
        chosen_order: (n == 0 && i % 6 == 1).then_some(0),
        reaction: reaction(i + n),
        count: 40 - n * 9,
    };
    let recent = |n| types::MessagePeerReaction {
        big: false,
        unread: false,
        my: false,
        peer_id: peer(i + n),
        date: NOON + i * 60 + n,
        reaction: reaction(i + n),
    };
    types::MessageReactions {
        min: false,
        can_see_list: true,
        reactions_as_tags: false,
        results: (0..3).map(result).collect(),
        recent_reactions: Some((0..2).map(recent).collect()),
        top_reactors: None,
    }
}

fn reaction(i: i32) -> Reaction {
    match usize::try_from(i % 6).ok().and_then(|i| EMOTICONS.get(i)) {
        Some(&emoticon) => types::ReactionEmoji { emoticon: emoticon.to_owned() }.into(),
        None => Reaction::CustomEmoji(types::ReactionCustomEmoji { document_id: hash(i.into()) }),
    }
}

fn user(i: i32) -> types::User {
    types::User {
        contact: i % 4 == 0,
        premium: i % 5 == 0,
        access_hash: Some(hash(i64::from(i) + 2_000)),
        first_name: Some(format!("First{i}")),
        last_name: (i % 2 == 0).then(|| format!("Lastname{i}")),
        username: (i % 3 != 0).then(|| format!("user_name_{i}")),
        phone: (i % 4 == 0).then(|| format!("99966{i:05}")),
        photo: Some(user_photo(i)),
        status: Some(UserStatus::Offline(types::UserStatusOffline { was_online: NOON - i * 600 })),
        color: (i % 5 == 0).then(|| color(i)),
        ..types::User::new(FIRST_USER + i64::from(i))
    }
}

fn user_photo(i: i32) -> enums::UserProfilePhoto {
    enums::UserProfilePhoto::Photo(Box::new(types::UserProfilePhoto {
        has_video: false,
        personal: false,
        photo_id: hash(i64::from(i) + 3_000),
        stripped_thumb: Some(bytes(38, i)),
        dc_id: 4,
    }))
}

fn color(i: i32) -> enums::PeerColor {
    let background = Some(hash(i64::from(i) + 4_000));
    enums::PeerColor::Color(Box::new(types::PeerColor {
        color: Some(i % 7),
        background_emoji_id: background,
    }))
}

fn channel(i: i32) -> types::Channel {
    let photo = enums::ChatPhoto::Photo(Box::new(types::ChatPhoto {
        has_video: false,
        photo_id: hash(i64::from(i) + 5_000),
        stripped_thumb: Some(bytes(40, i)),
        dc_id: 2,
    }));
    types::Channel {
        megagroup: i % 2 == 0,
        broadcast: i % 2 == 1,
        access_hash: Some(hash(i64::from(i) + 6_000)),
        usernames: Some(vec![types::Username { active: true, ..username(format!("channel_{i}")) }]),
        participants_count: Some(1_000 * i),
        ..types::Channel::new(GROUP + i64::from(i), format!("Channel number {i}"), photo, NOON - 1_000_000)
    }
}

fn username(username: String) -> types::Username {
    types::Username { editable: false, active: false, deletable: false, expired: false, username }
}

/// Returns a number that looks like an id.
fn hash(i: i64) -> i64 {
    (i + 1).wrapping_mul(0x2545_f491_4f6c_dd1d) ^ 0x5bd1_e995
}

/// Returns `len` bytes that look random.
fn bytes(len: usize, seed: i32) -> Vec<u8> {
    let numbers = (0_i64..).flat_map(|i| hash(i + i64::from(seed)).to_le_bytes());
    numbers.take(len).collect()
}
