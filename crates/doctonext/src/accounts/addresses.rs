//! E-mail addresses and ways back: what people type and what links carry.

/// Why an address is not taken, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was typed.
    #[error("Indiquez votre adresse e-mail.")]
    Missing,
    /// It cannot receive a letter.
    #[error("Cette adresse e-mail n’est pas complète. Exemple\u{202f}: prenom.nom@exemple.fr")]
    Malformed,
}

/// Reads an address as people type it: spaces around, capitals. RFC 5321 §4.5.3.1 bounds it to 254 characters; beyond
/// its form, only a letter tells whether it is right.
pub fn read_email(typed: &str) -> Result<String, EmailError> {
    let email = typed.trim().trim_end_matches('.').to_lowercase();
    if email.is_empty() {
        return Err(EmailError::Missing);
    }
    let well_formed = email.len() <= 254
        && email.is_ascii()
        && !email.contains(|it: char| it.is_whitespace() || it.is_control() || "<>()[]\\,;:\"".contains(it))
        && email.rsplit_once('@').is_some_and(|(local, host)| {
            !local.is_empty()
                && local.len() <= 64
                && !local.contains('@')
                && !local.starts_with('.')
                && !local.ends_with('.')
                && !local.contains("..")
                && host.contains('.')
                && host.split('.').all(|label| {
                    !label.is_empty()
                        && !label.starts_with('-')
                        && !label.ends_with('-')
                        && label.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
                })
        });
    if well_formed { Ok(email) } else { Err(EmailError::Malformed) }
}

/// A way back that stays on this site, else `/espace`: `//elsewhere.example` and `/\elsewhere.example` would lead a
/// browser to another one.
#[must_use]
pub fn own_path(asked: &str) -> String {
    let leads_away = !asked.starts_with('/')
        || asked[1..].starts_with(['/', '\\'])
        || asked.len() > 500
        || asked.contains(|it: char| it.is_control());
    if leads_away { "/espace".to_owned() } else { asked.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_type_them() {
        assert_eq!(read_email("  Claire.Moreau@Exemple.FR "), Ok("claire.moreau@exemple.fr".to_owned()));
        assert_eq!(
            read_email("yann.le-guen+doctonext@o-brien.bzh"),
            Ok("yann.le-guen+doctonext@o-brien.bzh".to_owned())
        );
    }

    #[test]
    fn what_cannot_receive_a_letter_is_refused() {
        assert_eq!(read_email("  "), Err(EmailError::Missing));
        for wrong in [
            "claire",
            "claire@",
            "@exemple.fr",
            "claire@exemple",
            "a b@exemple.fr",
            "a@@exemple.fr",
            "a..b@exemple.fr",
            "a@-x.fr",
            "a@x..fr",
            "a\r\nbcc:x@y.fr",
        ] {
            assert_eq!(read_email(wrong), Err(EmailError::Malformed), "{wrong}");
        }
    }

    #[test]
    fn the_way_back_never_leaves_the_site() {
        for hostile in [
            "https://ailleurs.example",
            "//ailleurs.example",
            "/\\ailleurs.example",
            "",
            "javascript:x",
            "/\t/x",
        ] {
            assert_eq!(own_path(hostile), "/espace", "{hostile}");
        }
        assert_eq!(own_path("/annonces/cabinet-a-gueret-12?x=1"), "/annonces/cabinet-a-gueret-12?x=1");
    }
}
