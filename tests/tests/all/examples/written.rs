//! Examples as pages show them; `what_is_compiled_is_what_is_shown` says where they come from.

pub(super) mod layer_82 {
    #[allow(unused_imports)]
    use tl_tests::layer_82::{enums, functions, types};
    use tl_runtime::{Encode, EncodeError};

    use super::super::Written;

    pub(in super::super) const EXAMPLES: &[Written] = &[
        ("account.getAuthorizations", example_0),
        ("account.getPassword", example_1),
        ("account.saveSecureValue", example_2),
        ("account.setPrivacy", example_3),
        ("account.updateProfile", example_4),
        ("auth.bindTempAuthKey", example_5),
        ("auth.cancelCode", example_6),
        ("channels.editAdmin", example_7),
        ("contacts.importContacts", example_8),
        ("initConnection", example_9),
        ("invokeAfterMsgs", example_10),
        ("invokeWithLayer", example_11),
        ("messages.getDialogs", example_12),
        ("messages.sendEncrypted", example_13),
        ("messages.sendMedia", example_14),
        ("messages.sendMessage", example_15),
        ("messages.sendMultiMedia", example_16),
        ("messages.setInlineBotResults", example_17),
        ("payments.sendPaymentForm", example_18),
        ("stickers.createStickerSet", example_19),
        ("upload.saveFilePart", example_20),
        ("users.getUsers", example_21),
    ];

    fn example_0() -> Result<Vec<u8>, EncodeError> {
        let request = functions::account::GetAuthorizations;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_1() -> Result<Vec<u8>, EncodeError> {
        let request = functions::account::GetPassword;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_2() -> Result<Vec<u8>, EncodeError> {
        let request = functions::account::SaveSecureValue {
            value: types::InputSecureValue::new(enums::SecureValueType::PersonalDetails),
            secure_secret_id: 1,
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_3() -> Result<Vec<u8>, EncodeError> {
        let request = functions::account::SetPrivacy {
            key: enums::InputPrivacyKey::StatusTimestamp,
            rules: vec![enums::InputPrivacyRule::InputPrivacyValueAllowContacts],
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_4() -> Result<Vec<u8>, EncodeError> {
        let request = functions::account::UpdateProfile {
            first_name: Some("string".into()),
            ..functions::account::UpdateProfile::default()
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_5() -> Result<Vec<u8>, EncodeError> {
        let request = functions::auth::BindTempAuthKey {
            perm_auth_key_id: 1,
            nonce: 1,
            expires_at: 1,
            encrypted_message: b"bytes".to_vec(),
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_6() -> Result<Vec<u8>, EncodeError> {
        let request = functions::auth::CancelCode {
            phone_number: "string".into(),
            phone_code_hash: "string".into(),
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_7() -> Result<Vec<u8>, EncodeError> {
        let request = functions::channels::EditAdmin {
            channel: enums::InputChannel::Channel(types::InputChannel {
                channel_id: 1,
                access_hash: 1,
            }),
            user_id: enums::InputUser::UserSelf,
            admin_rights: types::ChannelAdminRights::default(),
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_8() -> Result<Vec<u8>, EncodeError> {
        let request = functions::contacts::ImportContacts {
            contacts: vec![
                types::InputPhoneContact {
                    client_id: 1,
                    phone: "string".into(),
                    first_name: "string".into(),
                    last_name: "string".into(),
                },
            ],
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_9() -> Result<Vec<u8>, EncodeError> {
        let request = functions::InitConnection {
            api_id: 1,
            device_model: "string".into(),
            system_version: "string".into(),
            app_version: "string".into(),
            system_lang_code: "string".into(),
            lang_pack: "string".into(),
            lang_code: "string".into(),
            query: functions::account::GetAccountTtl,
            proxy: Some(types::InputClientProxy { address: "string".into(), port: 1 }),
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_10() -> Result<Vec<u8>, EncodeError> {
        let request = functions::InvokeAfterMsgs {
            msg_ids: vec![1],
            query: functions::account::GetAccountTtl,
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_11() -> Result<Vec<u8>, EncodeError> {
        let request = functions::InvokeWithLayer {
            layer: 1,
            query: functions::account::GetAccountTtl,
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_12() -> Result<Vec<u8>, EncodeError> {
        let request = functions::messages::GetDialogs {
            offset_date: 1,
            offset_id: 1,
            offset_peer: enums::InputPeer::PeerSelf,
            limit: 1,
            hash: 1,
            exclude_pinned: true,
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_13() -> Result<Vec<u8>, EncodeError> {
        let request = functions::messages::SendEncrypted {
            peer: types::InputEncryptedChat { chat_id: 1, access_hash: 1 },
            random_id: 1,
            data: b"bytes".to_vec(),
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_14() -> Result<Vec<u8>, EncodeError> {
        let request = functions::messages::SendMedia {
            silent: true,
            ..functions::messages::SendMedia::new(
                enums::InputPeer::PeerSelf,
                enums::InputMedia::Contact(Box::new(types::InputMediaContact {
                    phone_number: "string".into(),
                    first_name: "string".into(),
                    last_name: "string".into(),
                    vcard: "string".into(),
                })),
                "string".into(),
                1,
            )
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_15() -> Result<Vec<u8>, EncodeError> {
        let request = functions::messages::SendMessage {
            no_webpage: true,
            ..functions::messages::SendMessage::new(
                enums::InputPeer::PeerSelf,
                "string".into(),
                1,
            )
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_16() -> Result<Vec<u8>, EncodeError> {
        let request = functions::messages::SendMultiMedia {
            silent: true,
            ..functions::messages::SendMultiMedia::new(
                enums::InputPeer::PeerSelf,
                vec![
                    types::InputSingleMedia::new(
                        enums::InputMedia::Contact(Box::new(types::InputMediaContact {
                            phone_number: "string".into(),
                            first_name: "string".into(),
                            last_name: "string".into(),
                            vcard: "string".into(),
                        })),
                        1,
                        "string".into(),
                    ),
                ],
            )
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_17() -> Result<Vec<u8>, EncodeError> {
        let request = functions::messages::SetInlineBotResults {
            gallery: true,
            ..functions::messages::SetInlineBotResults::new(
                1,
                vec![
                    enums::InputBotInlineResult::Result(Box::new(types::InputBotInlineResult::new(
                        "string".into(),
                        "string".into(),
                        enums::InputBotInlineMessage::MediaContact(Box::new(types::InputBotInlineMessageMediaContact::new(
                            "string".into(),
                            "string".into(),
                            "string".into(),
                            "string".into(),
                        ))),
                    ))),
                ],
                1,
            )
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_18() -> Result<Vec<u8>, EncodeError> {
        let request = functions::payments::SendPaymentForm {
            requested_info_id: Some("string".into()),
            ..functions::payments::SendPaymentForm::new(
                1,
                enums::InputPaymentCredentials::Saved(Box::new(types::InputPaymentCredentialsSaved {
                    id: "string".into(),
                    tmp_password: b"bytes".to_vec(),
                })),
            )
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_19() -> Result<Vec<u8>, EncodeError> {
        let request = functions::stickers::CreateStickerSet {
            user_id: enums::InputUser::UserSelf,
            title: "string".into(),
            short_name: "string".into(),
            stickers: vec![
                types::InputStickerSetItem::new(
                    enums::InputDocument::Document(types::InputDocument {
                        id: 1,
                        access_hash: 1,
                    }),
                    "string".into(),
                ),
            ],
            masks: true,
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_20() -> Result<Vec<u8>, EncodeError> {
        let request = functions::upload::SaveFilePart {
            file_id: 1,
            file_part: 1,
            bytes: b"bytes".to_vec(),
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_21() -> Result<Vec<u8>, EncodeError> {
        let request = functions::users::GetUsers { id: vec![enums::InputUser::UserSelf] };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }
}

pub(super) mod names {
    #[allow(unused_imports)]
    use tl_tests::names::{enums, functions, types};
    use tl_runtime::{Encode, EncodeError};

    use super::super::Written;

    pub(in super::super) const EXAMPLES: &[Written] = &[
        ("fn.fn", example_0),
        ("getInt", example_1),
        ("getBare", example_2),
        ("getNumber", example_3),
        ("getItems", example_4),
        ("getBareItems", example_5),
        ("getVectors", example_6),
        ("wrap", example_7),
        ("wrapMany", example_8),
        ("getTrue", example_9),
        ("getGeneric", example_10),
        ("any.any", example_11),
        ("getNothing", example_12),
        ("getAnything", example_13),
        ("wrapBare", example_14),
    ];

    fn example_0() -> Result<Vec<u8>, EncodeError> {
        let request = functions::r#fn::Fn {
            r#type: types::Type {
                r#type: 1,
                r#fn: "string".into(),
                r#match: 1,
                r#async: 1,
                self_: 1,
                crate_: 1,
                super_: 1,
                r#gen: 1,
                r: 1,
                w: 1,
                x: 1,
            },
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_1() -> Result<Vec<u8>, EncodeError> {
        let request = functions::GetInt;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_2() -> Result<Vec<u8>, EncodeError> {
        let request = functions::GetBare;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_3() -> Result<Vec<u8>, EncodeError> {
        let request = functions::GetNumber;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_4() -> Result<Vec<u8>, EncodeError> {
        let request = functions::GetItems;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_5() -> Result<Vec<u8>, EncodeError> {
        let request = functions::GetBareItems;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_6() -> Result<Vec<u8>, EncodeError> {
        let request = functions::GetVectors;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_7() -> Result<Vec<u8>, EncodeError> {
        let request = functions::Wrap { query: functions::GetInt };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_8() -> Result<Vec<u8>, EncodeError> {
        let request = functions::WrapMany {
            id: Some(1),
            ..functions::WrapMany::new(functions::GetInt)
        };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_9() -> Result<Vec<u8>, EncodeError> {
        let request = functions::GetTrue;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_10() -> Result<Vec<u8>, EncodeError> {
        let request = functions::GetGeneric;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_11() -> Result<Vec<u8>, EncodeError> {
        let request = functions::any::Any;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_12() -> Result<Vec<u8>, EncodeError> {
        let request = functions::GetNothing { x: 1 };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_13() -> Result<Vec<u8>, EncodeError> {
        let request = functions::GetAnything;
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }

    fn example_14() -> Result<Vec<u8>, EncodeError> {
        let request = functions::WrapBare { query: functions::GetInt };
        let bytes = request.to_bytes()?;
        Ok(bytes)
    }
}
