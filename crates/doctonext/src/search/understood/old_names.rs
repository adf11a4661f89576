//! Regions by the names that they had until 2016, and by those that people use: « Rhône-Alpes », « Midi-Pyrénées ». Each lies in
//! the region that is searched, and its name is not the name of a department with a word behind it.

/// A name as it is compared, and the INSEE code of the region in which it lies.
const NAMES: [(&str, &str); 23] = [
    ("rhone alpes", "84"),
    ("auvergne", "84"),
    ("val de loire", "24"),
    ("region centre", "24"),
    ("alsace", "44"),
    ("lorraine", "44"),
    ("champagne ardenne", "44"),
    ("champagne ardennes", "44"),
    ("aquitaine", "75"),
    ("limousin", "75"),
    ("poitou charentes", "75"),
    ("poitou charente", "75"),
    ("midi pyrenees", "76"),
    ("languedoc roussillon", "76"),
    ("languedoc", "76"),
    ("nord pas de calais", "32"),
    ("picardie", "32"),
    ("bourgogne", "27"),
    ("franche comte", "27"),
    ("haute normandie", "28"),
    ("basse normandie", "28"),
    ("cote d azur", "93"),
    ("region parisienne", "11"),
];
/// « vallée de la Loire », « bords de Marne »: landscapes, and no departments.
const LANDSCAPES: [&str; 16] = [
    "val", "vals", "vallee", "vallees", "bord", "bords", "gorges", "baie", "golfe", "rive", "rives",
    "coteaux", "sources", "source", "plaine", "monts",
];

/// The INSEE code of the region in which a name of before lies.
pub(super) fn region_of(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
}

/// Whether what stands before a name of a town makes a landscape of it: « Val de Saône ». A valley or a bay is there.
pub(super) fn is_far_from_town(before: &str) -> bool {
    matches!(before, "val" | "vals" | "bord" | "bords")
}

/// Whether what stands before a name makes a landscape of it.
pub(super) fn is_landscape(before: &str) -> bool {
    LANDSCAPES.contains(&before)
}
