//! Identifiers that depend only on the seed, the kind of row and its number.

/// What an identifier names: two kinds never share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A person or structure.
    Person = 1,
    /// A listing.
    Listing = 2,
    /// The place of a listing.
    Location = 3,
    /// The details of a listing.
    Details = 4,
    /// A picture of a listing.
    Media = 5,
}

/// Mixes 64 bits (the finaliser of `SplitMix64`): neighbouring numbers give unrelated results.
pub(crate) fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The text of a version 8 UUID. It begins with the number, so rows made in order are inserted in order
/// and a million of them do not scatter over the pages of the primary key.
pub(crate) fn uuid(seed: u64, kind: Kind, n: u64) -> String {
    let tail = mix(seed ^ mix(n ^ ((kind as u64) << 56)));
    let more = mix(tail ^ seed);
    let first = (0x0197_0000_0000_u64.wrapping_add(n)) & 0xFFFF_FFFF_FFFF;
    let high = (first << 16) | 0x8000 | (more & 0x0FFF);
    let low = (tail & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000;
    let mut text = String::with_capacity(36);
    push_hex(&mut text, high, 60, 8);
    text.push('-');
    push_hex(&mut text, high, 28, 4);
    text.push('-');
    push_hex(&mut text, high, 12, 4);
    text.push('-');
    push_hex(&mut text, low, 60, 4);
    text.push('-');
    push_hex(&mut text, low, 44, 12);
    text
}

fn push_hex(text: &mut String, value: u64, first_shift: u32, digits: u32) {
    for digit in 0..digits {
        let nibble = (value >> (first_shift - 4 * digit)) & 0xF;
        text.push(char::from(b"0123456789abcdef"[usize::try_from(nibble).unwrap_or(0)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_looks_like_a_version_8_uuid() {
        let id = uuid(7, Kind::Listing, 42);
        assert_eq!(id.len(), 36);
        assert_eq!(&id[14..15], "8");
        assert!("89ab".contains(&id[19..20]));
        assert_eq!(id.matches('-').count(), 4);
    }

    #[test]
    fn identifiers_follow_the_order_of_their_numbers_and_differ_by_kind() {
        assert!(uuid(1, Kind::Listing, 9) < uuid(1, Kind::Listing, 10));
        assert_ne!(uuid(1, Kind::Listing, 9), uuid(1, Kind::Person, 9));
        assert_ne!(uuid(1, Kind::Listing, 9), uuid(2, Kind::Listing, 9));
    }
}
