//! Letters of intent, turn by turn: what the two sides say in them, and whose turn it is. Pure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Turns of one talk.
pub(super) const MOST_TURNS: i16 = 50;
/// Characters of the free words.
pub(super) const LONGEST_WORDS: usize = 2000;
/// Whole euros.
const LARGEST_PRICE: i64 = 50_000_000;

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Reader,
    Seller,
}

impl Side {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Seller => "seller",
        }
    }

    pub(super) fn from_code(code: &str) -> Self {
        if code == "seller" { Self::Seller } else { Self::Reader }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::Reader => Self::Seller,
            Self::Seller => Self::Reader,
        }
    }
}

/// Where an offer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfferState {
    /// Its turn: the other side is to answer.
    Open,
    Countered,
    Accepted,
    Declined,
    Withdrawn,
    /// The room closed before an answer.
    Closed,
}

const STATES: [(OfferState, &str, &str); 6] = [
    (OfferState::Open, "open", "En attente de réponse"),
    (OfferState::Countered, "countered", "Contre-proposition faite"),
    (OfferState::Accepted, "accepted", "Acceptée\u{202f}: projet de contrat"),
    (OfferState::Declined, "declined", "Déclinée"),
    (OfferState::Withdrawn, "withdrawn", "Retirée"),
    (OfferState::Closed, "closed", "Sans suite\u{202f}: dossier fermé"),
];

impl OfferState {
    pub(super) fn code(self) -> &'static str {
        STATES.iter().find(|(it, ..)| *it == self).map_or("closed", |(_, code, _)| code)
    }

    pub(super) fn from_code(code: &str) -> Self {
        STATES.iter().find(|(_, it, _)| *it == code).map_or(Self::Closed, |(state, ..)| *state)
    }

    pub(super) fn label(self) -> &'static str {
        STATES.iter().find(|(it, ..)| *it == self).map_or("", |(.., label)| label)
    }
}

/// What an offer says. Sealed as a whole.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Terms {
    /// Whole euros.
    pub(super) price: i64,
    /// The day on which the practice would be taken over.
    pub(super) takes_over_on: NaiveDate,
    /// Subject to a loan, to the lease, to the convention.
    pub(super) loan: bool,
    pub(super) lease: bool,
    pub(super) convention: bool,
    pub(super) words: String,
}

impl Terms {
    /// « Obtention du prêt, transfert du bail »; empty when nothing is reserved.
    pub(super) fn conditions(&self) -> String {
        [
            (self.loan, "obtention du prêt"),
            (self.lease, "transfert ou signature du bail"),
            (self.convention, "conventionnement"),
        ]
        .into_iter()
        .filter_map(|(holds, words)| holds.then_some(words))
        .collect::<Vec<_>>()
        .join(", ")
    }
}

/// The latest offer of a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Latest {
    pub(super) number: i16,
    pub(super) author: Side,
    pub(super) state: OfferState,
}

/// What somebody does in a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// Offers, or offers otherwise.
    Offer,
    Accept,
    Decline,
    Withdraw,
}

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A new offer of this number; the one before, if it was open, is countered.
    New {
        number: i16,
        counters: bool,
    },
    /// The latest offer ends so.
    Ends(OfferState),
    Already,
}

/// Why not, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotNow {
    #[error("Il n’y a pas de proposition à laquelle répondre.")]
    Nothing,
    #[error(
        "C’est à l’autre partie de répondre. Vous pouvez retirer votre proposition pour en faire une autre."
    )]
    TheirTurn,
    #[error("La première lettre d’intention vient du lecteur du dossier.")]
    ReaderBegins,
    #[error("Une proposition est acceptée\u{202f}: la suite est le projet de contrat.")]
    Agreed,
    #[error("Vous avez échangé 50\u{a0}propositions. Parlez-vous de vive voix avant d’aller plus loin.")]
    TooMany,
}

/// What a move does. The reader begins; whoever did not speak last answers; an accepted offer ends the talk.
pub(super) fn next(latest: Option<Latest>, who: Side, what: Move) -> Result<Outcome, NotNow> {
    let Some(latest) = latest else {
        return match (what, who) {
            (Move::Offer, Side::Reader) => Ok(Outcome::New { number: 1, counters: false }),
            (Move::Offer, Side::Seller) => Err(NotNow::ReaderBegins),
            _ => Err(NotNow::Nothing),
        };
    };
    let is_theirs = latest.author != who;
    match (latest.state, what) {
        (OfferState::Accepted, Move::Accept) | (OfferState::Declined, Move::Decline) if is_theirs => {
            Ok(Outcome::Already)
        }
        (OfferState::Withdrawn, Move::Withdraw) if !is_theirs => Ok(Outcome::Already),
        (OfferState::Accepted, _) => Err(NotNow::Agreed),
        (_, Move::Offer) if latest.number >= MOST_TURNS => Err(NotNow::TooMany),
        (OfferState::Open, Move::Offer) if is_theirs => {
            Ok(Outcome::New { number: latest.number + 1, counters: true })
        }
        (OfferState::Open, Move::Accept) if is_theirs => Ok(Outcome::Ends(OfferState::Accepted)),
        (OfferState::Open, Move::Decline) if is_theirs => Ok(Outcome::Ends(OfferState::Declined)),
        (OfferState::Open, Move::Withdraw) if !is_theirs => Ok(Outcome::Ends(OfferState::Withdrawn)),
        (OfferState::Open, _) => Err(NotNow::TheirTurn),
        // After an offer that came to nothing either side may speak again.
        (_, Move::Offer) => Ok(Outcome::New { number: latest.number + 1, counters: false }),
        _ => Err(NotNow::Nothing),
    }
}

/// Terms as they are typed. No `Debug`: free words.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) prix: String,
    #[serde(default)]
    pub(super) date: String,
    pub(super) pret: Option<String>,
    pub(super) bail: Option<String>,
    pub(super) conventionnement: Option<String>,
    #[serde(default)]
    pub(super) mots: String,
}

/// What is wrong, field by field.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TermErrors {
    pub(super) price: &'static str,
    pub(super) day: &'static str,
    pub(super) words: &'static str,
}

/// Reads terms as people type them: `120 000 €`, `120000`.
pub(super) fn read(typed: &Typed, today: NaiveDate) -> Result<Terms, TermErrors> {
    let mut errors = TermErrors::default();
    let digits: String = typed.prix.chars().filter(|it| !it.is_whitespace() && *it != '€').collect();
    let price = digits.parse::<i64>().ok().filter(|it| (0..=LARGEST_PRICE).contains(it));
    if price.is_none() {
        errors.price = "Indiquez un prix en euros, sans centimes, par exemple 120\u{a0}000.";
    }
    let typed_day = typed.date.trim();
    let day = ["%Y-%m-%d", "%d/%m/%Y"].iter().find_map(|it| NaiveDate::parse_from_str(typed_day, it).ok());
    let last = today.checked_add_months(chrono::Months::new(60)).unwrap_or(today);
    match day {
        None => errors.day = "Indiquez une date, par exemple 01/09/2027.",
        Some(day) if day < today => errors.day = "Cette date est passée.",
        Some(day) if day > last => errors.day = "Indiquez une date dans les cinq ans.",
        Some(_) => {}
    }
    let words = typed.mots.replace("\r\n", "\n").trim().to_owned();
    if words.chars().count() > LONGEST_WORDS {
        errors.words = "Raccourcissez à 2\u{202f}000\u{a0}caractères au plus.";
    }
    match (price, day) {
        (Some(price), Some(takes_over_on)) if errors == TermErrors::default() => Ok(Terms {
            price,
            takes_over_on,
            loan: typed.pret.is_some(),
            lease: typed.bail.is_some(),
            convention: typed.conventionnement.is_some(),
            words,
        }),
        _ => Err(errors),
    }
}
