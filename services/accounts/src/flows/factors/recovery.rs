//! Recovery codes: 10 words of 80 random bits, kept as keyed hashes.

use rapport_kernel::Random;

use crate::keys::{Keys, keyed_hash};

/// So many are given at a time.
const COUNT: usize = 10;

/// Letters and digits that are not mistaken for each other: 5 bits each.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH: usize = 16;
const GROUP: usize = 4;

/// New codes as the user notes them down, and what is kept of them.
pub(crate) fn new_codes(random: &dyn Random, keys: &Keys) -> (Vec<String>, Vec<Vec<u8>>) {
    let codes: Vec<String> = (0..COUNT).map(|_| new_code(random)).collect();
    let hashes = codes.iter().map(|code| hash(keys, code)).collect();
    (codes, hashes)
}

/// What is kept of a code, however it was typed.
pub(crate) fn hash(keys: &Keys, typed: &str) -> Vec<u8> {
    let plain: String = typed
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    keyed_hash(&keys.recovery, &[plain.as_bytes()]).to_vec()
}

fn new_code(random: &dyn Random) -> String {
    let mut bytes = [0u8; LENGTH];
    random.fill(&mut bytes);
    let mut text = String::with_capacity(LENGTH + LENGTH / GROUP);
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && at % GROUP == 0 {
            text.push('-');
        }
        let letter = LETTERS.get(usize::from(byte % 32)).copied();
        text.push(char::from(letter.unwrap_or(b'a')));
    }
    text
}
