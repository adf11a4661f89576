//! Colleagues within reach, for 100,000 inhabitants.

use platform::french;

use super::{departments, of_tenths, tenths};
use crate::{
    accessibility::{Departments, Figure},
    map::{
        classes::{Class, Classes},
        layer::{Layer, Told},
        views::Band,
    },
    trades::Profession,
};

const UNIT: &str = "pour 100\u{a0}000\u{a0}habitants";

/// The layer; without figures, why there are none.
pub(in crate::map) fn accessibility(
    profession: &Profession,
    whose: &str,
    found: Option<&Departments>,
    has_directory: bool,
) -> Layer {
    let Some(found) = found else { return Layer::missing(why_missing(profession, has_directory)) };
    let classes = Classes::of(found.figures.values().map(|it| tenths(it.per_100k.into())));
    let none = found.figures.values().filter(|it| tenths(it.per_100k.into()) == 0).count();
    let mut legend = bands(&classes);
    if none > 0 {
        let label = "Aucun confrère accessible".to_owned();
        legend.insert(0, Band { shade: 0, label, departments: departments(none) });
    }
    let told = found.figures.iter().map(|(code, it)| (code.clone(), told(*it, &classes)));
    Layer {
        departments: told.collect(),
        nothing: "pas de chiffre",
        column: "Confrères accessibles",
        legend,
        notes: notes(whose, found),
        missing: None,
    }
}

/// The legend. Classes come from departments, and communes, which go farther both ways, are coloured by them: each class
/// reaches as far as the next one, the first and the last as far as anything.
fn bands(classes: &Classes) -> Vec<Band> {
    let all: Vec<Class> = classes.bands().collect();
    let label = |rank: usize, it: &Class| {
        let next = all.get(rank + 1).map(|it| of_tenths(it.least));
        match (rank, next) {
            (0, None) => format!("Plus de 0 {UNIT}"),
            (0, Some(next)) => format!("Moins de {next} {UNIT}"),
            (_, Some(next)) => format!("{} à moins de {next} {UNIT}", of_tenths(it.least)),
            (_, None) => format!("{} et plus {UNIT}", of_tenths(it.least)),
        }
    };
    let band = |(rank, it): (usize, &Class)| Band {
        shade: it.shade,
        label: label(rank, it),
        departments: departments(it.departments),
    };
    all.iter().enumerate().map(band).collect()
}

/// The least figure of each class of the departments, and its shade: communes are coloured by the same legend.
pub(in crate::map) fn palette(found: &Departments) -> Vec<(f64, u8)> {
    let classes = Classes::of(found.figures.values().map(|it| tenths(it.per_100k.into())));
    // A commune may have less than any department.
    let mut palette: Vec<(f64, u8)> = classes
        .bands()
        .map(|it| (f64::from(u32::try_from(it.least).unwrap_or(u32::MAX)) / 10.0, it.shade))
        .collect();
    if let Some(first) = palette.first_mut() {
        first.0 = 0.1;
    }
    palette
}

fn told(it: Figure, classes: &Classes) -> Told {
    let figure = tenths(it.per_100k.into());
    let far = f64::from(it.far_share) * 100.0;
    let nobody = if far >= 0.05 {
        format!("\u{202f}; {} des habitants n’ont personne à moins de 15\u{a0}km", french::percent(far))
    } else {
        String::new()
    };
    let words = format!("{} {UNIT}{nobody}", of_tenths(figure));
    Told { shade: classes.shade(figure), words, rank: it.per_100k.into() }
}

fn notes(whose: &str, found: &Departments) -> Vec<String> {
    let run = &found.run;
    let mut notes = vec![format!(
        "{whose}\u{202f}: nombre de confrères libéraux accessibles aux habitants, à moins de 15\u{a0}km à vol d’oiseau, les plus proches comptant davantage. Moyenne de la France\u{202f}: {} {UNIT}. C’est notre calcul, pas l’APL officielle\u{202f}; il ne dit rien des délais de rendez-vous.",
        of_tenths(tenths(found.per_100k.into()))
    )];
    notes.push(if run.is_demonstration() {
        "Annuaire de démonstration\u{202f}: ces confrères sont inventés, et ces chiffres avec eux.".to_owned()
    } else {
        format!(
            "Source\u{202f}: Annuaire Santé du {}, populations légales de l’Insee.",
            french::date(run.directory_day)
        )
    });
    let unplaced = tenths(found.unplaced);
    if unplaced > 0 {
        let (colleagues, count) =
            if unplaced < 20 { ("confrère", "ne compte pas") } else { ("confrères", "ne comptent pas") };
        notes.push(format!(
            "{}\u{a0}{colleagues} {count}\u{202f}: la commune de l’annuaire n’est pas connue, ou personne n’habite à moins de 15\u{a0}km.",
            of_tenths(unplaced)
        ));
    }
    if run.approximate_places > 0 {
        let share = f64::from(run.approximate_places) / f64::from(run.places.max(1)) * 100.0;
        notes.push(format!(
            "Les positions de {} des communes sont approchées, à quelques kilomètres près.",
            french::percent(share)
        ));
    }
    notes
}

fn why_missing(profession: &Profession, has_directory: bool) -> String {
    if profession.directory_code.is_none() {
        return "L’Annuaire Santé ne recense pas cette profession\u{202f}: nous ne savons pas qui exerce où."
            .to_owned();
    }
    if has_directory {
        return "L’accès aux soins n’est pas encore calculé pour cette profession, ou l’annuaire n’y connaît personne."
            .to_owned();
    }
    "L’Annuaire Santé n’est pas importé\u{202f}: sans lui, nous ne savons pas qui exerce où, et nous ne devinons rien."
        .to_owned()
}
