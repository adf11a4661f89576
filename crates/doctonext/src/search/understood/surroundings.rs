//! « 20 km autour de Lyon », « à 30 min de Nantes », « Lyon et alentours »: how far around a place.

use super::reading::TextReading;

/// Before a distance: « dans un rayon de 20 km autour de ».
const BEFORE: [&str; 9] = ["a", "moins", "de", "d", "rayon", "un", "dans", "environ", "maximum"];
/// After a place, before a distance or « alentours ».
const BETWEEN: [&str; 12] = ["et", "a", "dans", "un", "rayon", "de", "ses", "sa", "son", "les", "aux", "l"];
/// What lies around.
const AROUND: [&str; 8] =
    ["alentour", "alentours", "environ", "environs", "peripherie", "agglomeration", "agglo", "region"];

/// The words before a place that say how far around it: where they begin, and the kilometres. The little words that lead to the
/// name begin at `end`, the name at `name`.
pub(super) fn before(reading: &TextReading<'_>, end: usize, name: usize) -> Option<(usize, u16)> {
    let (start, km) = distance_until(reading, end)?;
    if end == name && is_in_minutes(reading, end) {
        return None;
    }
    let from = reading.over_little_words(start, &BEFORE);
    (from..start).all(|it| !reading.is_taken(it)).then_some((from, km))
}

/// The words after a place that say how far around it: one past the last, and the kilometres, if they are said.
pub(super) fn after(reading: &TextReading<'_>, at: usize) -> Option<(usize, Option<u16>)> {
    let mut to = at;
    while BETWEEN.contains(&reading.folded(to)) && is_open(reading, to) {
        to += 1;
    }
    if AROUND.contains(&reading.folded(to))
        && is_open(reading, to)
        && (at..to).any(|it| reading.folded(it) == "et")
    {
        return Some((to + 1, None));
    }
    let (end, km) = distance_from(reading, to)?;
    if to == at && is_in_minutes(reading, end) {
        return None;
    }
    let is_tail =
        matches!(reading.folded(end), "autour" | "alentour" | "alentours" | "environ" | "maximum" | "max");
    Some((end + usize::from(is_tail && is_open(reading, end)), Some(km)))
}

/// « Lyon, séances de 30 min » says nothing of the way; « à 30 min de Lyon » does.
fn is_in_minutes(reading: &TextReading<'_>, end: usize) -> bool {
    let unit = end.checked_sub(1).map_or("", |it| reading.folded(it));
    let unit = unit.trim_start_matches(|it: char| it.is_ascii_digit());
    unit.starts_with('m') || unit.starts_with('h')
}

fn is_open(reading: &TextReading<'_>, at: usize) -> bool {
    !reading.is_taken(at) && !reading.breaks(at)
}

/// « 20 km » or « 20km » that ends here.
fn distance_until(reading: &TextReading<'_>, end: usize) -> Option<(usize, u16)> {
    let last = end.checked_sub(1)?;
    if reading.breaks(end) {
        return None;
    }
    [last, last.saturating_sub(1)].into_iter().find_map(|start| {
        let (to, km) = distance_from(reading, start).filter(|(to, _)| *to == end)?;
        (to > start).then_some((start, km))
    })
}

/// « 1h », « 1 heure », « 1h30 », « 2 heures » that begins here: an hour of driving is about sixty kilometres.
fn hours_from(reading: &TextReading<'_>, at: usize) -> Option<(usize, u16)> {
    let word = reading.folded(at);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (hours, unit) = word.split_at_checked(digits).filter(|(hours, _)| hours.len() == 1)?;
    let (minutes, end) = match unit {
        "" if matches!(reading.folded(at + 1), "h" | "heure" | "heures") && is_open(reading, at + 1) => {
            ("", at + 2)
        }
        "" => return None,
        _ => (unit.strip_prefix('h')?, at + 1),
    };
    let minutes: u16 = if minutes.is_empty() { 0 } else { minutes.parse().ok().filter(|it| *it < 60)? };
    let km = hours.parse::<u16>().ok()? * 60 + minutes;
    (!reading.is_taken(at) && km > 0).then_some((end, km.clamp(5, 100)))
}

/// « 20 km », « 20km », « 30 min » that begins here: one past the last word, and the kilometres.
fn distance_from(reading: &TextReading<'_>, at: usize) -> Option<(usize, u16)> {
    let word = reading.folded(at);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = word.split_at_checked(digits)?;
    let (unit, end) = if unit.is_empty() { (reading.folded(at + 1), at + 2) } else { (unit, at + 1) };
    // A minute of driving is about a kilometre.
    let is_unit = matches!(
        unit,
        "km" | "kms" | "kilometre" | "kilometres" | "min" | "mn" | "mins" | "minute" | "minutes"
    );
    if let Some(found) = hours_from(reading, at) {
        return Some(found);
    }
    let is_free = (at..end).all(|it| !reading.is_taken(it)) && (at + 1..end).all(|it| !reading.breaks(it));
    let km: u16 = number.parse().ok().filter(|_| is_unit && is_free && digits <= 3)?;
    Some((end, km.clamp(5, 100)))
}
