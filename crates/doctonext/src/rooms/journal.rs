//! The log as people read it.

use std::collections::HashMap;

use platform::french;
use sqlx::PgConnection;

use super::{store::View, undertaking::in_short};
use crate::{app::App, failure::Failure, media, people};

/// A line of the log.
pub(super) struct Line {
    /// « Bilan 2024.pdf, page 3 ».
    pub(super) what: String,
    /// Who, for the owner; empty on one's own log.
    pub(super) who: String,
    pub(super) when: String,
    /// Checksum of the document; browser and network of one's own readings.
    pub(super) note: String,
}

/// Lines with the names of documents and people, as far as they still have one, for one of the two sides. From where somebody
/// read is kept as evidence and told to themselves alone.
pub(super) async fn lines(
    app: &App,
    db: &mut PgConnection,
    listing: &str,
    views: &[View],
    (reads, names_people): (&str, bool),
) -> Result<Vec<Line>, Failure> {
    let papers: HashMap<String, String> =
        media::papers_of(&mut *db, listing).await?.into_iter().map(|it| (it.id, it.name)).collect();
    let mut people: Vec<String> = views.iter().filter_map(|it| it.viewer_id.clone()).collect();
    people.sort_unstable();
    people.dedup();
    let people: HashMap<String, String> = if names_people {
        people::introduce(app, &mut *db, &people).await?.into_iter().map(|it| (it.id, it.name)).collect()
    } else {
        HashMap::new()
    };
    Ok(views.iter().map(|it| line(it, &papers, &people, (reads, names_people))).collect())
}

fn line(
    it: &View,
    papers: &HashMap<String, String>,
    people: &HashMap<String, String>,
    (reads, names_people): (&str, bool),
) -> Line {
    let document = || {
        let name = it.media_id.as_ref().and_then(|id| papers.get(id));
        name.cloned().unwrap_or_else(|| "Document supprimé depuis".to_owned())
    };
    let page = it.page.map_or_else(String::new, |page| format!(", page\u{a0}{page}"));
    let what = match it.what.as_str() {
        "figures" => "Commune et chiffres exacts".to_owned(),
        "photo" => "Photo".to_owned(),
        "download" => format!("{}, téléchargement", document()),
        "proof" => format!("Justificatif du lecteur, lu par l’auteur de l’annonce{page}"),
        _ => format!("{}{page}", document()),
    };
    let mut note = Vec::new();
    if it.viewer_id.as_deref() == Some(reads) {
        note.extend([it.browser.clone(), format!("réseau {}", it.network)]);
    }
    note.extend(it.document_hash.as_ref().map(|hash| format!("empreinte {}", in_short(hash))));
    Line {
        what,
        who: match (&it.viewer_id, names_people) {
            (Some(id), true) => people.get(id).cloned().unwrap_or_else(|| "Compte supprimé".to_owned()),
            _ => String::new(),
        },
        when: french::moment(it.at),
        note: note.join(" · "),
    }
}
