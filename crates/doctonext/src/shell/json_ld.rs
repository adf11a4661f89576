//! Structured data inside a page, safe against text that imitates markup.

use std::fmt::{self, Write as _};

use serde_json::Value;

/// A JSON-LD document that prints itself for the inside of a `<script>` element.
#[derive(Debug, Clone, PartialEq)]
pub struct JsonLd(Value);

impl JsonLd {
    /// Wraps a document made with [`serde_json::json!`].
    #[must_use]
    pub fn new(document: Value) -> Self {
        Self(document)
    }
}

impl fmt::Display for JsonLd {
    /// A browser ends a script at `</script` wherever it stands, even inside a JSON string:
    /// every character that could matter to HTML or to old script parsers is written `\uXXXX`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.to_string().chars() {
            match character {
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => write!(out, "\\u{:04x}", u32::from(character))?,
                plain => out.write_char(plain)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_title_cannot_close_the_script_element() {
        let hostile = json!({ "name": "</script><script>alert(1)</script> & \u{2028}\u{2029}" });

        let printed = JsonLd::new(hostile).to_string();

        assert!(!printed.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{printed}");
    }

    #[test]
    fn what_is_printed_reads_back_as_what_was_given() {
        let document = json!({ "name": "Cabinet <A> & \u{2028} « B »", "price": 85_000 });

        let read: Value = serde_json::from_str(&JsonLd::new(document.clone()).to_string()).unwrap();

        assert_eq!(read, document);
    }
}
