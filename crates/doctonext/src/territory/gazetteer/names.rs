//! The names of all communes, sorted from each of their words, so that any beginning of any word is a range.

use super::super::{Commune, spelling};

/// Where in a name a match begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Beginning {
    /// At its first letter.
    Name,
    /// After its article: "rochelle" in « La Rochelle ».
    AfterArticle,
    /// At a later word: "etienne" in « Saint-Étienne ».
    Word,
}

/// The end of a name, from one of its words on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending {
    /// First byte of it in the text of all names.
    offset: u32,
    /// Rank of the commune in the gazetteer.
    pub commune: u32,
    /// Inhabitants of the commune, here so that a long range is weighed without leaving it.
    pub population: u32,
    /// Where in the name it begins.
    pub beginning: Beginning,
    /// Whether the commune is an arrondissement.
    pub is_part: bool,
}

/// All names, each ended by a line feed, and their endings in alphabetical order.
#[derive(Debug)]
pub(super) struct Names {
    text: Vec<u8>,
    starts: Vec<u32>,
    endings: Vec<Ending>,
}

/// The name as it is searched: « paris 16 » for an arrondissement.
fn searched(commune: &Commune) -> String {
    let mut words = spelling::words(commune.short_name());
    if commune.is_arrondissement()
        && let Some(rank) = words.last_mut()
    {
        rank.retain(|c| c.is_ascii_digit());
    }
    words.join(" ")
}

impl Names {
    pub(super) fn of(communes: &[Commune]) -> Self {
        let mut names = Self { text: Vec::new(), starts: Vec::new(), endings: Vec::new() };
        for (rank, commune) in communes.iter().enumerate() {
            let start = names.text.len();
            names.starts.push(narrow(start));
            let name = searched(commune);
            names.text.extend_from_slice(name.as_bytes());
            names.text.push(b'\n');
            let mut after_article = false;
            for (at, word) in words_at(&name) {
                let beginning = match at {
                    0 => Beginning::Name,
                    _ if after_article => Beginning::AfterArticle,
                    _ => Beginning::Word,
                };
                after_article = at == 0 && spelling::is_article(word);
                names.endings.push(Ending {
                    offset: narrow(start + at),
                    commune: narrow(rank),
                    population: commune.population,
                    beginning,
                    is_part: commune.is_arrondissement(),
                });
            }
        }
        let Self { text, endings, .. } = &mut names;
        endings
            .sort_by(|a, b| line(text, a.offset).cmp(line(text, b.offset)).then(a.commune.cmp(&b.commune)));
        names.text.shrink_to_fit();
        names.endings.shrink_to_fit();
        names
    }

    /// The endings that begin with `prefix`.
    pub(super) fn beginning_with(&self, prefix: &str) -> &[Ending] {
        let prefix = prefix.as_bytes();
        let head = |ending: &Ending| {
            let from = ending.offset as usize;
            &self.text[from..(from + prefix.len()).min(self.text.len())]
        };
        let first = self.endings.partition_point(|ending| head(ending) < prefix);
        let length = self.endings[first..].partition_point(|ending| head(ending) == prefix);
        &self.endings[first..first + length]
    }

    /// Whether the ending is `length` bytes long and no more.
    pub(super) fn ends_after(&self, ending: &Ending, length: usize) -> bool {
        self.text.get(ending.offset as usize + length) == Some(&b'\n')
    }

    /// Whether another word follows the first `length` bytes of the ending.
    pub(super) fn goes_on_after(&self, ending: &Ending, length: usize) -> bool {
        self.text.get(ending.offset as usize + length) == Some(&b' ')
    }

    /// The name of the commune of this rank, as it is searched.
    pub(super) fn name(&self, commune: u32) -> &str {
        let start = self.starts.get(commune as usize).copied().unwrap_or_default();
        std::str::from_utf8(line(&self.text, start)).unwrap_or_default()
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }
}

/// Each word of a name and the byte at which it begins.
pub(super) fn words_at(name: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    name.split(' ').map(move |word| {
        let begins = at;
        at += word.len() + 1;
        (begins, word)
    })
}

fn line(text: &[u8], offset: u32) -> &[u8] {
    let rest = &text[offset as usize..];
    rest.split(|byte| *byte == b'\n').next().unwrap_or_default()
}

/// Ranks and offsets of a million bytes fit 32 bits.
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
