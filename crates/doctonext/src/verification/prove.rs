//! Pro Santé Connect said who somebody is: the job that draws the consequences.
//!
//! Number, names and profession are compared with the account's as the directory's would be. When they agree the number is
//! theirs and the identity is proved; when they do not, or when a decision of the team stands, a person looks at it.

use platform::ids::{Ids, SystemIds};
use sqlx::PgConnection;

use super::{
    act::{self, ActError, By},
    check::declared,
    held,
    lifecycle::Event,
    names::{self, Declared, DirectoryFacts, FullName, Reason, Verdict},
    number::{self, Number, Rules},
    review,
    store::{self, Row},
};
use crate::{
    accounts::{Professional, take_professional_proof},
    app::App,
    audit,
    failure::Failure,
    trades::{Profession, VerificationStatus as State},
};

/// Takes what was proved at the link of an identity, once. Without effect when it was taken, when its person is gone, and
/// for who acts for a structure.
pub async fn prove_by_psc(app: &App, note: &str) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    let Some(proof) = take_professional_proof(app, &mut tx, note).await? else { return Ok(()) };
    if let Some(row) = store::lock(&mut tx, &proof.person).await?.filter(|it| !act::is_structure(it)) {
        match prove(app, &mut tx, row, &proof.professional).await {
            Ok(()) => {}
            Err(error) => return Err(error.unexpected()),
        }
    }
    Ok(tx.commit().await?)
}

async fn prove(app: &App, db: &mut PgConnection, row: Row, it: &Professional) -> Result<(), ActError> {
    // The agency answers for its numbers: their key is no concern of ours.
    let rules = Rules { key_is_a_gate: false, test_identities: it.is_test };
    let Ok(reading) = number::read(&it.national_id, rules) else {
        tracing::warn!("Pro Santé Connect gave a number that is none");
        return Ok(());
    };
    let (number, now, from) = (reading.number, app.clock.now(), act::state(&row));
    let declared = completed(declared(&row), it);
    let held = held::number_of(app, db, &row).await?;
    let is_held = row.is_marked && held.as_ref() == Some(&number);
    let mut verdict = compare(&row, &declared, it);
    if verdict == Verdict::Matched && is_another(from, held.as_ref(), &number) {
        verdict = Verdict::Mismatch(Reason::Number);
    }
    let agrees = matches!(verdict, Verdict::Matched | Verdict::Mismatch(Reason::Licence));
    if agrees && is_held && from == State::Proved {
        return Ok(());
    }
    if agrees {
        keep_declared(app, db, &row, &declared).await?;
        if !is_held && !held::keep(app, db, &row.id, &number).await? {
            verdict = Verdict::Mismatch(Reason::Held);
        }
        if verdict == Verdict::Mismatch(Reason::Licence) && from == State::Proved {
            // Their licence is there already, and holds as long as it says.
            return Ok(());
        }
    } else if held.is_none() {
        // Not theirs alone before somebody has looked at it.
        held::keep_unmarked(app, db, &row.id, &number).await?;
    }
    let Some(row) = store::lock(db, &row.id).await? else { return Ok(()) };
    let by = By::HOUSE.because(word(verdict));
    let to = act::happen(app, db, &row, from, &Event::Identify(verdict), by).await?;
    if to == State::Proved {
        let ending = store::Ending { decision: "withdrawn", by: None, reason: None };
        store::close_case(db, &row.id, &ending, now).await?;
    } else {
        store::open_case(db, &SystemIds.fresh(), &row.id, cause(verdict, from), now).await?;
    }
    let entry = audit::Entry {
        actor: Some(&row.id),
        action: if to == State::Proved { "verification.psc_proved" } else { "verification.psc_to_review" },
        subject: ("user", &row.id),
        ..audit::Entry::default()
    };
    Ok(audit::record(db, entry, now).await?)
}

/// Whether a number that was verified before is of the same register, and not this one.
fn is_another(from: State, held: Option<&Number>, proved: &Number) -> bool {
    let verified = matches!(from, State::Matched | State::Proved);
    verified && held.is_some_and(|it| it.register() == proved.register() && it != proved)
}

/// The profession of who has not said theirs, when there is one alone.
fn completed(declared: Declared, it: &Professional) -> Declared {
    let mut known = professions(it);
    known.dedup_by_key(|it| it.code);
    let only = if known.len() == 1 { known.pop() } else { None };
    Declared { profession: declared.profession.or(only), ..declared }
}

fn professions(it: &Professional) -> Vec<&'static Profession> {
    it.professions.iter().filter_map(|it| Profession::from_directory_code(it)).collect()
}

fn compare(row: &Row, declared: &Declared, it: &Professional) -> Verdict {
    let is_student = review::is_student(row);
    // A student has no profession yet: identity and number are compared, the licence is a document.
    let professions = if is_student { declared.profession.into_iter().collect() } else { professions(it) };
    let names = it.names.iter().map(|it| FullName { family: it.family.clone(), given: it.given.clone() });
    let facts = DirectoryFacts { names: names.collect(), professions, active: true };
    match names::compare(declared, Some(&facts)) {
        Verdict::Matched if is_student => Verdict::Mismatch(Reason::Licence),
        other => other,
    }
}

/// Names of exercise that agree are kept as such where there were none.
async fn keep_declared(app: &App, db: &mut PgConnection, row: &Row, it: &Declared) -> Result<(), Failure> {
    let is_known = row.exercise_family_name.is_some() && row.profession.is_some();
    let Some(profession) = it.profession.filter(|_| !is_known) else { return Ok(()) };
    let declared = store::Declared {
        name: &row.name,
        family_name: &it.name.family,
        given_name: &it.name.given,
        profession: profession.code,
    };
    Ok(store::set_declared(db, &row.id, &declared, app.clock.now()).await?)
}

/// Why the team looks at it.
fn cause(verdict: Verdict, from: State) -> &'static str {
    match (verdict, from) {
        (Verdict::Mismatch(Reason::Held), _) => "contested",
        (_, State::Refused | State::Suspended) => from.code(),
        (Verdict::Mismatch(Reason::Licence), _) => "none",
        _ => "mismatch",
    }
}

/// The word of the history: who said so, and what does not agree.
fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Matched => "psc",
        Verdict::Mismatch(Reason::Profession) => "psc_profession",
        Verdict::Mismatch(Reason::GivenName) => "psc_given_name",
        Verdict::Mismatch(Reason::Held) => "psc_held",
        Verdict::Mismatch(Reason::Number) => "psc_number",
        Verdict::Mismatch(Reason::Licence) => "psc_licence",
        Verdict::Mismatch(Reason::FamilyName | Reason::Inactive) | Verdict::NotFound => "psc_family_name",
    }
}
