//! Fields as JSON gives them, turned into what a form would have sent. Pure.

use serde_json::{Map, Value};

use crate::{
    publishing::questions,
    refusal::{FieldProblem, Refusal},
    trades::ListingType,
};

/// Names of the fields, and every value with the name of its field.
pub(super) type Sent = (Vec<&'static str>, Vec<(String, String)>);

/// Reads fields; all that cannot be read are told at once.
pub(super) fn read(listing_type: ListingType, fields: &Map<String, Value>) -> Result<Sent, Refusal> {
    let (mut names, mut sent, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for (name, value) in fields {
        let known = questions::with_field(listing_type, name)
            .and_then(|(_, question)| question.fields().into_iter().find(|it| it == name));
        match (known, texts(value)) {
            (Some(field), Some(values)) => {
                names.push(field);
                sent.extend(values.into_iter().map(|it| (name.clone(), it)));
            }
            (None, _) => errors.push(problem(name, "Ce champ n’existe pas pour ce type d’annonce.")),
            (Some(_), None) => {
                errors.push(problem(name, "Donnez un texte, un nombre, un booléen, ou une liste de textes."));
            }
        }
    }
    if errors.is_empty() {
        Ok((names, sent))
    } else {
        Err(Refusal::unprocessable("Certains champs ne se lisent pas.", errors))
    }
}

fn problem(field: &str, message: &str) -> FieldProblem {
    FieldProblem { field: field.to_owned(), message: message.to_owned() }
}

fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(them) => them.iter().map(text).collect(),
        Value::Null | Value::Bool(false) => Some(Vec::new()),
        other => text(other).map(|it| vec![it]),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(it) => Some(it.clone()),
        // A comma, as people write it: « 1.125 » would be read as a thousand and more.
        Value::Number(it) => Some(it.to_string().replace('.', ",")),
        Value::Bool(true) => Some("1".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn json_becomes_what_a_form_sends() {
        let fields = json!({"du": ["2026-08-03", "2026-08-20"], "retrocession": 72.5, "logement": true, "garde": false, "titre": "Été"});
        let (mut names, sent) = read(ListingType::Replacement, &object(&fields)).unwrap();
        names.sort_unstable();

        assert_eq!(names, ["du", "garde", "logement", "retrocession", "titre"]);
        let of = |name: &str| -> Vec<&str> {
            sent.iter().filter(|(it, _)| it == name).map(|(_, value)| value.as_str()).collect()
        };
        assert_eq!(of("du"), ["2026-08-03", "2026-08-20"]);
        assert_eq!((of("retrocession"), of("logement"), of("garde")), (vec!["72,5"], vec!["1"], vec![]));
    }

    #[test]
    fn every_field_that_cannot_be_read_is_named() {
        let fields = json!({"prix": 1, "titre": {"fr": "x"}, "horaires": "9 h"});
        let refusal = read(ListingType::Replacement, &object(&fields)).unwrap_err();
        let named: Vec<&str> = refusal.errors.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(named, ["prix", "titre"]);
    }
}
