//! A key exchange of MTProto, and then a container of messages, with the names that clients of grammers use. This file
//! contains the client and the server. The cryptography is a toy: encryption is its own inverse, and the group is
//! small.

use tl_runtime::{Decode, Encode, Function as _, Object, Reader};

mod tl {
    tl_runtime::include_tl!("key_exchange");
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const PRIME: u64 = 2_147_483_647;
const GENERATOR: u64 = 7;
const FINGERPRINT: i64 = 0x0123_4567_89ab_cdef;

fn crypt(data: &[u8]) -> Vec<u8> {
    data.iter().map(|byte| byte ^ 0x5a).collect()
}

fn power(base: u64, exponent: u64) -> u64 {
    (0..exponent).fold(1, |product, _| product * base % PRIME)
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn hash(new_nonce: &[u8; 32], number: u8) -> [u8; 16] {
    std::array::from_fn(|at| new_nonce[at] ^ new_nonce[at + 16] ^ number)
}

fn expect(condition: bool, problem: &'static str) -> Result<()> {
    if condition { Ok(()) } else { Err(problem.into()) }
}

struct Client {
    nonce: [u8; 16],
    new_nonce: [u8; 32],
    secret: u64,
    server_nonce: [u8; 16],
    key: u64,
}

impl Client {
    fn new() -> (Self, tl::functions::ReqPqMulti) {
        let nonce = [1; 16];
        let client = Self { nonce, new_nonce: [2; 32], secret: 1234, server_nonce: [0; 16], key: 0 };
        (client, tl::functions::ReqPqMulti { nonce })
    }

    /// Factors `pq`. Returns the request with the encrypted factors.
    fn step2(&mut self, answer: &[u8]) -> Result<tl::functions::ReqDhParams> {
        let tl::types::ResPq { nonce, server_nonce, pq, server_public_key_fingerprints } =
            tl::functions::ReqPqMulti::output_from_bytes(answer)?;
        expect(nonce == self.nonce, "the nonces differ")?;
        expect(server_public_key_fingerprints.contains(&FINGERPRINT), "the server has no known key")?;
        self.server_nonce = server_nonce;
        let product = number(&pq);
        let factor = (2..product).find(|factor| product.is_multiple_of(*factor)).ok_or("pq is prime")?;
        let [p, q] = [factor, product / factor].map(|factor| (factor as u32).to_be_bytes().to_vec());
        let data = tl::enums::PQInnerData::Dc(Box::new(tl::types::PQInnerDataDc {
            pq,
            p: p.clone(),
            q: q.clone(),
            nonce,
            server_nonce,
            new_nonce: self.new_nonce,
            dc: 2,
        }));
        let encrypted_data = crypt(&data.to_bytes()?);
        let public_key_fingerprint = FINGERPRINT;
        Ok(tl::functions::ReqDhParams { nonce, server_nonce, p, q, public_key_fingerprint, encrypted_data })
    }

    /// Computes the key. Returns the request with the client's public value `g_b`.
    fn step3(&mut self, answer: &[u8]) -> Result<tl::functions::SetClientDhParams> {
        let params = match tl::functions::ReqDhParams::output_from_bytes(answer)? {
            tl::enums::ServerDhParams::Fail(_) => return Err("the server refused".into()),
            tl::enums::ServerDhParams::Ok(params) => params,
        };
        expect((params.nonce, params.server_nonce) == (self.nonce, self.server_nonce), "the nonces differ")?;
        // `read` ignores the padding after the data.
        let plain = crypt(&params.encrypted_answer);
        let inner: tl::types::ServerDhInnerData = Reader::new(&plain).read()?;
        expect(number(&inner.dh_prime) == PRIME, "the primes differ")?;
        self.key = power(number(&inner.g_a), self.secret);
        let data = tl::types::ClientDhInnerData {
            nonce: self.nonce,
            server_nonce: self.server_nonce,
            retry_id: 0,
            g_b: power(u64::try_from(inner.g)?, self.secret).to_be_bytes().to_vec(),
        };
        Ok(tl::functions::SetClientDhParams {
            nonce: self.nonce,
            server_nonce: self.server_nonce,
            encrypted_data: crypt(&data.to_bytes()?),
        })
    }

    fn finish(&self, answer: &[u8]) -> Result<u64> {
        match tl::functions::SetClientDhParams::output_from_bytes(answer)? {
            tl::enums::SetClientDhParamsAnswer::DhGenOk(ok) => {
                expect(ok.new_nonce_hash1 == hash(&self.new_nonce, 1), "the hashes differ")?;
                Ok(self.key)
            }
            tl::enums::SetClientDhParamsAnswer::DhGenRetry(_) => Err("another attempt is needed".into()),
            tl::enums::SetClientDhParamsAnswer::DhGenFail(_) => Err("the server refused".into()),
        }
    }
}

#[derive(Default)]
struct Server {
    new_nonce: [u8; 32],
    key: u64,
}

const SERVER_SECRET: u64 = 4321;
const SERVER_NONCE: [u8; 16] = [3; 16];

impl Server {
    /// Returns the answer to a request. The id of the request determines its type.
    fn answer(&mut self, request: &[u8]) -> Result<Vec<u8>> {
        let request = tl::functions::Any::from_bytes(request)?;
        Ok(match request {
            tl::functions::Any::ReqPqMulti(request) => tl::types::ResPq {
                nonce: request.nonce,
                server_nonce: SERVER_NONCE,
                pq: (1009_u64 * 1013).to_be_bytes().to_vec(),
                server_public_key_fingerprints: vec![FINGERPRINT],
            }
            .to_bytes()?,
            tl::functions::Any::ReqDhParams(request) => self.params(&request)?.to_bytes()?,
            tl::functions::Any::SetClientDhParams(request) => {
                let inner = tl::types::ClientDhInnerData::from_bytes(&crypt(&request.encrypted_data))?;
                self.key = power(number(&inner.g_b), SERVER_SECRET);
                let ok = tl::types::DhGenOk {
                    nonce: request.nonce,
                    server_nonce: SERVER_NONCE,
                    new_nonce_hash1: hash(&self.new_nonce, 1),
                };
                tl::enums::SetClientDhParamsAnswer::from(ok).to_bytes()?
            }
            _ => return Err("not a step of the exchange".into()),
        })
    }

    fn params(&mut self, request: &tl::functions::ReqDhParams) -> Result<tl::enums::ServerDhParams> {
        let inner = tl::enums::PQInnerData::from_bytes(&crypt(&request.encrypted_data))?;
        self.new_nonce = inner.new_nonce();
        let inner = tl::types::ServerDhInnerData {
            nonce: request.nonce,
            server_nonce: SERVER_NONCE,
            g: i32::try_from(GENERATOR)?,
            dh_prime: PRIME.to_be_bytes().to_vec(),
            g_a: power(GENERATOR, SERVER_SECRET).to_be_bytes().to_vec(),
            server_time: 0,
        };
        let mut plain = inner.to_bytes()?;
        plain.extend([0; 8]);
        let ok = tl::types::ServerDhParamsOk {
            nonce: request.nonce,
            server_nonce: SERVER_NONCE,
            encrypted_answer: crypt(&plain),
        };
        Ok(ok.into())
    }
}

/// Decodes the messages of a container as a client does. Returns a description of each message.
fn handle(container: &[u8]) -> Result<Vec<String>> {
    let tl::types::MsgContainer { messages } = Decode::from_bytes(container)?;
    messages
        .into_iter()
        .map(|tl::types::Message { msg_id, seq_no, body }| {
            Ok(if body.is::<tl::types::NewSessionCreated>() {
                let created: tl::types::NewSessionCreated = body.decode_as()?;
                format!("{msg_id}/{seq_no}: salt {}", created.server_salt)
            } else if let Ok(notification) = body.decode_as::<tl::enums::BadMsgNotification>() {
                match notification {
                    tl::enums::BadMsgNotification::Notification(bad) => format!("code {}", bad.error_code),
                    tl::enums::BadMsgNotification::BadServerSalt(bad) => {
                        format!("salt {}", bad.new_server_salt)
                    }
                }
            } else {
                let tl::types::RpcResult { req_msg_id, result } = body.decode_as()?;
                let answer = tl::functions::DestroySession::output_from_bytes(result.as_bytes())?;
                format!(
                    "{req_msg_id}: {}",
                    matches!(answer, tl::enums::DestroySessionRes::DestroySessionOk(_))
                )
            })
        })
        .collect()
}

fn exchange() -> Result<(u64, Vec<String>)> {
    let mut server = Server::default();
    let (mut client, request) = Client::new();
    let request = client.step2(&server.answer(&request.to_bytes()?)?)?;
    let request = client.step3(&server.answer(&request.to_bytes()?)?)?;
    let key = client.finish(&server.answer(&request.to_bytes()?)?)?;
    expect(key == server.key && key != 0, "the keys differ")?;

    let created = tl::types::NewSessionCreated { first_msg_id: 1, unique_id: 2, server_salt: 3 };
    let salt =
        tl::types::BadServerSalt { bad_msg_id: 1, bad_msg_seqno: 0, error_code: 48, new_server_salt: 4 };
    let result = tl::types::DestroySessionOk { session_id: 5 };
    let result = tl::types::RpcResult { req_msg_id: 6, result: Object::of(&result)? };
    let bodies = [Object::of(&created)?, Object::of(&salt)?, Object::of(&result)?];
    let messages = (8..).zip(bodies).map(|(msg_id, body)| tl::types::Message { msg_id, seq_no: 1, body });
    let container = tl::types::MsgContainer { messages: messages.collect() };
    Ok((key, handle(&container.to_bytes()?)?))
}

#[test]
fn client_and_server_have_the_same_key_and_the_container_is_decoded() {
    let (key, messages) = exchange().unwrap();
    assert_ne!(key, 0);
    assert_eq!(messages, ["8/1: salt 3", "salt 4", "6: true"]);
}
