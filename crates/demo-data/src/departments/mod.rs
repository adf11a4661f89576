//! The hundred and one departments: how one says « in » and « of » them, how sought after they are, and
//! what one can truly say of the life there. Nothing here names a place nearer than the department.

mod first;
mod second;

/// A department.
#[derive(Debug)]
pub(crate) struct Department {
    /// « 23 », « 2A », « 971 ».
    pub code: &'static str,
    /// « Creuse ».
    pub name: &'static str,
    /// « en Creuse », « dans le Cantal ».
    pub at: &'static str,
    /// From 0 (nobody comes) to 100 (everybody wants to): moves prices and premises.
    pub appeal: u8,
    /// Letters: S sea, M mountain, V vineyards, R rural, I around Paris, O overseas.
    traits: &'static str,
    /// Whole sentences about the department.
    pub life: &'static [&'static str],
}

impl Department {
    /// Whether it has this trait letter.
    pub(crate) fn has(&self, letter: char) -> bool {
        self.traits.contains(letter)
    }

    /// The department of this code. An unknown one (a code of the future) gets a neutral row.
    pub(crate) fn of_code(code: &str) -> &'static Self {
        first::ROWS.iter().chain(second::ROWS).find(|row| row.code == code).unwrap_or(&UNKNOWN)
    }
}

static UNKNOWN: Department = row("", "France", "en France", 40, "", &[]);

/// One row of the table.
const fn row(
    code: &'static str,
    name: &'static str,
    at: &'static str,
    appeal: u8,
    traits: &'static str,
    life: &'static [&'static str],
) -> Department {
    Department { code, name, at, appeal, traits, life }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_department_is_there_once_with_its_sentences() {
        let rows: Vec<_> = first::ROWS.iter().chain(second::ROWS).collect();
        assert_eq!(rows.len(), 101);
        assert!(rows.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(rows.iter().all(|row| row.life.len() >= 2 && row.appeal <= 100));
        assert!(rows.iter().flat_map(|row| row.life).all(|line| line.ends_with('.')));
    }

    #[test]
    fn an_unknown_code_is_no_failure() {
        assert_eq!(Department::of_code("999").at, "en France");
    }
}
