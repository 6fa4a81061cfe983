//! Tests of envelopes, which contain messages of MTProto, and of the framing of transports.

use tl_value::{Codec, DecodeErrorKind, Envelope, Framing};

use crate::common::{Random, bundled, bytes, hex};

fn mtproto_and_api() -> Codec {
    Codec::of_schemas(&[&bundled("mtproto"), &bundled("telegram/230")])
}

/// The message `req_pq_multi`, which a client sends first, in its envelope.
const REQ_PQ_MULTI: &str =
    "0000000000000000 4a967027c47ae551 14000000 f18e7ebe 3e0549828cca27e966b301a48fece2fc";

/// The answer to `req_pq_multi`: the message `resPQ` in its envelope.
const RES_PQ: &str = "0000000000000000 01c8831ec97ae551 40000000 63241605 3e0549828cca27e966b301a48fece2fc
    a5cf4d33f4a11ea877ba4aa573907330 0817ed48941a08f98100 0000 15c4b51c 01000000 216be86c022bb4c3";

/// Returns decrypted data from a server: a container with `new_session_created` and `updatesTooLong`.
fn encrypted_data(padding: usize) -> Vec<u8> {
    let mut data = bytes(
        "1122334455667788 8877665544332211 0100000000000051 01000000 48000000
         dcf8f173 02000000
         0200000000000051 01000000 1c000000 0809c29e 0200000000000000 0300000000000000 0400000000000000
         0300000000000051 02000000 04000000 7eaf17e3",
    );
    data.extend((0..padding).map(|byte| byte as u8));
    data
}

/// Decodes the bytes in the envelope. Checks that the JSON is encoded to the same bytes, with and without the type.
#[track_caller]
fn decoded(wire: &[u8], envelope: Envelope) -> String {
    let codec = mtproto_and_api();
    assert_eq!(codec.detect_envelope(wire), Some(envelope));
    let ty = codec.envelope_type(envelope);
    let json = codec.decode(wire, Some(&ty)).unwrap();
    for ty in [Some(&ty), None] {
        assert_eq!(hex(&codec.encode(&json, ty).unwrap()), hex(wire), "{json}");
    }
    json
}

#[test]
fn an_unencrypted_message_has_its_header() {
    assert_eq!(
        decoded(&bytes(REQ_PQ_MULTI), Envelope::Unencrypted),
        r#"{"_":"unencrypted_message","message_id":"5901257869632771658","message_data":{"_":"req_pq_multi","nonce":"3e0549828cca27e966b301a48fece2fc"}}"#
    );
    let json = decoded(&bytes(RES_PQ), Envelope::Unencrypted);
    assert!(json.contains(r#""message_data":{"_":"resPQ","#), "{json}");
    assert!(
        json.contains(r#""pq":"F+1IlBoI+YE=","server_public_key_fingerprints":["-4344800451088585951"]"#),
        "{json}"
    );
}

#[test]
fn encrypted_data_has_its_header_and_padding() {
    for padding in [0, 12, 16, 1024] {
        let json = decoded(&encrypted_data(padding), Envelope::EncryptedData);
        let start =
            r#"{"_":"encrypted_data","salt":"-8613303245920329199","session_id":"1234605616436508552","#;
        assert!(json.starts_with(start), "{json}");
        assert!(json.contains(r#""seq_no":1,"message_data":{"_":"msg_container","messages":[{"#), "{json}");
        assert!(json.contains(r#""body":{"_":"updatesTooLong"}}]}"#), "{json}");
        assert_eq!(json.contains("padding"), padding > 0);
    }
    // With a type, the codec also decodes bytes that it does not detect as an envelope, because the padding is too
    // short.
    let codec = mtproto_and_api();
    let ty = codec.envelope_type(Envelope::EncryptedData);
    let odd = encrypted_data(5);
    assert_eq!(codec.detect_envelope(&odd), None);
    assert!(codec.decode(&odd, Some(&ty)).unwrap().contains(r#""padding":"AAECAwQ=""#));
}

/// Checks that an unknown message in an envelope is raw, like an unknown value of any `Object`.
#[test]
fn a_message_of_another_schema_is_raw() {
    let wire = bytes("0000000000000000 0500000000000000 08000000 99000000 01000000");
    assert_eq!(
        decoded(&wire, Envelope::Unencrypted),
        r##"{"_":"unencrypted_message","message_id":"5","message_data":{"_":"#00000099","raw":"AQAAAA=="}}"##
    );
}

#[test]
fn bytes_with_wrong_lengths_are_not_an_envelope() {
    let codec = mtproto_and_api();
    for wire in [
        "",
        "00000000",
        // Known ids: a constructor and `Vector`.
        "7eaf17e3",
        "15c4b51c 00000000 0000000000000000 04000000 7eaf17e3",
        // Wrong lengths.
        "0000000000000000 0500000000000000 08000000 7eaf17e3",
        "0000000000000000 0500000000000000 00000000",
        "0000000000000000 0500000000000000 fcffffff 7eaf17e3",
        "0100000000000000 0500000000000000 04000000 7eaf17e3",
    ] {
        assert_eq!(codec.detect_envelope(&bytes(wire)), None, "{wire}");
    }
    assert_eq!(codec.detect_envelope(&encrypted_data(11)), None);
    assert_eq!(codec.detect_envelope(&encrypted_data(1025)), None);
}

#[test]
fn an_encrypted_message_is_an_error() {
    let codec = mtproto_and_api();
    let ty = codec.envelope_type(Envelope::Unencrypted);
    let error =
        codec.decode(&bytes("0100000000000080 0500000000000000 04000000 7eaf17e3"), Some(&ty)).unwrap_err();
    assert_eq!(*error.kind(), DecodeErrorKind::Encrypted { auth_key_id: i64::MIN + 1 });
    assert_eq!(
        error.to_string(),
        "at byte 0 in `auth_key_id`: the message is encrypted with the key 0x8000000000000001; decrypt it first"
    );
}

/// Checks that an envelope is allowed only as the outermost value.
#[test]
fn an_envelope_is_not_allowed_as_an_object() {
    let codec = mtproto_and_api();
    let inner = r#"{"_":"unencrypted_message","message_id":"5","message_data":{"_":"updatesTooLong"}}"#;
    assert!(codec.encode(inner, None).is_ok());
    let outer = format!(r#"{{"_":"rpc_result","req_msg_id":"1","result":{inner}}}"#);
    assert!(codec.encode(&outer, None).unwrap_err().to_string().contains("`unencrypted_message`"));
    for (json, message) in [
        (
            r#"{"_":"unencrypted_message","auth_key_id":"0","message_id":"5","message_data":true}"#,
            "at 1:42 in `auth_key_id`: this field is computed; leave it out",
        ),
        (
            r#"{"_":"encrypted_data","message_data":true}"#,
            "at 1:1: missing fields `salt`, `session_id`, `message_id` and `seq_no` of `encrypted_data`",
        ),
    ] {
        assert_eq!(codec.encode(json, None).unwrap_err().to_string(), message);
    }
}

#[test]
fn annotations_show_the_header() {
    let codec = mtproto_and_api();
    let mut shown = String::new();
    let ty = codec.envelope_type(Envelope::EncryptedData);
    codec.annotate(&encrypted_data(12), Some(&ty), |line| shown += &format!("{line}\n")).unwrap();
    insta::assert_snapshot!(shown);
}

#[test]
fn framing_is_guessed_from_lengths() {
    let packet = |head: &[u8], len: usize, tail: &[u8]| [head, &vec![0x5a; len], tail].concat();
    for (bytes, framing) in [
        (packet(&[0xef, 10], 40, &[]), Some(Framing::Abridged(2))),
        (packet(&[0xef, 0x7f, 0, 1, 0], 1024, &[]), Some(Framing::Abridged(5))),
        (packet(&[10], 40, &[]), Some(Framing::Abridged(1))),
        (packet(&[0x7f, 0, 1, 0], 1024, &[]), Some(Framing::Abridged(4))),
        (packet(&[0xee; 4], 44, &[]), Some(Framing::Intermediate(8))),
        (packet(&[0xdd; 4], 44, &[]), Some(Framing::Intermediate(8))),
        (packet(&[40, 0, 0, 0], 40, &[]), Some(Framing::Intermediate(4))),
        (packet(&[40, 0, 0, 0], 40, &[1; 15]), Some(Framing::Intermediate(4))),
        (packet(&[52, 0, 0, 0, 0, 0, 0, 0], 40, &[1, 2, 3, 4]), Some(Framing::Full)),
        (packet(&[1; 24], 48, &[]), Some(Framing::Encrypted)),
        (packet(&[1; 24], 47, &[]), None),
        (vec![0x6c, 0xfe, 0xff, 0xff], Some(Framing::TransportError(-404))),
        (vec![1, 2, 3, 0x80], Some(Framing::QuickAck)),
        (vec![1, 2, 3, 4], None),
        (Vec::new(), None),
        (vec![0xef], None),
        (vec![0; 5], None),
    ] {
        assert_eq!(Framing::guess(&bytes), framing, "{bytes:02x?}");
    }
    assert_eq!(
        Framing::Abridged(1).to_string(),
        "this may be a packet of the abridged transport; remove the first byte"
    );
}

/// Checks that damaged envelopes are decoded or rejected, without a panic. If one is decoded, its JSON can be encoded.
#[test]
fn damaged_envelopes_are_decoded_or_rejected() {
    let codec = mtproto_and_api();
    let mut random = Random::new(3);
    for (wire, envelope) in [
        (bytes(REQ_PQ_MULTI), Envelope::Unencrypted),
        (bytes(RES_PQ), Envelope::Unencrypted),
        (encrypted_data(12), Envelope::EncryptedData),
    ] {
        let ty = codec.envelope_type(envelope);
        for _ in 0..2_000 {
            let mut wire = wire.clone();
            for _ in 0..=random.below(3) {
                let at = random.below(wire.len());
                match random.below(3) {
                    0 => wire.truncate(at.max(1)),
                    1 => wire[at] = random.next() as u8,
                    _ => wire.insert(at, 0),
                }
            }
            let _ = (
                codec.detect_envelope(&wire),
                Framing::guess(&wire),
                codec.annotate(&wire, Some(&ty), |_| ()),
            );
            if let Ok(json) = codec.decode(&wire, Some(&ty)) {
                assert!(codec.encode(&json, Some(&ty)).is_ok(), "{json}");
            }
        }
    }
}
