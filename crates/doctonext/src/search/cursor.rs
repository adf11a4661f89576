//! Where a page of results begins: after the last listing of the page before (keyset), never at an offset, so that
//! the thousandth page costs what the first does and an address stays right while listings come and go.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::Sort;

/// What the clocks of two servers may differ by.
const AHEAD: TimeDelta = TimeDelta::minutes(5);
/// Best score, in millionths.
const BEST: i64 = 1_000_000;

/// The sort key and number of the last listing seen.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cursor {
    /// The key that the order compares.
    pub key: Key,
    /// Breaks ties.
    pub lid: i64,
}

/// A sort key; its kind belongs to an order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Key {
    /// Newest.
    Published(DateTime<Utc>),
    /// Nearest, metres.
    Distance(f64),
    /// Start date; none for undated ones, which come last.
    Start(Option<NaiveDate>),
    /// Price either way, euros; none for unpriced ones, which come last.
    Price(Option<i32>),
    /// Pay, euros a day; none counts as 0.
    Pay(Option<i32>),
    /// Score in millionths, and the hour at which freshness was judged, so that later pages judge alike.
    Score { millionths: i64, judged_at: DateTime<Utc> },
}

impl Cursor {
    /// The text that stands in an address: opaque, URL-safe, under 60 characters.
    pub(super) fn encode(&self) -> String {
        let text = match &self.key {
            Key::Published(at) => format!("p{}", at.timestamp_micros()),
            Key::Distance(metres) => format!("d{metres}"),
            Key::Start(day) => format!("s{}", day.map_or_else(String::new, |day| day.to_string())),
            Key::Price(euros) => format!("e{}", euros.map_or_else(String::new, |euros| euros.to_string())),
            Key::Pay(euros) => format!("r{}", euros.map_or_else(String::new, |euros| euros.to_string())),
            Key::Score { millionths, judged_at } => format!("m{millionths},{}", judged_at.timestamp_micros()),
        };
        URL_SAFE_NO_PAD.encode(format!("{text}/{}", self.lid))
    }

    /// Reads what [`Cursor::encode`] wrote, if it belongs to this order and a page of ours may have ended so.
    pub(super) fn decode(text: &str, sort: Sort, now: DateTime<Utc>) -> Option<Self> {
        if text.len() > 120 {
            return None;
        }
        let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let (key, lid) = plain.rsplit_once('/')?;
        let (kind, value) = (key.chars().next()?, key.get(1..)?);
        let key = match (kind, sort) {
            ('p', Sort::Newest) => Key::Published(moment(value)?),
            ('d', Sort::Nearest) => {
                Key::Distance(value.parse().ok().filter(|metres: &f64| metres.is_finite() && *metres >= 0.0)?)
            }
            ('s', Sort::StartDate) => Key::Start(day(value)?),
            ('e', Sort::Price | Sort::PriceDown) => Key::Price(optional(value)?),
            ('r', Sort::Pay) => Key::Pay(optional(value)?),
            ('m', Sort::Relevance) => {
                let (score, judged_at) = value.split_once(',')?;
                Key::Score {
                    millionths: score.parse().ok().filter(|it| (0..=BEST).contains(it))?,
                    judged_at: moment(judged_at).filter(|it| *it <= now + AHEAD)?,
                }
            }
            _ => return None,
        };
        Some(Self { key, lid: lid.parse().ok().filter(|lid| *lid >= 0)? })
    }
}

/// Years that PostgreSQL and chrono both print.
fn moment(micros: &str) -> Option<DateTime<Utc>> {
    let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    let sane = DateTime::from_timestamp(0, 0)?..DateTime::from_timestamp(32_503_680_000, 0)?;
    sane.contains(&at).then_some(at)
}

/// Days that PostgreSQL knows too.
#[expect(clippy::option_option, reason = "the outer one says « unreadable », the inner one « none »")]
fn day(value: &str) -> Option<Option<NaiveDate>> {
    let day: Option<NaiveDate> = optional(value)?;
    let sane = NaiveDate::from_ymd_opt(1900, 1, 1)?..NaiveDate::from_ymd_opt(3000, 1, 1)?;
    day.is_none_or(|day| sane.contains(&day)).then_some(day)
}

#[expect(clippy::option_option, reason = "the outer one says « unreadable », the inner one « none »")]
fn optional<T: std::str::FromStr>(value: &str) -> Option<Option<T>> {
    if value.is_empty() { Some(None) } else { value.parse().ok().map(Some) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_survives_the_address(
            micros in 0_i64..32_000_000_000_000_000,
            lid in 0..=i64::MAX,
            score in 0..=BEST,
            price in any::<Option<i32>>(),
        ) {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            for (key, sort) in [
                (Key::Published(at), Sort::Newest),
                (Key::Price(price), Sort::PriceDown),
                (Key::Pay(price), Sort::Pay),
                (Key::Start(price.map(|_| at.date_naive())), Sort::StartDate),
                (Key::Distance(f64::from(price.unwrap_or(7).unsigned_abs()) / 3.0), Sort::Nearest),
                (Key::Score { millionths: score, judged_at: at }, Sort::Relevance),
            ] {
                let cursor = Cursor { key, lid };
                prop_assert_eq!(Cursor::decode(&cursor.encode(), sort, at), Some(cursor));
            }
        }

        #[test]
        fn nothing_typed_by_hand_panics(text in ".*") {
            for (sort, ..) in Sort::ALL {
                let _ = Cursor::decode(&text, sort, DateTime::UNIX_EPOCH);
                let _ = Cursor::decode(&URL_SAFE_NO_PAD.encode(&text), sort, DateTime::UNIX_EPOCH);
            }
        }
    }

    #[test]
    fn a_cursor_of_another_order_is_refused() {
        let cursor = Cursor { key: Key::Price(Some(3)), lid: 7 };
        assert_eq!(Cursor::decode(&cursor.encode(), Sort::Newest, DateTime::UNIX_EPOCH), None);
    }

    #[test]
    fn a_cursor_that_no_page_of_ours_ends_with_is_refused() {
        let now = DateTime::from_timestamp(1_772_442_000, 0).unwrap();
        let later = (now + TimeDelta::hours(1)).timestamp_micros();
        for (text, sort) in [
            (format!("m5,{later}/1"), Sort::Relevance),
            (format!("m-1,{}/1", now.timestamp_micros()), Sort::Relevance),
            (format!("m1000001,{}/1", now.timestamp_micros()), Sort::Relevance),
            (format!("m5,{}/-9223372036854775808", now.timestamp_micros()), Sort::Relevance),
            ("d-1/1".to_owned(), Sort::Nearest),
            ("dNaN/1".to_owned(), Sort::Nearest),
            ("e5/-1".to_owned(), Sort::Price),
        ] {
            assert_eq!(Cursor::decode(&URL_SAFE_NO_PAD.encode(&text), sort, now), None, "{text}");
        }
    }
}
