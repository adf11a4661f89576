//! The area that stands for a confidential place: the smallest in which it may be one of at least five. Pure.

use std::collections::HashMap;

use crate::{
    directory::Practising,
    territory::{Commune, Gazetteer, intercommunality_name},
};

/// Fewest colleagues among whom an owner hides (the k of k-anonymity).
pub const LEAST: f64 = 5.0;
/// Sums of shares such as three thirds.
const ROUNDING: f64 = 1e-6;

/// How large an area is, the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaLevel {
    Commune,
    /// The part of an intercommunality that lies in one department: so each level holds the one before.
    Intercommunality,
    Department,
    Region,
    Country,
}

impl AreaLevel {
    /// The word of the database and of the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Intercommunality => "intercommunality",
            Self::Department => "department",
            Self::Region => "region",
            Self::Country => "country",
        }
    }

    /// The level with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Commune, Self::Intercommunality, Self::Department, Self::Region, Self::Country]
            .into_iter()
            .find(|it| it.code() == code)
    }
}

/// The area in which a confidential listing hides, with what everybody may know of why it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HidingArea {
    pub level: AreaLevel,
    /// INSEE code of a commune, department or region; `23/200067544`; `FR`.
    pub code: String,
    /// Colleagues among whom the owner hides; none when no directory was there to count them.
    pub practitioners: Option<i32>,
}

/// An area without its reasons.
type Spot = (AreaLevel, String);

/// Everything that holds a commune, the smallest first.
fn spots_of(commune: &Commune) -> Vec<Spot> {
    let department = &commune.department;
    let part = |siren: &String| (AreaLevel::Intercommunality, format!("{}/{siren}", department.code));
    let mut spots = vec![(AreaLevel::Commune, commune.code.clone())];
    spots.extend(commune.epci_code.as_ref().map(part));
    spots.push((AreaLevel::Department, department.code.clone()));
    spots.push((AreaLevel::Region, department.region.code.clone()));
    spots.push((AreaLevel::Country, "FR".to_owned()));
    spots
}

impl HidingArea {
    /// The choice without a directory: nobody counted, so the region.
    #[must_use]
    pub fn without_directory(commune: &Commune) -> Self {
        let code = commune.region().code.clone();
        Self { level: AreaLevel::Region, code, practitioners: None }
    }

    /// Whether a commune lies in it.
    #[must_use]
    pub fn holds(&self, commune: &Commune) -> bool {
        let department = &commune.department;
        match self.level {
            AreaLevel::Commune => self.code == commune.code,
            AreaLevel::Intercommunality => self.code.split_once('/').is_some_and(|(code, siren)| {
                code == department.code && Some(siren) == commune.epci_code.as_deref()
            }),
            AreaLevel::Department => self.code == department.code,
            AreaLevel::Region => self.code == department.region.code,
            AreaLevel::Country => true,
        }
    }

    /// Its communes: of a large city the city, unless the area is an arrondissement.
    #[must_use]
    pub fn communes<'a>(&self, gazetteer: &'a Gazetteer) -> Vec<&'a Commune> {
        if self.level == AreaLevel::Commune {
            return gazetteer.by_code(&self.code).into_iter().collect();
        }
        let whole = gazetteer.communes().iter().filter(|it| !it.is_arrondissement());
        whole.filter(|it| self.holds(it)).collect()
    }

    /// Code of the department, unless it is larger.
    #[must_use]
    pub fn department<'a>(&'a self, gazetteer: &'a Gazetteer) -> Option<&'a str> {
        match self.level {
            AreaLevel::Commune => gazetteer.by_code(&self.code).map(|it| it.department.code.as_str()),
            AreaLevel::Intercommunality => self.code.split_once('/').map(|(department, _)| department),
            AreaLevel::Department => Some(&self.code),
            AreaLevel::Region | AreaLevel::Country => None,
        }
    }

    /// Code of the region, unless it is larger.
    #[must_use]
    pub fn region<'a>(&'a self, gazetteer: &'a Gazetteer) -> Option<&'a str> {
        match self.level {
            AreaLevel::Region => Some(&self.code),
            AreaLevel::Country => None,
            _ => gazetteer.department_by_code(self.department(gazetteer)?).map(|it| it.region.code.as_str()),
        }
    }

    /// « Communauté d’agglomération du Grand Guéret (23) », « Creuse (23) », « Nouvelle-Aquitaine ».
    #[must_use]
    pub fn label(&self, gazetteer: &Gazetteer) -> String {
        let known = match self.level {
            AreaLevel::Commune => gazetteer.by_code(&self.code).map(Commune::label),
            AreaLevel::Intercommunality => self.code.split_once('/').and_then(|(department, siren)| {
                intercommunality_name(siren).map(|name| format!("{name} ({department})"))
            }),
            AreaLevel::Department => gazetteer.department_by_code(&self.code).map(|it| it.label()),
            AreaLevel::Region => gazetteer.region_by_code(&self.code).map(|it| it.name.clone()),
            AreaLevel::Country => None,
        };
        known.unwrap_or_else(|| "France".to_owned())
    }
}

/// How many there are in an area, and how many of them no smaller area would hide.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    all: f64,
    /// Whoever knows the rule knows that those of a smaller area that is large enough would have got it: they do not count
    /// here, or the only colleague of a small commune beside a large one would be told by the area of both.
    left: f64,
}

/// The colleagues of one trade, by area.
#[derive(Debug, Default)]
pub struct Crowd(HashMap<Spot, Counted>);

impl Crowd {
    /// Adds up the counts of communes. Codes that are no commune any more count for nobody.
    #[must_use]
    pub fn of(counts: &HashMap<String, Practising>, gazetteer: &Gazetteer) -> Self {
        let mut crowd = Self::default();
        let mut left: Vec<(Vec<Spot>, f64)> = Vec::new();
        for (code, count) in counts {
            let Some(commune) = gazetteer.by_code(code) else { continue };
            let spots = spots_of(commune);
            for spot in &spots[1..] {
                crowd.0.entry(spot.clone()).or_default().all += count.shares;
            }
            // In one commune heads count; an arrondissement counts for its city too.
            let heads = f64::from(count.practitioners);
            for code in [Some(&commune.code), commune.parent_code.as_ref()].into_iter().flatten() {
                let counted = crowd.0.entry((AreaLevel::Commune, code.clone())).or_default();
                counted.all += heads;
                counted.left += heads;
            }
            left.push((spots, count.shares));
        }
        for level in
            [AreaLevel::Intercommunality, AreaLevel::Department, AreaLevel::Region, AreaLevel::Country]
        {
            left.retain(|(spots, _)| {
                !spots
                    .iter()
                    .any(|spot| spot.0 < level && crowd.0.get(spot).is_some_and(|it| is_enough(it.left)))
            });
            for (spots, shares) in &left {
                if let Some(spot) = spots.iter().find(|it| it.0 == level) {
                    crowd.0.entry(spot.clone()).or_default().left += shares;
                }
            }
        }
        crowd
    }

    /// The smallest area of a commune in which its owner hides among enough, none smaller than a level; France when even
    /// the region does not do.
    #[must_use]
    pub fn area_of(&self, commune: &Commune, least: AreaLevel) -> HidingArea {
        let spots = spots_of(commune);
        let chosen = spots.iter().filter(|it| it.0 >= least).find(|it| is_enough(self.counted(it).left));
        let (level, code) = chosen.or(spots.last()).cloned().unwrap_or((AreaLevel::Country, "FR".to_owned()));
        let practitioners = floor(self.counted(&(level, code.clone())).left);
        HidingArea { level, code, practitioners: Some(practitioners) }
    }

    /// Whether enough colleagues are still in an area that was chosen once.
    #[must_use]
    pub fn still_hides(&self, area: &HidingArea) -> bool {
        area.level == AreaLevel::Country || is_enough(self.counted(&(area.level, area.code.clone())).all)
    }

    fn counted(&self, spot: &Spot) -> Counted {
        self.0.get(spot).copied().unwrap_or_default()
    }
}

fn is_enough(count: f64) -> bool {
    count + ROUNDING >= LEAST
}

#[expect(clippy::cast_possible_truncation, reason = "people of France")]
fn floor(count: f64) -> i32 {
    (count + ROUNDING).floor() as i32
}

/// The area of a place that has one already, or has none yet. What was chosen stays for life: moving it back and forth with
/// each edition of the directory would let whoever looks twice cut the two. It grows when too few are left in it; an area
/// that was chosen without a directory is chosen anew once there is one.
#[must_use]
pub(super) fn follow(current: Option<&HidingArea>, crowd: Option<&Crowd>, commune: &Commune) -> HidingArea {
    let current = current.filter(|it| it.holds(commune));
    match (current, crowd) {
        (Some(area), None) => area.clone(),
        (None, None) => HidingArea::without_directory(commune),
        (Some(area), Some(crowd)) if area.practitioners.is_some() => {
            if crowd.still_hides(area) {
                area.clone()
            } else {
                crowd.area_of(commune, area.level)
            }
        }
        (_, Some(crowd)) => crowd.area_of(commune, AreaLevel::Commune),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::gazetteer;

    fn counts(pairs: &[(&str, i32)]) -> HashMap<String, Practising> {
        let count = |(code, n): &(&str, i32)| {
            ((*code).to_owned(), Practising { practitioners: *n, shares: f64::from(*n) })
        };
        pairs.iter().map(count).collect()
    }

    fn chosen(pairs: &[(&str, i32)], commune: &str) -> HidingArea {
        let commune = gazetteer().by_code(commune).unwrap();
        Crowd::of(&counts(pairs), gazetteer()).area_of(commune, AreaLevel::Commune)
    }

    #[test]
    fn five_colleagues_in_a_commune_are_enough_and_four_are_not() {
        assert_eq!(chosen(&[("23096", 5)], "23096").level, AreaLevel::Commune);
        let of_four = chosen(&[("23096", 4), ("23008", 20)], "23096");
        assert!(of_four.level > AreaLevel::Commune, "{of_four:?}");
    }

    #[test]
    fn a_lone_specialist_is_never_shown_at_their_commune() {
        let area = chosen(&[("23096", 1)], "23096");
        assert_eq!((area.level, area.code.as_str()), (AreaLevel::Country, "FR"));
    }

    #[test]
    fn who_stands_alone_beside_a_crowd_is_not_told_by_the_area_of_both() {
        // Six in the intercommunality, but five of them would have got their own commune: the sixth would be told.
        let gueret = gazetteer().by_code("23096").unwrap();
        let neighbour = gazetteer()
            .communes()
            .iter()
            .find(|it| it.epci_code == gueret.epci_code && it.code != gueret.code);
        let neighbour = neighbour.unwrap().code.as_str();

        let area = chosen(&[("23096", 5), (neighbour, 1), ("23008", 4)], neighbour);

        assert_eq!(area.level, AreaLevel::Department, "four of Aubusson and one of the neighbour");
    }

    #[test]
    fn an_area_stays_when_it_could_be_smaller_and_grows_when_it_must() {
        let commune = gazetteer().by_code("23096").unwrap();
        let of = |pairs: &[(&str, i32)]| Crowd::of(&counts(pairs), gazetteer());
        let department = follow(None, Some(&of(&[("23096", 2), ("23008", 4)])), commune);
        assert_eq!(department.level, AreaLevel::Department);

        let more = follow(Some(&department), Some(&of(&[("23096", 9), ("23008", 4)])), commune);
        assert_eq!(more, department, "nine in the commune would allow it, but it was not said before");
        let fewer = follow(Some(&department), Some(&of(&[("23096", 2), ("87085", 9)])), commune);
        assert!(fewer.level > AreaLevel::Department, "{fewer:?}");
        assert_eq!(follow(Some(&department), None, commune), department);
    }

    #[test]
    fn without_a_directory_the_region_is_told_until_there_is_one() {
        let commune = gazetteer().by_code("23096").unwrap();
        let blind = follow(None, None, commune);
        assert_eq!((blind.level, blind.practitioners), (AreaLevel::Region, None));

        let seen = follow(Some(&blind), Some(&Crowd::of(&counts(&[("23096", 7)]), gazetteer())), commune);

        assert_eq!((seen.level, seen.practitioners), (AreaLevel::Commune, Some(7)));
    }

    #[test]
    fn a_place_that_moves_out_of_its_area_gets_another() {
        let (gueret, ajaccio) =
            (gazetteer().by_code("23096").unwrap(), gazetteer().by_code("2A004").unwrap());
        let crowd = Crowd::of(&counts(&[("23096", 7), ("2A004", 8)]), gazetteer());
        let first = follow(None, Some(&crowd), gueret);

        assert_eq!(follow(Some(&first), Some(&crowd), ajaccio).code, "2A004");
    }

    #[test]
    fn areas_have_names() {
        let gueret = gazetteer().by_code("23096").unwrap();
        let names: Vec<String> = spots_of(gueret)
            .into_iter()
            .map(|(level, code)| HidingArea { level, code, practitioners: None }.label(gazetteer()))
            .collect();
        assert_eq!(
            names,
            [
                "Guéret (23)",
                "Communauté d’agglomération du Grand Guéret (23)",
                "Creuse (23)",
                "Nouvelle-Aquitaine",
                "France"
            ]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Everybody of the trade publishes; then each area that is told, France apart, is told by five or more.
        #[test]
        fn whatever_the_directory_everybody_hides_among_five(
            places in proptest::collection::vec((0_usize..300, 1_i32..8), 1..60)
        ) {
            // Communes of two neighbouring departments, so that levels fill up.
            let some: Vec<&Commune> = gazetteer().communes().iter()
                .filter(|it| ["23", "87"].contains(&it.department.code.as_str())).take(300).collect();
            let mut known: HashMap<String, Practising> = HashMap::new();
            for (rank, n) in places {
                let count = known.entry(some[rank].code.clone()).or_default();
                count.practitioners += n;
                count.shares += f64::from(n);
            }
            let crowd = Crowd::of(&known, gazetteer());
            let mut told: HashMap<(AreaLevel, String), i32> = HashMap::new();
            for (code, count) in &known {
                let commune = gazetteer().by_code(code).unwrap();
                let area = crowd.area_of(commune, AreaLevel::Commune);
                prop_assert!(area.holds(commune));
                *told.entry((area.level, area.code)).or_default() += count.practitioners;
            }
            for ((level, code), n) in told {
                prop_assert!(level == AreaLevel::Country || n >= 5, "{level:?} {code} tells {n}");
            }
        }
    }
}
