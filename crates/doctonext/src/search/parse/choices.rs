//! Fields whose values are of a kind of their own: yes or no, a part of the map, zones, authors, programs, shares of time, ages,
//! shares of days.

use super::{Field, FieldReader, Vocabulary, insert, truth};
use crate::{
    search::Bounds,
    trades::{ActivityDistribution, AuthorGroup, DensityZone, Software},
};

/// Ages that may be asked for, days.
const OLDEST: u16 = 365;

impl FieldReader<'_> {
    pub(super) fn flag(&mut self, field: Field, value: &str) {
        let Some(truth) = truth(value) else {
            return self.unknown(field, value);
        };
        let criteria = &mut self.asked.criteria;
        match field {
            Field::WithPrice => criteria.with_price = truth,
            Field::Housing => criteria.housing = truth,
            Field::Secretary => criteria.secretary = truth,
            Field::Guaranteed => criteria.guaranteed = truth,
            Field::Pictures => criteria.pictures = truth,
            _ => criteria.urgent = truth,
        }
    }

    pub(super) fn choice(&mut self, field: Field, value: &str) {
        let french = self.vocabulary == Vocabulary::French;
        let criteria = &mut self.asked.criteria;
        let known = match field {
            Field::Bounds => {
                criteria.bounds = Bounds::read(value, self.gazetteer);
                criteria.bounds.is_some()
            }
            Field::Zone => {
                let found =
                    if french { DensityZone::from_slug(value) } else { DensityZone::from_code(value) };
                found.is_some_and(|it| insert(&mut criteria.zones, it))
            }
            Field::Author => {
                let found =
                    if french { AuthorGroup::from_slug(value) } else { AuthorGroup::from_code(value) };
                found.is_some_and(|it| insert(&mut criteria.author_groups, it))
            }
            Field::Software => {
                let found = Software::from_slug(value);
                // There are dozens, a box each: all of them may be ticked.
                criteria.software.extend(found.filter(|it| !criteria.software.contains(it)));
                found.is_some()
            }
            Field::Time => {
                let found = if french {
                    ActivityDistribution::from_slug(value)
                } else {
                    ActivityDistribution::from_code(value)
                };
                found.is_some_and(|it| insert(&mut criteria.times, it))
            }
            Field::PublishedWithin => {
                criteria.published_within = value.parse().ok().filter(|days| (1..=OLDEST).contains(days));
                criteria.published_within.is_some()
            }
            _ => {
                criteria.coverage_min = value.parse().ok().filter(|least| (1..=100).contains(least));
                criteria.coverage_min.is_some()
            }
        };
        if !known {
            self.unknown(field, value);
        }
    }

    /// A share of days means something only between two days; the text may have named them.
    pub(super) fn coverage_needs_days(&mut self) {
        let asked = &mut self.asked;
        let has_days = asked.criteria.dates.from.is_some() && asked.criteria.dates.to.is_some();
        if !has_days && asked.criteria.coverage_min.take().is_some() {
            asked.typed.coverage_min = None;
            let note = "Pour choisir combien de jours une annonce doit couvrir, indiquez les deux dates.";
            asked.notes.push(note.to_owned());
        }
    }
}
