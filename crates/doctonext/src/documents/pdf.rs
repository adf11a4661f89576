//! Whether a PDF is only paper: no program in it, no file inside the file, nothing that opens by itself, no password.
//!
//! Not a reader of PDF: names are looked for in the whole file and in its compressed parts. What cannot be looked into is
//! refused; a document that is refused can be sent as a photograph.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// Names of what paper does not do (ISO 32000-1, tables 28, 31, 45, 198).
const ACTIVE: [&[u8]; 11] = [
    b"/JavaScript",
    b"/JS",
    b"/EmbeddedFile",
    b"/EmbeddedFiles",
    b"/Filespec",
    b"/Launch",
    b"/OpenAction",
    b"/AA",
    b"/XFA",
    b"/RichMedia",
    b"/Encrypt",
];
/// Everything that the compressed parts may unpack to.
const MOST_UNPACKED: u64 = 64 << 20;

/// Whether nothing in it is active. Takes time linear in the size of the file and of what it unpacks to.
pub(super) fn is_plain_paper(bytes: &[u8]) -> bool {
    let mut left = MOST_UNPACKED;
    bytes.starts_with(b"%PDF-")
        && find(bytes, b"%%EOF").is_some()
        && !is_active(bytes)
        && streams(bytes).all(|(dictionary, stream)| is_plain_stream(dictionary, stream, &mut left))
}

/// Dictionary and content of each stream.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let at = find(rest, b"stream")?;
        let head = &rest[..at];
        let body = &rest[at + b"stream".len()..];
        let body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
        let end = find(body, b"endstream").unwrap_or(body.len());
        rest = body.get(end + b"endstream".len()..).unwrap_or_default();
        let dictionary = head.rsplitn(2, |_| false).next().unwrap_or_default();
        let start = rfind(dictionary, b" obj").unwrap_or(0);
        Some((&dictionary[start..], &body[..end]))
    })
}

/// Streams that hold objects (or may) are unpacked and looked at; pictures, fonts and text of pages hold none.
fn is_plain_stream(dictionary: &[u8], stream: &[u8], left: &mut u64) -> bool {
    let dictionary = plain_names(dictionary);
    if find(&dictionary, b"/ObjStm").is_none() {
        return true;
    }
    // An unusual way of packing objects is a way of hiding them.
    let filters = dictionary.windows(6).filter(|it| it.ends_with(b"Decode")).count();
    if find(&dictionary, b"/FlateDecode").is_none() || filters != 1 {
        return filters == 0 && !is_active(stream);
    }
    let mut unpacked = Vec::new();
    let whole = ZlibDecoder::new(stream).take(*left + 1).read_to_end(&mut unpacked);
    let size = unpacked.len() as u64;
    if whole.is_err() || size > *left {
        return false;
    }
    *left -= size;
    !is_active(&unpacked)
}

fn is_active(bytes: &[u8]) -> bool {
    let names = plain_names(bytes);
    ACTIVE.iter().any(|name| holds_name(&names, name))
}

/// Whether a name stands there whole: `/AA` is not `/AAPL`.
fn holds_name(bytes: &[u8], name: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = find(rest, name) {
        let after = &rest[at + name.len()..];
        if after.first().is_none_or(|it| !it.is_ascii_alphanumeric() && *it != b'_') {
            return true;
        }
        rest = after;
    }
    false
}

/// Names may be written `/J#61vaScript`.
fn plain_names(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).filter(|_| byte == b'#');
        let decoded =
            hex.and_then(|it| std::str::from_utf8(it).ok()).and_then(|it| u8::from_str_radix(it, 16).ok());
        plain.push(decoded.unwrap_or(byte));
        at += if decoded.is_some() { 3 } else { 1 };
    }
    plain
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    // The first letter rules most places out.
    let first = *what.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|it| *it == first)?;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        from = at + 1;
    }
}

fn rfind(bytes: &[u8], what: &[u8]) -> Option<usize> {
    (0..=bytes.len().checked_sub(what.len())?).rev().find(|at| bytes[*at..].starts_with(what))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    /// The smallest paper, with these words in its catalogue.
    pub(crate) fn paper(catalogue: &str) -> Vec<u8> {
        format!("%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R {catalogue}>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n")
            .into_bytes()
    }

    fn packed(objects: &str) -> Vec<u8> {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(objects.as_bytes()).unwrap();
        let packed = zlib.finish().unwrap();
        [
            b"%PDF-1.7\n4 0 obj <</Type /ObjStm /Filter /FlateDecode>> stream\n",
            &packed[..],
            b"\nendstream endobj\n%%EOF",
        ]
        .concat()
    }

    #[test]
    fn paper_is_taken() {
        assert!(is_plain_paper(&paper("")));
        assert!(is_plain_paper(&paper("/AAPL:Keywords [] /Lang (fr)")));
        assert!(is_plain_paper(&packed("<</Type /Page /Parent 2 0 R>>")));
    }

    #[test]
    fn programs_files_inside_and_passwords_are_refused() {
        for active in [
            "/OpenAction 3 0 R",
            "/Names <</JavaScript 3 0 R>>",
            "/J#61vaScript 3 0 R",
            "/AA<</O 3 0 R>>",
            "/EmbeddedFiles 3 0 R",
            "/Encrypt 3 0 R",
            "/AcroForm <</XFA 3 0 R>>",
        ] {
            assert!(!is_plain_paper(&paper(active)), "{active}");
            assert!(!is_plain_paper(&packed(active)), "{active}, packed");
        }
    }

    #[test]
    fn what_cannot_be_looked_into_is_refused() {
        assert!(!is_plain_paper(b"MZ not a document"));
        assert!(!is_plain_paper(b"%PDF-1.7 cut"));
        let hidden = b"%PDF-1.7\n4 0 obj <</Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]>> stream\nx\nendstream\n%%EOF";
        assert!(!is_plain_paper(hidden));
        let torn =
            b"%PDF-1.7\n4 0 obj <</Type /ObjStm /Filter /FlateDecode>> stream\nnot packed\nendstream\n%%EOF";
        assert!(!is_plain_paper(torn));
        assert!(!is_plain_paper(&packed(&" ".repeat(65 << 20))), "a bomb");
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_judged(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let sent = [b"%PDF-1.4 4 0 obj <</Type/ObjStm/Filter/FlateDecode>> stream\n", &bytes[..], b" endstream %%EOF"].concat();
            is_plain_paper(&sent);
            is_plain_paper(&bytes);
        }
    }
}
