//! Columns are known by their headings, in every vintage of the file, never by their position.

use super::ExtractionError;

/// What is read of a line. Telephones and e-mails have no name here: nothing can read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    IdType,
    Id,
    NationalId,
    Family,
    Given,
    Profession,
    Category,
    KnowHow,
    Mode,
    PostalCode,
    Commune,
    Sector,
    Finess,
    Siret,
    StreetNumber,
    StreetKind,
    Street,
}

/// How many there are.
pub(super) const FIELDS: usize = 17;

/// A field, its headings in letters and digits alone, and whether a file without it is another file.
type Known = (Field, &'static [&'static str], Need);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// In each of the files.
    Always,
    /// In the file of activities, not in the one of know-how.
    Activities,
    Never,
}

const KNOWN: [Known; FIELDS] = [
    (Field::IdType, &["typedidentifiantpp", "typeidentifiantpp"], Need::Always),
    (Field::Id, &["identifiantpp"], Need::Always),
    (Field::NationalId, &["identificationnationalepp"], Need::Never),
    (Field::Family, &["nomdexercice", "nomexercice"], Need::Activities),
    (Field::Given, &["prenomdexercice", "prenomexercice"], Need::Activities),
    (Field::Profession, &["codeprofession"], Need::Always),
    (Field::Category, &["codecategorieprofessionnelle"], Need::Activities),
    (Field::KnowHow, &["codesavoirfaire"], Need::Never),
    (Field::Mode, &["codemodeexercice", "codemodedexercice"], Need::Activities),
    (Field::PostalCode, &["codepostal"], Need::Never),
    (Field::Commune, &["codecommune"], Need::Activities),
    (Field::Sector, &["codesecteurdactivite", "codesecteuractivite"], Need::Never),
    (Field::Finess, &["numerofinesssite"], Need::Never),
    (Field::Siret, &["numerosiretsite"], Need::Never),
    (Field::StreetNumber, &["numerovoie"], Need::Never),
    (Field::StreetKind, &["libelletypedevoie"], Need::Never),
    (Field::Street, &["libellevoie"], Need::Never),
];

/// Where the fields of a file stand.
#[derive(Debug)]
pub(super) struct Headings {
    /// The field of each column; an empty one after a last delimiter is no column.
    columns: Vec<Option<Field>>,
}

/// Which of the files is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Activities,
    KnowHow,
}

impl Headings {
    pub(super) fn read(line: &str, kind: Kind) -> Result<Self, ExtractionError> {
        let names: Vec<String> = line.strip_suffix('|').unwrap_or(line).split('|').map(normalised).collect();
        let mut columns = vec![None; names.len()];
        for (field, headings, need) in KNOWN {
            let place = names.iter().position(|name| headings.contains(&name.as_str()));
            let needed = match (kind, need) {
                (_, Need::Always) | (Kind::Activities, Need::Activities) => true,
                (Kind::KnowHow, _) => field == Field::KnowHow,
                _ => false,
            };
            match place {
                Some(place) => columns[place] = Some(field),
                None if needed => return Err(ExtractionError::Heading(headings[0])),
                None => {}
            }
        }
        Ok(Self { columns })
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.columns.contains(&Some(field))
    }

    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Cuts a line; the error is the number of its fields.
    pub(super) fn cut<'a>(&self, line: &'a str) -> Result<Fields<'a>, usize> {
        let mut fields = [""; FIELDS];
        let (mut width, mut last) = (0, "");
        for text in line.split('|') {
            if let Some(Some(field)) = self.columns.get(width) {
                fields[*field as usize] = text.trim();
            }
            width += 1;
            last = text;
        }
        // Lines of the official files end with a delimiter that parts the last column from nothing.
        let expected = self.columns.len();
        let fits = width == expected || (width == expected + 1 && last.is_empty());
        if fits { Ok(Fields(fields)) } else { Err(width) }
    }
}

/// The fields of a line.
pub(super) struct Fields<'a>([&'a str; FIELDS]);

impl<'a> Fields<'a> {
    pub(super) fn get(&self, field: Field) -> &'a str {
        self.0[field as usize]
    }
}

/// « Code commune (coord. structure) » is `codecommune`: what stands in brackets varies between vintages.
fn normalised(heading: &str) -> String {
    let name = heading.split('(').next().unwrap_or_default();
    search_index::fold(name).chars().filter(char::is_ascii_alphanumeric).collect()
}
