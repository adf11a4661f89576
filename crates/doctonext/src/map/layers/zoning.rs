//! The official classes: the class that most people live in gives the colour, and the table tells each one's share.

use std::collections::{BTreeMap, HashMap};

use platform::french;

use super::departments;
use crate::{
    map::{
        layer::{Layer, Told},
        views::Band,
    },
    territory::Gazetteer,
    trades::{OfficialZone, Profession},
    zoning::{Class, ClassShare, DepartmentClasses, Origin},
};

/// Inhabitants of each department, by its code.
pub(in crate::map) fn people(gazetteer: &Gazetteer) -> HashMap<String, u64> {
    let mut people: HashMap<String, u64> = HashMap::new();
    for it in gazetteer.communes().iter().filter(|it| !it.is_arrondissement()) {
        *people.entry(it.department.code.clone()).or_default() += u64::from(it.population);
    }
    people
}

/// The layer; without a file, why there is none.
pub(in crate::map) fn zoning(
    profession: &Profession,
    found: Option<&DepartmentClasses>,
    people: &HashMap<String, u64>,
) -> Layer {
    let Some(found) = found else { return Layer::missing(why_missing(profession)) };
    let mut told = HashMap::new();
    let mut legend: BTreeMap<(u8, String), usize> = BTreeMap::new();
    for (code, shares) in &found.departments {
        let Some(most) = shares.iter().max_by_key(|it| (it.people, it.communes)) else { continue };
        *legend.entry((5 - shade(most), label(most))).or_default() += 1;
        let all = people.get(code).copied().unwrap_or_default();
        told.insert(code.clone(), Told { shade: shade(most), words: in_words(shares, all), rank: 0.0 });
    }
    let bands = legend.into_iter().map(|((rank, label), n)| Band {
        shade: 5 - rank,
        label,
        departments: departments(n),
    });
    Layer {
        departments: told,
        nothing: "non renseigné",
        column: "Classes du zonage, en part des habitants",
        legend: bands.collect(),
        notes: vec![
            "La couleur est celle de la classe où vivent le plus d’habitants\u{202f}; le tableau dit la part de chacune. Les règles d’installation dépendent de la commune\u{202f}: consultez-la avant toute décision.".to_owned(),
            source(&found.origin),
        ],
        missing: None,
    }
}

/// A colour for each official class, fixed, from the fewest colleagues (5) to the most (1).
fn shade(it: &ClassShare) -> u8 {
    use OfficialZone as Zone;
    match it.class.map_or(Zone::Unavailable, |it| it.zone) {
        Zone::VeryUnderServed | Zone::Zip => 5,
        Zone::UnderServed | Zone::UnderDense | Zone::Zac => 4,
        Zone::Intermediate | Zone::Qpv | Zone::Regional => 3,
        Zone::WellServed | Zone::Watch => 2,
        Zone::OverServed | Zone::NotPriority | Zone::Outside => 1,
        Zone::Unavailable => 0,
    }
}

fn label(it: &ClassShare) -> String {
    match it.class {
        Some(class) => class.zone.label().to_owned(),
        None if it.raw_code.contains(" + ") => "Communes de plusieurs classes".to_owned(),
        None => it.raw_code.clone(),
    }
}

/// « Zone sous-dotée 62 % · Zone intermédiaire 30 % · non renseigné 8 % »: most favourable first, of all inhabitants of the
/// department. A file may leave out communes.
fn in_words(shares: &[ClassShare], all: u64) -> String {
    let known: u64 = shares.iter().map(|it| it.people).sum();
    let all = all.max(known);
    // Several mixtures, and a class that two words write, are one line each.
    let mut by_label: BTreeMap<(u8, String), u64> = BTreeMap::new();
    for it in shares {
        *by_label.entry((5 - shade(it), label(it))).or_default() += it.people;
    }
    let told = by_label.into_iter().map(|((_, label), n)| (label, n)).filter(|(_, n)| *n > 0 || known == 0);
    let untold = Some(("non renseigné".to_owned(), all - known)).filter(|(_, n)| *n > 0);
    let parts = told.chain(untold).map(|(label, n)| {
        #[expect(clippy::cast_precision_loss, reason = "inhabitants of France")]
        let share = n as f64 / all.max(1) as f64 * 100.0;
        if share > 0.0 && share < 0.05 {
            format!("{label} moins de {}", french::percent(0.1))
        } else {
            format!("{label} {}", french::percent(share))
        }
    });
    parts.collect::<Vec<_>>().join(" · ")
}

/// Each class of the file with its label and its shade, for the communes of a tile.
pub(in crate::map) fn palette(found: &DepartmentClasses) -> Vec<(String, String, u8)> {
    let mixed = found.departments.values().flatten().flat_map(|it| it.raw_code.split(" + "));
    let raw_codes: std::collections::BTreeSet<&str> = mixed.collect();
    let share =
        |raw: &str| ClassShare { raw_code: raw.to_owned(), class: Class::of(raw), communes: 0, people: 0 };
    raw_codes
        .into_iter()
        .map(|raw| {
            let it = share(raw);
            (raw.to_owned(), label(&it), shade(&it))
        })
        .collect()
}

fn source(origin: &Origin) -> String {
    let date = match origin.dated_on {
        Some(day) => format!(", données du {}", french::date(day)),
        None => format!(
            ", date des données non communiquée, importé le {}",
            french::date(platform::clock::today_in_paris(origin.imported_at))
        ),
    };
    let decree = origin.decree.as_ref().map_or_else(String::new, |it| format!(", {it}"));
    format!("Source\u{202f}: {}{date}{decree}.", origin.source)
}

fn why_missing(profession: &Profession) -> String {
    if profession.zoning.is_none() {
        return "Il n’y a pas de zonage officiel pour cette profession.".to_owned();
    }
    "Le zonage officiel de cette profession n’est pas importé\u{202f}: nous ne devinons rien.".to_owned()
}
