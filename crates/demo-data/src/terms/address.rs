//! Streets.

use crate::chance::Chance;

/// A street and a number that exist in most places.
pub(crate) fn address(chance: &mut Chance) -> String {
    const STREETS: &[&str] = &[
        "rue des Tilleuls",
        "place de la Mairie",
        "avenue Jean-Jaurès",
        "rue Victor-Hugo",
        "rue du Moulin",
        "boulevard de la République",
        "rue de l'Église",
        "chemin des Vignes",
        "rue Pasteur",
        "avenue de la Gare",
        "rue des Écoles",
        "impasse du Lavoir",
        "route de la Fontaine",
        "rue Marie-Curie",
        "cours Gambetta",
        "quai de la Rivière",
        "allée des Platanes",
        "rue du Docteur-Roux",
    ];
    let mut text = String::with_capacity(32);
    crate::grammar::push_number(&mut text, chance.between(1, 98));
    if chance.odds(9) {
        text.push_str(" bis");
    }
    text.push(' ');
    text.push_str(chance.word(STREETS));
    text
}
