//! What was just done, in words.

/// The sentence of a note in the address; empty for any other word.
pub(super) fn words(note: &str) -> &'static str {
    match note {
        "brouillon" => "Tout est enregistré. Vous pourrez reprendre quand vous voulez.",
        "publiee" => "Votre annonce est en ligne.",
        "relecture" => "Votre annonce est envoyée. Une personne de l’équipe la lit avant sa mise en ligne.",
        "programmee" => "Votre annonce paraîtra au jour choisi.",
        "modifiee" => "Vos modifications sont publiées.",
        "modification-relue" => {
            "Vos modifications sont envoyées. L’annonce reste comme elle est jusqu’à leur relecture."
        }
        "abandon" => "Vos modifications sont abandonnées. L’annonce reste comme elle est.",
        "pause" => "L’annonce est en pause\u{202f}: plus personne ne la voit.",
        "resume" => "L’annonce est de nouveau en ligne.",
        "renew" => "L’annonce est renouvelée et de nouveau en ligne.",
        "unschedule" => "L’annonce est redevenue un brouillon.",
        "unfill" => "C’est annulé\u{202f}: l’annonce est revenue comme avant.",
        "pourvue" => "C’est noté, merci. L’annonce n’est plus visible.",
        "supprimee" => "L’annonce est supprimée.",
        "change" => "L’état de cette annonce a changé entre-temps. Le voici.",
        "trop-tard" => "Le délai est passé. Dupliquez l’annonce pour la publier de nouveau.",
        "dates" => "Toutes les dates de cette annonce sont passées\u{202f}: modifiez-les d’abord.",
        "limite" => {
            "Vous avez atteint le nombre d’annonces en ligne permis. Mettez-en une en pause, ou faites vérifier votre inscription pour en publier davantage."
        }
        "suspendu" => {
            "Votre vérification est suspendue, ou votre compte va être supprimé\u{202f}: rien ne peut être mis en ligne pour l’instant."
        }
        _ => "",
    }
}
