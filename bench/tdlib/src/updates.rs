//! Creates the updates that are measured, in the JSON of TDLib. They describe the messages, chats and users of an
//! account, and changes to them.

use crate::object::{Object, list, string, unit};

/// The number of updates.
pub const COUNT: usize = 624;

const NOON: i64 = 1_767_182_400;
const FIRST_USER: i64 = 5_100_000_000;
const FIRST_GROUP: i64 = 1_500_000_001;

const WORDS: [&str; 16] = [
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
    "\"again\"",
    "обновление",
    "of",
    "a",
    "🎉",
];
const NAMES: [&str; 6] = ["Anna", "Борис", "Chen", "Дарья", "Eli", "Fatima 🌸"];
const EMOTICONS: [&str; 5] = ["👍", "❤", "🔥", "😁", "🎉"];

/// Returns the updates as `td_receive` returns them, one per string. Together, they have about 1.4 MB.
#[must_use]
pub fn lines() -> Vec<String> {
    (0..COUNT).map(|i| update(i as i64).put("@client_id", 1).end()).collect()
}

fn update(i: i64) -> Object {
    match i % 16 {
        0 | 4 | 8 => Object::new("updateUser").put("user", user(i)),
        1 | 9 => Object::new("updateNewChat").put("chat", chat(i)),
        2 => Object::new("updateUserStatus").put("user_id", user_id(i)).put("status", status(i)),
        3 => Object::new("updateChatLastMessage")
            .put("chat_id", chat_id(i))
            .put("last_message", message(i))
            .put("positions", list([position(i)])),
        5 => Object::new("updateChatReadInbox")
            .put("chat_id", chat_id(i))
            .put("last_read_inbox_message_id", message_id(i))
            .put("unread_count", i % 40),
        6 => Object::new("updateMessageInteractionInfo")
            .put("chat_id", chat_id(i))
            .put("message_id", message_id(i))
            .put("interaction_info", interactions(i)),
        10 => Object::new("updateChatAction")
            .put("chat_id", chat_id(i))
            .put("sender_id", sender(i))
            .put("action", unit("chatActionTyping")),
        11 => Object::new("updateDeleteMessages")
            .put("chat_id", chat_id(i))
            .put("message_ids", list((0..i % 5 + 1).map(message_id)))
            .put("is_permanent", true)
            .put("from_cache", false),
        _ => Object::new("updateNewMessage").put("message", message(i)),
    }
}

fn user_id(i: i64) -> i64 {
    FIRST_USER + i % 300 * 1_234_567
}

fn chat_id(i: i64) -> i64 {
    -1_000_000_000_000 - FIRST_GROUP - i % 60
}

fn message_id(i: i64) -> i64 {
    (40_000 + i) << 20
}

fn sender(i: i64) -> String {
    Object::new("messageSenderUser").put("user_id", user_id(i)).end()
}

/// Returns a text of 3 to 39 words. Some words are Cyrillic.
fn words(i: i64) -> String {
    let count = (i * i % 37 + 3) as usize;
    let words: Vec<_> = (0..count).map(|k| WORDS[(i as usize * 7 + k * k * 3 + k) % WORDS.len()]).collect();
    words.join(if i % 9 == 0 { "\n" } else { " " })
}

fn formatted(text: &str, entities: &[String]) -> String {
    Object::new("formattedText").text("text", text).put("entities", list(entities)).end()
}

/// Returns a text with up to three entities.
fn entity_text(i: i64) -> String {
    let kinds = [
        unit("textEntityTypeBold"),
        Object::new("textEntityTypeTextUrl").text("url", "https://example.org/changes?layer=230").end(),
        unit("textEntityTypeMention"),
    ];
    let entity = |(k, kind): (usize, &String)| {
        Object::new("textEntity").put("offset", k * 4).put("length", k + 2).put("type", kind).end()
    };
    let entities: Vec<_> = kinds.iter().take(i as usize % 4).enumerate().map(entity).collect();
    formatted(&words(i), &entities)
}

fn message(i: i64) -> String {
    Object::new("message")
        .put("id", message_id(i))
        .put("sender_id", sender(i))
        .put("chat_id", chat_id(i))
        .put("is_outgoing", i % 5 == 0)
        .no("is_pinned is_from_offline")
        .yes("can_be_saved has_timestamped_media")
        .no("is_channel_post is_paid_star_suggested_post is_paid_ton_suggested_post contains_unread_mention")
        .no("contains_unread_poll_votes")
        .put("date", NOON + i * 60)
        .put("edit_date", if i % 7 == 0 { NOON + i * 60 + 30 } else { 0 })
        .maybe("forward_info", (i % 11 == 0).then(|| forward(i)))
        .maybe("interaction_info", (i % 3 == 0).then(|| interactions(i)))
        .put("unread_reactions", "[]")
        .maybe("reply_to", (i % 4 == 0).then(|| reply(i)))
        .double("self_destruct_in", 0.0)
        .double("auto_delete_in", if i % 10 == 0 { 86_400.0 - i as f64 / 8.0 } else { 0.0 })
        .put("via_bot_user_id", 0)
        .put("sender_business_bot_user_id", 0)
        .put("sender_boost_count", i % 3)
        .text("sender_tag", "")
        .put("paid_message_star_count", 0)
        .text("author_signature", "")
        .int64("media_album_id", if i % 6 == 0 { 13_700_000_000_000_000 + i } else { 0 })
        .int64("effect_id", 0)
        .text("summary_language_code", "")
        .put("content", content(i))
        .end()
}

fn content(i: i64) -> String {
    match i % 6 {
        0 | 3 => Object::new("messagePhoto")
            .put("photo", photo(i))
            .put("caption", entity_text(i))
            .no("show_caption_above_media has_spoiler is_secret"),
        5 if i % 5 == 0 => Object::new("messageLocation").put("location", location(i)),
        _ => Object::new("messageText").put("text", entity_text(i)),
    }
    .end()
}

fn location(i: i64) -> String {
    Object::new("location")
        .double("latitude", 55.75 + i as f64 / 1000.0)
        .double("longitude", -37.62 + i as f64 / 700.0)
        .double("horizontal_accuracy", 12.5)
        .end()
}

fn forward(i: i64) -> String {
    let origin = Object::new("messageOriginUser").put("sender_user_id", user_id(i + 1)).end();
    Object::new("messageForwardInfo")
        .put("origin", origin)
        .put("date", NOON - i)
        .text("public_service_announcement_type", "")
        .end()
}

fn reply(i: i64) -> String {
    let quote = || {
        let quote = Object::new("textQuote").put("text", formatted("вчера everything went out", &[]));
        quote.put("position", i % 90).put("is_manual", true).end()
    };
    Object::new("messageReplyToMessage")
        .put("chat_id", chat_id(i))
        .put("message_id", message_id(i - 3))
        .maybe("quote", (i % 8 == 0).then(quote))
        .put("checklist_task_id", 0)
        .text("poll_option_id", "")
        .put("origin_send_date", 0)
        .end()
}

fn interactions(i: i64) -> String {
    let reply_info = || {
        Object::new("messageReplyInfo")
            .put("reply_count", i % 50)
            .put("recent_replier_ids", list((0..i % 4).map(|k| sender(i + k))))
            .put("last_read_inbox_message_id", 0)
            .put("last_read_outbox_message_id", 0)
            .put("last_message_id", message_id(i + 9))
            .end()
    };
    let reactions = Object::new("messageReactions")
        .put("reactions", list((0..i % 5 + 1).map(|k| reaction(i, k))))
        .no("are_tags")
        .put("paid_reactors", "[]")
        .yes("can_get_added_reactions");
    Object::new("messageInteractionInfo")
        .put("view_count", i * 37)
        .put("forward_count", i % 13)
        .maybe("reply_info", (i % 2 == 0).then(reply_info))
        .put("reactions", reactions.end())
        .end()
}

fn reaction(i: i64, k: i64) -> String {
    let emoji = EMOTICONS[k as usize % EMOTICONS.len()];
    Object::new("messageReaction")
        .put("type", Object::new("reactionTypeEmoji").text("emoji", emoji).end())
        .put("total_count", i % 90 + 1)
        .put("is_chosen", k == 2)
        .maybe("used_sender_id", (k == 2).then(|| sender(0)))
        .put("recent_sender_ids", list((0..3 - k % 3).map(|n| sender(i + n))))
        .end()
}

fn photo(i: i64) -> String {
    let sizes = [("s", 90), ("m", 320), ("x", 800), ("y", 1280)];
    let size = |(kind, width): (&str, i64)| {
        Object::new("photoSize")
            .text("type", kind)
            .put("photo", file(i * 4 + width, width * 97))
            .put("width", width)
            .put("height", width * 3 / 4)
            .put("progressive_sizes", if width > 800 { "[9863,24311,35001]" } else { "[]" })
            .end()
    };
    Object::new("photo")
        .no("has_stickers")
        .put("minithumbnail", minithumbnail(i))
        .put("sizes", list(sizes.map(size)))
        .end()
}

fn minithumbnail(i: i64) -> String {
    let data = format!("/9j/4AAQSkZJRgABAQAAAQABAAD/{:0>300}AAAA", i * 7_919);
    Object::new("minithumbnail").put("width", 40).put("height", 30).text("data", &data).end()
}

fn file(id: i64, size: i64) -> String {
    let path = if id % 3 == 0 { format!("/data/td/photos/{id}.jpg") } else { String::new() };
    let is_local = !path.is_empty();
    let downloaded = if is_local { size } else { 0 };
    let local = Object::new("localFile")
        .text("path", &path)
        .yes("can_be_downloaded")
        .put("can_be_deleted", is_local)
        .no("is_downloading_active")
        .put("is_downloading_completed", is_local)
        .put("download_offset", 0)
        .put("downloaded_prefix_size", downloaded)
        .put("downloaded_size", downloaded);
    let remote = Object::new("remoteFile")
        .text(
            "id",
            &format!("AgACAgIAAx0CWWmeAQACnEBpVdAAAfp{id:0>12}qUnnMAAssxG4Zb4LBJ-r_IbWEzP2AgADcwADNgQ"),
        )
        .text("unique_id", &format!("AQAD{id:0>8}Z4"))
        .no("is_uploading_active")
        .yes("is_uploading_completed")
        .put("uploaded_size", size);
    Object::new("file")
        .put("id", id)
        .put("size", size)
        .put("expected_size", size)
        .put("local", local.end())
        .put("remote", remote.end())
        .end()
}

fn status(i: i64) -> String {
    match i % 3 {
        0 => Object::new("userStatusOnline").put("expires", NOON + i),
        1 => Object::new("userStatusOffline").put("was_online", NOON - i),
        _ => Object::new("userStatusRecently").no("by_my_privacy_settings"),
    }
    .end()
}

fn user(i: i64) -> String {
    let name = NAMES[i as usize / 4 % NAMES.len()];
    let usernames = || {
        let name = format!("user_{i}");
        Object::new("usernames")
            .put("active_usernames", list([string(&name)]))
            .put("disabled_usernames", "[]")
            .text("editable_username", &name)
            .put("collectible_usernames", "[]")
            .end()
    };
    let photo = || {
        Object::new("profilePhoto")
            .int64("id", 5_280_000_000_000_000_000 + i)
            .put("small", file(i * 2, 9_000))
            .put("big", file(i * 2 + 1, 60_000))
            .put("minithumbnail", minithumbnail(i))
            .no("has_animation is_personal")
            .end()
    };
    Object::new("user")
        .put("id", user_id(i))
        .text("first_name", name)
        .text("last_name", if i % 8 == 0 { "Иванова" } else { "" })
        .maybe("usernames", (i % 3 > 0).then(usernames))
        .text("phone_number", if i % 5 == 0 { "9996612345" } else { "" })
        .put("status", status(i))
        .maybe("profile_photo", (i % 16 > 0).then(photo))
        .put("accent_color_id", i % 7)
        .int64("background_custom_emoji_id", 0)
        .put("profile_accent_color_id", -1)
        .int64("profile_background_custom_emoji_id", 0)
        .put("is_contact", i % 5 == 0)
        .no("is_mutual_contact is_close_friend")
        .put("is_premium", i % 4 == 0)
        .no("is_support restricts_new_chats")
        .put("paid_message_star_count", 0)
        .yes("have_access")
        .put("type", unit("userTypeRegular"))
        .text("language_code", "")
        .no("added_to_attachment_menu")
        .end()
}

fn position(i: i64) -> String {
    Object::new("chatPosition")
        .put("list", unit("chatListMain"))
        .int64("order", (NOON + i) << 32)
        .put("is_pinned", i % 30 == 0)
        .end()
}

fn chat(i: i64) -> String {
    let kind = Object::new("chatTypeSupergroup").put("supergroup_id", FIRST_GROUP + i % 60).no("is_channel");
    let photo = Object::new("chatPhotoInfo")
        .put("small", file(i * 2, 8_000))
        .put("big", file(i * 2 + 1, 50_000))
        .put("minithumbnail", minithumbnail(i))
        .no("has_animation is_personal");
    Object::new("chat")
        .put("id", chat_id(i))
        .put("type", kind.end())
        .text("title", &format!("{} и друзья {i}", NAMES[i as usize % NAMES.len()]))
        .put("photo", photo.end())
        .put("accent_color_id", i % 7)
        .int64("background_custom_emoji_id", 0)
        .put("profile_accent_color_id", -1)
        .int64("profile_background_custom_emoji_id", 0)
        .put("permissions", permissions())
        .maybe("last_message", (i % 2 == 1).then(|| message(i)))
        .put("positions", list([position(i)]))
        .put("chat_lists", list([unit("chatListMain")]))
        .no("has_protected_content is_translatable is_marked_as_unread view_as_topics has_scheduled_messages")
        .no("can_be_deleted_only_for_self can_be_deleted_for_all_users")
        .yes("can_be_reported")
        .no("default_disable_notification")
        .put("unread_count", i % 40)
        .put("last_read_inbox_message_id", message_id(i - 40))
        .put("last_read_outbox_message_id", message_id(i - 2))
        .put("unread_mention_count", 0)
        .put("unread_reaction_count", 0)
        .put("unread_poll_vote_count", 0)
        .put("notification_settings", notifications(i))
        .put(
            "available_reactions",
            Object::new("chatAvailableReactionsAll").put("max_reaction_count", 11).end(),
        )
        .put("message_auto_delete_time", 0)
        .put("video_chat", Object::new("videoChat").put("group_call_id", 0).no("has_participants").end())
        .put("reply_markup_message_id", 0)
        .text("client_data", "")
        .end()
}

fn permissions() -> String {
    Object::new("chatPermissions")
        .yes("can_send_basic_messages can_send_audios can_send_documents can_send_photos can_send_videos")
        .yes("can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages")
        .yes("can_add_link_previews can_react_to_messages")
        .no("can_edit_tag can_change_info")
        .yes("can_invite_users")
        .no("can_pin_messages can_create_topics")
        .end()
}

fn notifications(i: i64) -> String {
    Object::new("chatNotificationSettings")
        .put("use_default_mute_for", i % 4 > 0)
        .put("mute_for", if i % 4 == 0 { i32::MAX } else { 0 })
        .yes("use_default_sound")
        .int64("sound_id", 0)
        .yes("use_default_show_preview")
        .no("show_preview")
        .yes("use_default_mute_stories")
        .no("mute_stories")
        .yes("use_default_story_sound")
        .int64("story_sound_id", 0)
        .yes("use_default_show_story_poster")
        .no("show_story_poster")
        .yes("use_default_disable_pinned_message_notifications")
        .no("disable_pinned_message_notifications")
        .yes("use_default_disable_mention_notifications")
        .no("disable_mention_notifications")
        .end()
}
