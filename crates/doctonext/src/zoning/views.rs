//! The answer to « Puis-je m’installer ici ? », ready to print: on its own page and on that of a listing.

use chrono::NaiveDate;
use platform::{clock::today_in_paris, french};

use super::{
    rules::{Outcome, Rule},
    situation::{LocalClass, Origin, Situation},
};
use crate::trades::{InstallationRule, OfficialZone, Profession, Specialty};

/// What is known of one profession in one commune on one day.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Why nothing can be said; empty when something can.
    pub silence: String,
    /// One for each class of the commune.
    pub verdicts: Vec<Verdict>,
    /// Where the classes come from; empty without a file.
    pub zoning_source: String,
}

/// One class, and what it means.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// `free`, `limited`, `unknown`: the colour.
    pub tone: &'static str,
    /// « 1 départ = 1 installation ».
    pub label: &'static str,
    /// « Zone sur-dotée ».
    pub zone: String,
    /// `5_Sur_dotee`, as the file writes it.
    pub raw_code: String,
    /// Parts of the commune that have it, when they have not all the same; empty otherwise.
    pub places: String,
    /// What the rule says, paragraph by paragraph.
    pub paragraphs: Vec<String>,
    /// « 12 mois pour désigner le successeur », « Spécialités non concernées ».
    pub facts: Vec<(&'static str, String)>,
    /// Amount and text of each aid.
    pub aids: Vec<Aid>,
    /// Source and dates of the rule; empty without one.
    pub source: String,
    /// Where the source can be read.
    pub source_href: Option<String>,
}

/// An aid.
#[derive(Debug, Clone)]
pub struct Aid {
    /// « 10 000 € ».
    pub amount: String,
    /// « Aide à l’installation en ZIP ».
    pub title: String,
    /// What it is for, and under which conditions.
    pub text: String,
    /// Source and dates.
    pub source: String,
}

/// Says in words what is known.
#[must_use]
pub fn answer(
    situation: &Situation,
    profession: &'static Profession,
    specialty: Option<&'static Specialty>,
    day: NaiveDate,
) -> Answer {
    let several = situation.classes.len() > 1;
    Answer {
        silence: silence(situation, profession),
        verdicts: situation
            .outcomes(profession, specialty, day)
            .map(|(local, outcome)| verdict(profession, local, &outcome, several, day))
            .collect(),
        zoning_source: situation.origin.as_ref().map_or_else(String::new, origin),
    }
}

fn silence(situation: &Situation, profession: &Profession) -> String {
    let of = profession.plural.to_lowercase();
    match (&situation.origin, profession.zoning) {
        (None, None) => format!(
            "Nous ne suivons aucun zonage pour les {of}. Cela ne veut pas dire que l’installation est libre\u{202f}: \
             renseignez-vous auprès de l’ARS et de la CPAM."
        ),
        (None, Some(_)) => format!(
            "Aucun fichier officiel de zonage n’a encore été importé ici pour les {of}. Plutôt que de deviner, nous \
             ne disons rien\u{202f}: demandez à la CPAM ou à l’ARS."
        ),
        (Some(_), _) if situation.classes.is_empty() => {
            "Le fichier officiel ne nomme pas cette commune\u{202f}: elle est \
            peut-être née ou a changé de nom depuis. Demandez à la CPAM ou à l’ARS."
                .to_owned()
        }
        _ => String::new(),
    }
}

/// `CartoSanté – ARS, Cnam, données du 1er janvier 2026 (arrêté du …), importées le 3 mars 2026`.
fn origin(it: &Origin) -> String {
    let dated = it.dated_on.map_or_else(
        || "date des données non précisée".to_owned(),
        |day| format!("données du {}", french::date(day)),
    );
    let decree = it.decree.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
    let imported = french::date(today_in_paris(it.imported_at));
    format!("{}, {dated}{decree}, importées le {imported}", it.source)
}

fn verdict(
    profession: &'static Profession,
    local: &LocalClass,
    outcome: &Outcome<'_>,
    several: bool,
    day: NaiveDate,
) -> Verdict {
    let tone = match outcome.installation {
        InstallationRule::Free | InstallationRule::Incentive => "free",
        InstallationRule::OneForOne => "limited",
        InstallationRule::Unknown => "unknown",
    };
    Verdict {
        tone,
        label: if outcome.is_excepted {
            "Installation libre pour cette spécialité"
        } else {
            outcome.installation.label()
        },
        zone: match local.class {
            Some(it) => it.zone.label().to_owned(),
            None => "Classe que nous ne connaissons pas".to_owned(),
        },
        raw_code: local.raw_code.clone(),
        places: if several { local.places.join(", ") } else { String::new() },
        paragraphs: paragraphs(local, outcome, day),
        facts: outcome.rule.map_or_else(Vec::new, |it| facts(profession, it)),
        aids: outcome.aids.iter().map(|it| aid(it)).collect(),
        source: outcome.rule.map_or_else(String::new, source),
        source_href: outcome.rule.and_then(|it| it.source_url.clone()),
    }
}

fn paragraphs(local: &LocalClass, outcome: &Outcome<'_>, day: NaiveDate) -> Vec<String> {
    let ask = "Demandez à la CPAM ou à l’ARS.";
    let Some(rule) = outcome.rule else {
        return vec![match local.class {
            None => format!(
                "Le fichier officiel écrit une classe dont nous ne savons pas ce qu’elle veut dire. {ask}"
            ),
            Some(it) if it.zone == OfficialZone::Unavailable => {
                format!("Le fichier officiel n’a pas de résultat pour cette commune. {ask}")
            }
            Some(_) => format!("Nous ne connaissons aucune règle en vigueur le {}. {ask}", french::date(day)),
        }];
    };
    let except = outcome.is_excepted.then(|| {
        "La règle de cette zone ne concerne pas cette spécialité. Pour les autres\u{202f}:".to_owned()
    });
    // The badge says it already.
    let title =
        Some(&rule.title).filter(|it| rule.outcome.is_none_or(|outcome| outcome.label() != it.as_str()));
    let title = title.map(|it| format!("{}.", it.trim_end_matches('.')));
    except.into_iter().chain(title).chain([rule.body.clone()]).chain(rule.conditions.clone()).collect()
}

fn facts(profession: &'static Profession, rule: &Rule) -> Vec<(&'static str, String)> {
    let clock =
        rule.successor_months.map(|it| ("Délai pour désigner le successeur", format!("{it}\u{a0}mois")));
    let labels: Vec<&str> = rule
        .excepted_specialties
        .iter()
        .filter_map(|code| Specialty::from_code(profession.code, code))
        .map(|it| it.label)
        .collect();
    let excepted = (!labels.is_empty()).then(|| ("Spécialités non concernées", labels.join(", ")));
    clock.into_iter().chain(excepted).collect()
}

fn aid(it: &Rule) -> Aid {
    let conditions = it.conditions.as_ref().map_or_else(String::new, |it| format!(" {it}"));
    Aid {
        amount: it.amount_euros.map_or_else(String::new, |euros| french::euros(i64::from(euros))),
        title: it.title.clone(),
        text: format!("{}{conditions}", it.body),
        source: source(it),
    }
}

/// « Convention nationale…, en vigueur depuis le 1er janvier 2025 ».
pub(super) fn source(it: &Rule) -> String {
    let since = french::date(it.valid_from);
    match it.valid_to {
        Some(last) => format!("{}, en vigueur du {since} au {}", it.source, french::date(last)),
        None => format!("{}, en vigueur depuis le {since}", it.source),
    }
}
