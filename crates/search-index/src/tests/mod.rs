mod documents;
mod folding;
mod grammar;
mod marks;
mod queries;
mod typing;
mod vocabulary;

use crate::Analyzer;

/// An analyser with the forms that the product gives it, as far as these tests need them.
fn analyzer() -> Analyzer {
    Analyzer::new([
        ("kiné", "kinésithérapeute"),
        ("MK", "kinésithérapeute"),
        ("IDEL", "infirmier libéral"),
        ("IDE", "infirmier"),
        ("MG", "médecin généraliste"),
        ("médecine générale", "médecin généraliste"),
        ("omnipraticien", "généraliste"),
        ("sage femme", "maïeuticien"),
        ("ortho", "orthophoniste"),
        ("ortho", "orthodontiste"),
    ])
}

fn lexemes(text: &str) -> Vec<String> {
    analyzer().analyze(text).into_iter().map(|token| token.lexeme).collect()
}
