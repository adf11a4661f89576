//! Ranges of days as they are typed. Pure.

use chrono::{Months, NaiveDate};
use platform::french;

use crate::{
    listings::Period,
    publishing::{answers::Answers, errors::Errors, typed},
};

/// Most ranges of one listing.
const MOST: usize = 30;
/// How far ahead a range may lie.
const FARTHEST: Months = Months::new(36);

/// The ranges in order. What was published already may lie in the past, what is new may not.
pub(super) fn read(
    answers: &Answers,
    published: &[Period],
    today: NaiveDate,
    errors: &mut Errors,
) -> Vec<Period> {
    match ranges(answers, published, today) {
        Ok(periods) => periods,
        Err(why) => {
            errors.note("periodes", why);
            Vec::new()
        }
    }
}

fn ranges(answers: &Answers, published: &[Period], today: NaiveDate) -> Result<Vec<Period>, String> {
    let (starts, ends) = (answers.texts("du"), answers.texts("au"));
    let mut periods = Vec::new();
    for rank in 0..starts.len().max(ends.len()) {
        let at = |them: &[String]| them.get(rank).map_or(String::new(), |it| it.trim().to_owned());
        let (from, to) = (at(starts), at(ends));
        if from.is_empty() && to.is_empty() {
            continue;
        }
        periods.push(range(&from, &to)?);
    }
    periods.sort();
    if periods.is_empty() {
        return Err("Indiquez au moins une période.".to_owned());
    }
    if periods.len() > MOST {
        return Err(format!("{MOST}\u{a0}périodes au plus. Regroupez-les, ou publiez une seconde annonce."));
    }
    if let Some(pair) = periods.windows(2).find(|pair| pair[1].starts_on <= pair[0].ends_on) {
        return Err(format!("Deux périodes se recouvrent le {}.", french::date(pair[1].starts_on)));
    }
    let is_new = |it: &&Period| !published.contains(it);
    if let Some(past) = periods.iter().filter(is_new).find(|it| it.starts_on < today) {
        return Err(format!(
            "Le {} est passé. Commencez aujourd’hui ou plus tard.",
            french::date(past.starts_on)
        ));
    }
    if periods.iter().all(|it| it.ends_on < today) {
        return Err("Toutes les périodes sont passées. Indiquez-en une à venir.".to_owned());
    }
    if let Some(last) = periods.last().filter(|it| it.ends_on > today + FARTHEST) {
        return Err(format!("Le {} est dans plus de trois ans.", french::date(last.ends_on)));
    }
    Ok(periods)
}

/// One day is a range too: its second field may stay empty.
fn range(from: &str, to: &str) -> Result<Period, String> {
    let read = |text: &str| {
        typed::day(text)
            .ok_or_else(|| format!("«\u{a0}{text}\u{a0}» n’est pas une date. Écrivez-la comme 31/08/2026."))
    };
    if from.is_empty() {
        return Err(format!(
            "Il manque le premier jour de la période qui finit le {}.",
            french::date(read(to)?)
        ));
    }
    let starts_on = read(from)?;
    let ends_on = if to.is_empty() { starts_on } else { read(to)? };
    if ends_on < starts_on {
        return Err(format!("La période du {} finit avant de commencer.", french::date(starts_on)));
    }
    Ok(Period { starts_on, ends_on })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
    }

    fn read_all(pairs: &[(&str, &str)], published: &[Period]) -> Result<Vec<String>, String> {
        let mut answers = Answers::default();
        answers.set_all("du", pairs.iter().map(|it| it.0.to_owned()).collect());
        answers.set_all("au", pairs.iter().map(|it| it.1.to_owned()).collect());
        ranges(&answers, published, today())
            .map(|them| them.iter().map(|it| format!("{}..{}", it.starts_on, it.ends_on)).collect())
    }

    #[test]
    fn ranges_come_in_order_and_a_single_day_needs_one_date() {
        let read = read_all(&[("2026-08-03", "2026-08-14"), ("", ""), ("04/05/2026", "")], &[]);
        assert_eq!(read.unwrap(), ["2026-05-04..2026-05-04", "2026-08-03..2026-08-14"]);
    }

    #[test]
    fn what_cannot_be_is_told_by_its_date() {
        for (pairs, why) in [
            (&[("", "")][..], "au moins une période"),
            (&[("", "2026-08-14")], "Il manque le premier jour"),
            (&[("2026-08-14", "2026-08-03")], "finit avant de commencer"),
            (&[("2026-02-27", "2026-03-05")], "est passé"),
            (&[("2026-08-03", "2026-08-14"), ("2026-08-14", "2026-08-20")], "se recouvrent le 14 août 2026"),
            (&[("bientôt", "")], "n’est pas une date"),
            (&[("2030-01-01", "")], "dans plus de trois ans"),
        ] {
            let error = read_all(pairs, &[]).unwrap_err().replace('\u{a0}', " ");
            assert!(error.contains(why), "{pairs:?}: {error}");
        }
    }

    #[test]
    fn a_period_that_was_published_may_have_begun() {
        let begun =
            Period { starts_on: today() - chrono::Days::new(3), ends_on: today() + chrono::Days::new(3) };
        assert!(read_all(&[("2026-02-27", "2026-03-05")], &[begun]).is_ok());
        let over =
            Period { starts_on: today() - chrono::Days::new(9), ends_on: today() - chrono::Days::new(3) };
        assert!(read_all(&[("2026-02-21", "2026-02-27")], &[over]).unwrap_err().contains("passées"));
    }
}
