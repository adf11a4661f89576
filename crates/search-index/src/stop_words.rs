//! Words too frequent to find anything by.
//!
//! The French list of `PostgreSQL`, folded, with two changes: the participles of "être" spelled like the summer ("été",
//! "étés") are words here, since replacements are sought for the summer; and the two halves of "aujourd'hui" are
//! added, since the apostrophe parts it.
use std::collections::HashSet;
use std::sync::LazyLock;

static STOP_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LIST.split_ascii_whitespace().collect());

/// Whether a folded word is left out of documents and queries.
pub(crate) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(word)
}

const LIST: &str = "
    a au aux avec ce ces dans de des du elle en et eux il ils je la le les leur leurs lui ma mais me meme mes moi
    mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos votre
    vous c d j l m n s t y
    etant etante etants etantes suis es est sommes etes sont serai seras sera serons serez seront serais serait
    serions seriez seraient etais etait etions etiez etaient fus fut fumes futes furent sois soit soyons soyez
    soient fusse fusses fussions fussiez fussent
    ayant ayante ayantes ayants eu eue eues eus ai as avons avez ont aurai auras aura aurons aurez auront aurais
    aurait aurions auriez auraient avais avait avions aviez avaient eut eumes eutes eurent aie aies ait ayons ayez
    aient eusse eusses eussions eussiez eussent
    aujourd hui
";
