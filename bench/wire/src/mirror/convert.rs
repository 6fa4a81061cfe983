//! Converts values of our types to protobuf messages. Constructors that do not occur in the sample are left out, or
//! become empty messages.

use tl_bench_bindings::{enums, types};

use super::{
    Avatar, Channel, Color, Entity, EntityKind, Peer, PeerReaction, Photo, PhotoMedia, Reaction,
    ReactionCount, Reactions, Replies, Reply, Size, Slice, Text, User, Username, Who,
};

/// Converts the items of `all` with `kept`. Items for which `kept` returns `None` are left out.
fn convert<'a, T, U>(all: &'a [T], kept: impl Fn(&'a T) -> Option<U>) -> Vec<U> {
    all.iter().filter_map(kept).collect()
}

impl From<&types::messages::MessagesSlice> for Slice {
    fn from(slice: &types::messages::MessagesSlice) -> Self {
        Self {
            count: slice.count,
            next_rate: slice.next_rate,
            messages: convert(&slice.messages, |message| match message {
                enums::Message::Message(message) => Some((&**message).into()),
                _ => None,
            }),
            chats: convert(&slice.chats, |chat| match chat {
                enums::Chat::Channel(channel) => Some((&**channel).into()),
                _ => None,
            }),
            users: convert(&slice.users, |user| match user {
                enums::User::User(user) => Some((&**user).into()),
                enums::User::Empty(_) => None,
            }),
        }
    }
}

impl From<&types::Message> for Text {
    fn from(message: &types::Message) -> Self {
        Self {
            out: message.out,
            id: message.id,
            from_id: message.from_id.as_ref().map(Into::into),
            peer_id: Some((&message.peer_id).into()),
            reply_to: message.reply_to.as_ref().and_then(reply),
            date: message.date,
            message: message.message.clone(),
            media: message.media.as_ref().and_then(media),
            entities: message.entities.as_deref().unwrap_or_default().iter().map(entity).collect(),
            views: message.views,
            forwards: message.forwards,
            replies: message.replies.as_ref().map(Into::into),
            edit_date: message.edit_date,
            reactions: message.reactions.as_ref().map(Into::into),
        }
    }
}

impl From<&enums::Peer> for Peer {
    fn from(peer: &enums::Peer) -> Self {
        let who = match peer {
            enums::Peer::User(peer) => Who::User(peer.user_id),
            enums::Peer::Chat(peer) => Who::Chat(peer.chat_id),
            enums::Peer::Channel(peer) => Who::Channel(peer.channel_id),
        };
        Self { who: Some(who) }
    }
}

fn reply(reply: &enums::MessageReplyHeader) -> Option<Reply> {
    let enums::MessageReplyHeader::Header(reply) = reply else { return None };
    Some(Reply {
        quote: reply.quote,
        reply_to_msg_id: reply.reply_to_msg_id,
        reply_to_top_id: reply.reply_to_top_id,
        quote_text: reply.quote_text.clone(),
        quote_offset: reply.quote_offset,
    })
}

fn media(media: &enums::MessageMedia) -> Option<PhotoMedia> {
    let enums::MessageMedia::Photo(media) = media else { return None };
    let photo = media.photo.as_ref().and_then(|photo| match photo {
        enums::Photo::Photo(photo) => Some((&**photo).into()),
        enums::Photo::Empty(_) => None,
    });
    Some(PhotoMedia { spoiler: media.spoiler, photo })
}

impl From<&types::Photo> for Photo {
    fn from(photo: &types::Photo) -> Self {
        Self {
            id: photo.id,
            access_hash: photo.access_hash,
            file_reference: photo.file_reference.clone(),
            date: photo.date,
            sizes: photo.sizes.iter().map(size).collect(),
            dc_id: photo.dc_id,
        }
    }
}

fn size(size: &enums::PhotoSize) -> Size {
    match size {
        enums::PhotoSize::Size(size) => Size {
            kind: size.r#type.clone(),
            w: size.w,
            h: size.h,
            sizes: vec![size.size],
            bytes: Vec::new(),
        },
        enums::PhotoSize::PhotoStrippedSize(size) => {
            Size { kind: size.r#type.clone(), bytes: size.bytes.clone(), ..Size::default() }
        }
        enums::PhotoSize::Progressive(size) => Size {
            kind: size.r#type.clone(),
            w: size.w,
            h: size.h,
            sizes: size.sizes.clone(),
            bytes: Vec::new(),
        },
        _ => Size::default(),
    }
}

fn entity(entity: &enums::MessageEntity) -> Entity {
    let made = |kind, offset, length| Entity { kind, offset, length, ..Entity::default() };
    match entity {
        enums::MessageEntity::Bold(entity) => made(EntityKind::Bold.into(), entity.offset, entity.length),
        enums::MessageEntity::MentionName(entity) => Entity {
            user_id: Some(entity.user_id),
            ..made(EntityKind::MentionName.into(), entity.offset, entity.length)
        },
        enums::MessageEntity::TextUrl(entity) => Entity {
            url: Some(entity.url.clone()),
            ..made(EntityKind::TextUrl.into(), entity.offset, entity.length)
        },
        _ => Entity::default(),
    }
}

impl From<&types::MessageReplies> for Replies {
    fn from(replies: &types::MessageReplies) -> Self {
        let recent = replies.recent_repliers.as_deref().unwrap_or_default();
        Self {
            replies: replies.replies,
            replies_pts: replies.replies_pts,
            recent_repliers: recent.iter().map(Into::into).collect(),
            channel_id: replies.channel_id,
            max_id: replies.max_id,
        }
    }
}

impl From<&types::MessageReactions> for Reactions {
    fn from(reactions: &types::MessageReactions) -> Self {
        let counted = |result: &types::ReactionCount| ReactionCount {
            chosen_order: result.chosen_order,
            reaction: reaction(&result.reaction),
            count: result.count,
        };
        let recent = |recent: &types::MessagePeerReaction| PeerReaction {
            peer_id: Some((&recent.peer_id).into()),
            reaction: reaction(&recent.reaction),
            date: recent.date,
        };
        Self {
            can_see_list: reactions.can_see_list,
            results: reactions.results.iter().map(counted).collect(),
            recent: reactions.recent_reactions.as_deref().unwrap_or_default().iter().map(recent).collect(),
        }
    }
}

fn reaction(reaction: &enums::Reaction) -> Option<Reaction> {
    match reaction {
        enums::Reaction::Emoji(emoji) => Some(Reaction::Emoji(emoji.emoticon.clone())),
        enums::Reaction::CustomEmoji(emoji) => Some(Reaction::CustomEmoji(emoji.document_id)),
        _ => None,
    }
}

impl From<&types::User> for User {
    fn from(user: &types::User) -> Self {
        Self {
            contact: user.contact,
            premium: user.premium,
            id: user.id,
            access_hash: user.access_hash,
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            username: user.username.clone(),
            phone: user.phone.clone(),
            photo: user.photo.as_ref().and_then(user_photo),
            was_online: user.status.as_ref().and_then(|status| match status {
                enums::UserStatus::Offline(status) => Some(status.was_online),
                _ => None,
            }),
            color: user.color.as_ref().and_then(color),
        }
    }
}

fn user_photo(photo: &enums::UserProfilePhoto) -> Option<Avatar> {
    let enums::UserProfilePhoto::Photo(photo) = photo else { return None };
    Some(Avatar {
        photo_id: photo.photo_id,
        stripped_thumb: photo.stripped_thumb.clone(),
        dc_id: photo.dc_id,
    })
}

fn color(color: &enums::PeerColor) -> Option<Color> {
    let enums::PeerColor::Color(color) = color else { return None };
    Some(Color { color: color.color, background_emoji_id: color.background_emoji_id })
}

impl From<&types::Channel> for Channel {
    fn from(channel: &types::Channel) -> Self {
        let photo = match &channel.photo {
            enums::ChatPhoto::Photo(photo) => Some(Avatar {
                photo_id: photo.photo_id,
                stripped_thumb: photo.stripped_thumb.clone(),
                dc_id: photo.dc_id,
            }),
            enums::ChatPhoto::Empty => None,
        };
        let username =
            |name: &types::Username| Username { active: name.active, username: name.username.clone() };
        Self {
            megagroup: channel.megagroup,
            broadcast: channel.broadcast,
            id: channel.id,
            access_hash: channel.access_hash,
            title: channel.title.clone(),
            photo,
            date: channel.date,
            participants_count: channel.participants_count,
            usernames: channel.usernames.as_deref().unwrap_or_default().iter().map(username).collect(),
        }
    }
}
