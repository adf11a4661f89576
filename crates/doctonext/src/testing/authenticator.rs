//! A device without a shell: it keeps passkeys and answers as the browser of its owner would (ES256).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A device with one key.
pub(crate) struct Authenticator {
    key: SigningKey,
    id: [u8; 16],
    /// Goes up at each use; a copy of the device has its own.
    pub(crate) counter: u32,
    /// Whether it verifies its user (a finger, a face, a code), or only that somebody is there.
    pub(crate) verifies: bool,
    /// The page that it believes to be on.
    pub(crate) origin: &'static str,
    owner: Value,
}

impl Authenticator {
    /// A device whose key comes out of a number that tests choose.
    pub(crate) fn new(seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
            id: [seed; 16],
            counter: 0,
            verifies: true,
            origin: "https://doctonext.example",
            owner: Value::Null,
        }
    }

    /// A second device that holds the same key, with the counter of this moment.
    pub(crate) fn copied(&self) -> Self {
        Self {
            key: self.key.clone(),
            owner: self.owner.clone(),
            id: self.id,
            counter: self.counter,
            verifies: self.verifies,
            origin: self.origin,
        }
    }

    /// Makes the key that `navigator.credentials.create` asks for.
    pub(crate) fn create(&mut self, public_key: &Value) -> String {
        self.counter += 1;
        self.owner = public_key["user"]["id"].clone();
        let client = self.client_data("webauthn.create", public_key);
        let mut data = self.data(public_key["rp"]["id"].as_str().unwrap(), 0x40);
        data.extend([0; 16]); // No model named.
        data.extend([0, u8::try_from(self.id.len()).unwrap()]);
        data.extend(self.id);
        data.extend(self.public_half());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}.
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        attestation.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        attestation.extend(data);
        self.answer(&json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            "attestationObject": URL_SAFE_NO_PAD.encode(attestation),
            "transports": ["internal"],
        }))
    }

    /// Signs what `navigator.credentials.get` asks for.
    pub(crate) fn get(&mut self, public_key: &Value) -> String {
        self.counter += 1;
        let client = self.client_data("webauthn.get", public_key);
        let data = self.data(public_key["rpId"].as_str().unwrap(), 0);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(&json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            "authenticatorData": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(signature.to_der().as_bytes()),
            "userHandle": self.owner,
        }))
    }

    fn answer(&self, response: &Value) -> String {
        let id = URL_SAFE_NO_PAD.encode(self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {}, "response": response })
            .to_string()
    }

    fn client_data(&self, act: &str, public_key: &Value) -> String {
        json!({ "type": act, "challenge": public_key["challenge"], "origin": self.origin, "crossOrigin": false })
            .to_string()
    }

    /// Authenticator data: hash of the relying party, flags, counter.
    fn data(&self, relying_party: &str, more_flags: u8) -> Vec<u8> {
        let verified = if self.verifies { 0x04 } else { 0 };
        let mut data = Sha256::digest(relying_party.as_bytes()).to_vec();
        data.push(0x01 | verified | more_flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public half as a COSE key (RFC 9053): EC2, ES256, P-256, x, y.
    fn public_half(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), x, b"\x22\x58\x20", y].concat()
    }
}
