//! Codes of an application: RFC 6238 with what every application knows (SHA-1, 30 s, 6 digits).

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Totp, TotpError};
use zeroize::Zeroizing;

use crate::accounts::tokens;

/// Length of a secret: 160 bits, as RFC 4226 §4 recommends.
const SECRET_BYTES: usize = 20;
const ISSUER: &str = "Doctonext";

/// A secret from the system's randomness.
#[must_use]
pub(super) fn fresh_secret() -> Zeroizing<Vec<u8>> {
    Zeroizing::new(tokens::random_bytes::<SECRET_BYTES>().to_vec())
}

/// The generator of a person's codes. `email` names the entry in their application.
pub(super) fn generator(secret: &[u8], email: &str) -> Result<Totp, TotpError> {
    Builder::new()
        .with_secret(secret.to_vec())
        // The address of the entry is « issuer:account »: a colon inside would cut it elsewhere.
        .with_account_name(email.replace(':', " "))
        .with_issuer(Some(ISSUER))
        .build()
}

/// The half-minute whose code this is, one step of drift allowed on each side; none when it is of no step nearby.
#[must_use]
pub(super) fn step_of(generator: &Totp, typed: &str, now: DateTime<Utc>) -> Option<i64> {
    let code: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    let seconds = u64::try_from(now.timestamp()).ok()?;
    generator.check(&code, seconds).and_then(|step| i64::try_from(step).ok())
}

/// The secret for who types it by hand: base 32 in groups of four.
#[must_use]
pub(super) fn in_groups(generator: &Totp) -> String {
    let text = Zeroizing::new(generator.secret().to_base32());
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, cut to six digits.
        let generator = generator(b"12345678901234567890", "claire@example.org").unwrap();
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(step_of(&generator, code, at(seconds)), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let generator = generator(b"12345678901234567890", "claire@example.org").unwrap();
        let seen = |seconds| step_of(&generator, "287 082", at(seconds));
        assert_eq!((seen(29), seen(30), seen(89)), (Some(1), Some(1), Some(1)));
        assert_eq!((seen(90), seen(120)), (None, None));
    }

    #[test]
    fn what_is_no_code_is_of_no_step() {
        let generator = generator(b"12345678901234567890", "claire@example.org").unwrap();
        for typed in ["", "28708", "2870821", "+87082", "abcdef", "２８７０８２"] {
            assert_eq!(step_of(&generator, typed, at(59)), None, "{typed}");
        }
    }

    #[test]
    fn the_key_is_read_by_hand_in_groups_of_four() {
        let generator = generator(b"12345678901234567890", "claire@example.org").unwrap();
        assert_eq!(in_groups(&generator), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn the_address_for_applications_names_the_site_and_the_person() {
        let generator = generator(&fresh_secret(), "claire:x@example.org").unwrap();
        let address = generator.to_url().unwrap();
        assert!(address.starts_with("otpauth://totp/Doctonext:claire"), "{address}");
    }
}
