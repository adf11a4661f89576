//! How names of places are compared: without accents, hyphens, apostrophes and capitals, abbreviations written out.

/// Articles that people leave out: « La Rochelle » is also found as "rochelle".
const ARTICLES: [&str; 4] = ["le", "la", "les", "l"];

/// The words of a place name as they are compared.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = search_index::fold(text);
    let mut words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| match word {
            "st" => "saint",
            "ste" => "sainte",
            "sts" => "saints",
            "stes" => "saintes",
            other => other,
        })
        .map(str::to_owned)
        .collect();
    // « Chalon s/ Saône ».
    if let Some((_, before_last)) = words.split_last_mut() {
        for word in before_last.iter_mut().filter(|word| *word == "s") {
            "sur".clone_into(word);
        }
    }
    words
}

/// A place name as it is compared: its words, with single spaces.
#[must_use]
pub fn spelled(text: &str) -> String {
    words(text).join(" ")
}

/// Whether a compared word is an article.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// A name as written in URLs: « L'Haÿ-les-Roses » gives `l-hay-les-roses`.
#[must_use]
pub fn slug(name: &str) -> String {
    let folded = search_index::fold(name);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_hyphens_apostrophes_and_ligatures_do_not_count() {
        assert_eq!(spelled("L’Haÿ-les-Roses"), "l hay les roses");
        assert_eq!(spelled("Œuilly"), "oeuilly");
        assert_eq!(slug("Île-de-France"), "ile-de-france");
        assert_eq!(slug("Provence-Alpes-Côte d'Azur"), "provence-alpes-cote-d-azur");
    }

    #[test]
    fn abbreviations_are_written_out() {
        assert_eq!(spelled("St-Étienne"), "saint etienne");
        assert_eq!(spelled("Ste Foy"), "sainte foy");
        assert_eq!(spelled("Chalon s/ Saône"), "chalon sur saone");
    }
}
