//! Counts in at most five classes, made from the counts themselves. Pure.

/// How many shades there are, « none » apart.
const MOST: usize = 5;

/// Which shades stand for one class, two classes, …: far enough apart to be told from each other.
const SHADES: [&[u8]; MOST] = [&[3], &[2, 4], &[1, 3, 5], &[1, 2, 4, 5], &[1, 2, 3, 4, 5]];

/// A class: the least and the most that a department of it really has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    pub least: u64,
    pub most: u64,
    pub departments: usize,
    /// 1 (fewest) to 5 (most).
    pub shade: u8,
}

/// Classes in ascending order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Classes(Vec<Class>);

impl Classes {
    /// A class for each number when there are few numbers, else fifths of the departments; the same number is always
    /// in the same class, and departments without any are in none.
    pub(super) fn of(counts: impl Iterator<Item = u64>) -> Self {
        let mut counts: Vec<u64> = counts.filter(|n| *n > 0).collect();
        counts.sort_unstable();
        let mut numbers: Vec<(u64, usize, usize)> = Vec::new();
        for (rank, n) in counts.iter().enumerate() {
            match numbers.last_mut() {
                Some((number, _, departments)) if number == n => *departments += 1,
                _ => numbers.push((*n, rank, 1)),
            }
        }
        let few = numbers.len() <= MOST;
        let mut classes: Vec<(usize, Class)> = Vec::new();
        for (place, (n, rank, departments)) in numbers.into_iter().enumerate() {
            let at = if few { place } else { rank * MOST / counts.len() };
            match classes.last_mut() {
                Some((same, class)) if *same == at => {
                    class.most = n;
                    class.departments += departments;
                }
                _ => classes.push((at, Class { least: n, most: n, departments, shade: 0 })),
            }
        }
        let shades = classes.len().checked_sub(1).and_then(|it| SHADES.get(it)).copied().unwrap_or_default();
        Self(
            classes
                .into_iter()
                .zip(shades)
                .map(|((_, class), shade)| Class { shade: *shade, ..class })
                .collect(),
        )
    }

    /// The shade of a count; 0 for none.
    pub(super) fn shade(&self, n: u64) -> u8 {
        self.0.iter().find(|it| (it.least..=it.most).contains(&n)).map_or(0, |it| it.shade)
    }

    /// The classes, fewest first.
    pub(super) fn bands(&self) -> impl Iterator<Item = Class> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(counts: &[u64]) -> Vec<(u64, u64, usize, u8)> {
        let classes = Classes::of(counts.iter().copied());
        classes.bands().map(|it| (it.least, it.most, it.departments, it.shade)).collect()
    }

    #[test]
    fn few_numbers_have_a_class_each() {
        assert_eq!(spans(&[0, 0]), []);
        assert_eq!(spans(&[7, 0, 7]), [(7, 7, 2, 3)]);
        assert_eq!(spans(&[1, 100, 1]), [(1, 1, 2, 2), (100, 100, 1, 4)]);
    }

    #[test]
    fn many_numbers_make_fifths_and_equals_stay_together() {
        let counts: Vec<u64> = (1..=100).collect();
        let expected = [(1, 20, 20, 1), (21, 40, 20, 2), (41, 60, 20, 3), (61, 80, 20, 4), (81, 100, 20, 5)];
        assert_eq!(spans(&counts), expected);

        let mut uneven = vec![1; 90];
        uneven.extend([2, 3, 4, 5, 6, 7, 8, 9, 10, 2000]);
        assert_eq!(spans(&uneven), [(1, 1, 90, 2), (2, 2000, 10, 4)]);
    }

    #[test]
    fn every_number_has_the_shade_of_its_class_and_none_has_no_shade() {
        let classes = Classes::of([1, 1, 2, 3, 5, 8, 13, 21].into_iter());
        assert_eq!(classes.shade(0), 0);
        let shades: Vec<u8> = [1, 2, 3, 5, 8, 13, 21].iter().map(|n| classes.shade(*n)).collect();
        assert!(shades.is_sorted() && shades.first() == Some(&1) && shades.last() == Some(&5), "{shades:?}");
    }
}
