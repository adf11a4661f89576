//! A QR code as a drawing that stands in the page itself: no file, no style, no script.

use std::fmt::Write;

use qrcode::{Color, QrCode, types::QrError};

/// White modules around the code, without which telephones do not see it (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

/// Draws a text as an SVG element, dark on white whatever the theme: most telephones read no inverted code.
pub(super) fn drawing(text: &str, label: &str) -> Result<String, QrError> {
    let code = QrCode::new(text.as_bytes())?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % width + QUIET, place / width + QUIET);
            // Writing into a String cannot fail.
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    let side = width + 2 * QUIET;
    Ok(format!(
        r##"<svg class="qr" role="img" aria-label="{label}" width="240" height="240" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>"##
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_square_of_modules_with_its_margin() {
        let drawn = drawing("otpauth://totp/x", "Code").unwrap();
        // Version 2 (25 modules) and four white ones on each side.
        assert!(drawn.contains(r#"viewBox="0 0 33 33""#), "{}", &drawn[..160]);
        assert!(drawn.contains("M4 4h1v1h-1z") && !drawn.contains("M3 3h"), "the corner of the finder");
        assert!(!drawn.contains("style"));
    }
}
