//! Whole numbers in as few bytes as they need, seven bits a byte.

/// Appends a number.
pub(crate) fn push(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7f).unwrap_or(0) | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or(0));
}

/// Reads the number at the start of `bytes` and leaves the rest; 0 past the end.
#[inline]
pub(crate) fn pull(bytes: &mut &[u8]) -> u32 {
    let mut value = 0;
    let mut shift = 0;
    while let Some((first, rest)) = bytes.split_first() {
        *bytes = rest;
        value |= u32::from(first & 0x7f) << shift;
        if first & 0x80 == 0 || shift >= 28 {
            break;
        }
        shift += 7;
    }
    value
}
