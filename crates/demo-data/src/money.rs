//! Figures of a practice: what it earns, what it costs, what a replacement is paid.

use crate::chance::Chance;
use crate::places::whole;
use crate::trades::{Craft, Trade};

/// The economy of one practice. Euros unless said otherwise.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    /// Acts a day.
    pub acts_day: i64,
    /// Acts a week.
    pub acts_week: i64,
    /// Average fee, in cents.
    pub fee_cents: i64,
    /// A year.
    pub turnover: i64,
    /// % of turnover.
    pub charges: i64,
    /// Price of the practice; 0 when it is given.
    pub price: i64,
    /// Patients a year.
    pub patients: i64,
    /// % of the fees for a replacement.
    pub share: i64,
    /// Fixed pay a day.
    pub daily: i64,
    /// Guaranteed a day.
    pub minimum: i64,
    /// `s1`, `s2`, `optam`, `s3`, `na` or None.
    pub sector: Option<&'static str>,
    /// Employees.
    pub staff: i64,
}

impl Figures {
    /// Draws figures that agree with one another; `demand` is from 0 to 1.
    pub(crate) fn draw(trade: Trade, demand: f64, chance: &mut Chance) -> Self {
        let money = trade.money();
        let sector = sector(trade, demand, chance);
        let dearer = if matches!(sector, Some("s2" | "optam" | "s3")) { 1.35 } else { 1.0 };
        let fee_cents =
            round_to(scaled(chance.around(money.fee.0, money.fee.1), dearer * (0.97 + 0.06 * demand)), 10);
        // Where care is scarce the days are fuller.
        let busy = if money.turnover.is_some() { 1.0 } else { 1.12 - 0.2 * demand };
        let acts_day = scaled(chance.around(money.acts.0, money.acts.1), busy).max(4);
        let days = chance.between(money.days.0, money.days.1);
        let turnover = match money.turnover {
            Some((low, high)) => round_to(chance.around(low, high) * 1000, 5000),
            None => round_to(acts_day * fee_cents * days / 100, 1000),
        };
        let share = share(money.share, demand, chance);
        let daily = round_to(scaled(chance.around(money.daily.0, money.daily.1), 1.08 - 0.12 * demand), 10);
        let earned = acts_day * fee_cents * share / 10_000;
        Self {
            acts_day,
            acts_week: acts_day * days / 47,
            fee_cents,
            turnover,
            charges: chance.around(money.charges.0, money.charges.1) + if demand > 0.75 { 4 } else { 0 },
            price: price(trade, turnover, demand, chance),
            patients: round_to(
                scaled(chance.around(money.patients.0, money.patients.1), 1.1 - 0.2 * demand),
                10,
            ),
            share,
            daily,
            minimum: round_to(earned * chance.between(60, 85) / 100, 10),
            sector,
            staff: staff(trade.craft(), chance),
        }
    }
}

fn sector(trade: Trade, demand: f64, chance: &mut Chance) -> Option<&'static str> {
    if trade.profession.code != "doctor" {
        return if chance.odds(40) { Some("na") } else { None };
    }
    if trade.craft() == Craft::Employed {
        return None;
    }
    let wanted = u32::try_from(whole(demand * 100.0)).unwrap_or(0);
    let free = if trade.craft() == Craft::General { wanted / 8 } else { 15 + wanted / 2 };
    if !chance.odds(free) {
        return if chance.odds(90) { Some("s1") } else { None };
    }
    Some(chance.weighted(&[(55, "s2"), (40, "optam"), (if demand > 0.7 { 5 } else { 1 }, "s3")]))
}

fn share(range: (i64, i64), demand: f64, chance: &mut Chance) -> i64 {
    let bonus = if demand < 0.25 && range.1 - range.0 >= 10 { 5 } else { 0 };
    let drawn = (chance.around(range.0, range.1) + if chance.odds(50) { bonus } else { 0 }).min(100);
    if range.1 - range.0 >= 10 && chance.odds(80) { round_to(drawn, 5) } else { drawn }
}

/// The price follows the turnover and the demand: a general practice of a village is often given.
fn price(trade: Trade, turnover: i64, demand: f64, chance: &mut Chance) -> i64 {
    let (low, high) = trade.money().price;
    if low == 0 && high > 0 {
        let free = if demand < 0.3 {
            50
        } else if demand < 0.55 {
            18
        } else {
            3
        };
        if chance.odds(free) {
            return 0;
        }
    }
    let lean = (demand * 0.75 + chance.unit() * 0.35 - 0.05).clamp(0.02, 1.0);
    let price = scaled(turnover * (high - low), lean / 100.0) + turnover * low / 100;
    round_to(
        price,
        if price > 300_000 {
            5000
        } else if price > 20_000 {
            1000
        } else {
            500
        },
    )
}

fn staff(craft: Craft, chance: &mut Chance) -> i64 {
    match craft {
        Craft::Pharmacy => chance.between(3, 9),
        Craft::Dental | Craft::Shop => chance.between(1, 4),
        Craft::Specialist | Craft::Theatre => chance.between(1, 3),
        Craft::General => chance.between(0, 2),
        _ => chance.between(0, 1),
    }
}

/// Multiplies whole figures below a few millions.
#[expect(clippy::cast_precision_loss, reason = "figures below 2^53")]
pub(crate) fn scaled(value: i64, factor: f64) -> i64 {
    whole(value as f64 * factor)
}

/// The nearest multiple of `step`.
pub(crate) fn round_to(value: i64, step: i64) -> i64 {
    (value + step / 2) / step * step
}
