//! Postal codes of all communes in order, so that any beginning of a code is a range.

use super::super::Commune;
use super::names::narrow;

/// Postal codes, each with the rank of a commune that has it.
#[derive(Debug)]
pub(super) struct PostalCodes(Vec<([u8; 5], u32)>);

impl PostalCodes {
    pub(super) fn of(communes: &[Commune]) -> Self {
        let mut codes: Vec<([u8; 5], u32)> = communes
            .iter()
            .enumerate()
            .flat_map(|(rank, commune)| commune.postal_codes.iter().map(move |code| (code, narrow(rank))))
            .filter_map(|(code, rank)| Some((code.as_bytes().try_into().ok()?, rank)))
            .collect();
        codes.sort_unstable();
        Self(codes)
    }

    /// Ranks of the communes with a postal code that begins so; one of several codes comes several times.
    pub(super) fn beginning_with<'a>(&'a self, digits: &'a str) -> impl Iterator<Item = u32> + 'a {
        let digits = digits.as_bytes();
        let first = self.0.partition_point(|(code, _)| code.as_slice() < digits);
        self.0[first..]
            .iter()
            .take_while(move |(code, _)| code.starts_with(digits))
            .map(|(_, commune)| *commune)
    }
}
