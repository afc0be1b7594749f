//! Fingerprint of the engine: not the text of its version, but the bytes that it computes.

use std::fmt::Write as _;
use std::sync::OnceLock;

use reader::{Overrides, read};
use sha2::{Digest, Sha256};

use crate::study::first_worlds;

/// A digest (SHA-256, hexadecimal) of the results of a small society under every policy that ships.
///
/// Two engines with different fingerprints compute different results; with the same one they are
/// taken to compute the same. The society has two neighborhoods, so that messages travel between
/// them, and runs for more than a year, so that yearly rules apply. Computed once per process, in
/// about a second.
///
/// ```
/// assert_eq!(lab::engine::fingerprint().len(), 64);
/// ```
pub fn fingerprint() -> &'static str {
    static FINGERPRINT: OnceLock<String> = OnceLock::new();
    FINGERPRINT.get_or_init(|| {
        let overrides = Overrides {
            citizens: Some(4_200),
            days: Some(400),
            worlds: Some(1),
            ..Overrides::default()
        };
        let Ok(loaded) = read("twins", &overrides) else { return "unknown".to_owned() };
        // The bytes that are saved, and not the text of the program: a change of names or of speed
        // keeps every run valid, and a change of results refuses them, wherever it was made.
        let mut digest = Sha256::new();
        for world in first_worlds(&loaded.scenario, 1) {
            digest.update(postcard::to_stdvec(&world).unwrap_or_default());
        }
        hex(&digest.finalize())
    })
}

/// Bytes in hexadecimal, in lower case.
///
/// ```
/// assert_eq!(lab::engine::hex(&[0x0f, 0xa0]), "0fa0");
/// ```
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
