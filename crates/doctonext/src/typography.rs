//! French typography of every template: no ordinary space, where a line could break, before a double sign or inside « ».

use std::{fs, path::Path};

/// Every template with its text.
fn templates(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            templates(&path, found);
        } else if path.extension().is_some_and(|it| it == "html" || it == "mjml") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Takes out what stands between two marks; gives the rest, with `instead` in each place, and what was taken.
fn without(text: &str, open: &str, close: &str, instead: &str) -> (String, Vec<String>) {
    let (mut rest, mut taken, mut ahead) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = ahead.split_once(open) {
        let (inside, beyond) = after.split_once(close).unwrap_or((after, ""));
        rest.extend([before, instead]);
        taken.push(inside.to_owned());
        ahead = beyond;
    }
    rest.push_str(ahead);
    (rest, taken)
}

/// What people read in a template: its text, and the quoted strings of its tags that are French.
fn read_by_people(template: &str) -> Vec<String> {
    let (text, _) = without(template, "{#", "#}", "");
    let (text, _) = without(&text, "{{", "}}", "x");
    let (text, calls) = without(&text, "{%", "%}", "");
    let (text, tags) = without(&text, "<", ">", "");
    let quoted = calls.iter().chain(&tags).flat_map(|it| it.split('"').skip(1).step_by(2));
    let french = quoted.filter(|it| it.contains(' ') && !it.is_ascii()).map(str::to_owned);
    french.chain([text]).collect()
}

/// Where an ordinary space stands wrongly, with the words around.
fn faults(text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    let ends = |at: usize| signs.get(at).is_none_or(|it| it.is_whitespace() || *it == ')');
    let wrong = |at: &usize| match signs[*at] {
        ';' | ':' | '!' | '?' | '»' => *at > 0 && signs[at - 1] == ' ' && ends(at + 1),
        '«' => signs.get(at + 1) == Some(&' '),
        _ => false,
    };
    let around = |at: usize| signs[at.saturating_sub(30)..signs.len().min(at + 10)].iter().collect();
    (0..signs.len()).filter(wrong).map(around).collect()
}

#[test]
fn no_line_of_a_template_breaks_before_a_double_sign_or_inside_quotation_marks() {
    let mut all = Vec::new();
    templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut all);

    let found: Vec<String> = all
        .iter()
        .flat_map(|(path, text)| {
            let faults = read_by_people(text).iter().flat_map(|it| faults(it)).collect::<Vec<_>>();
            faults.into_iter().map(move |it| format!("{path}: …{it}…"))
        })
        .collect();
    assert!(found.is_empty(), "use U+202F or U+00A0:\n{}", found.join("\n"));
}

#[test]
fn a_fault_is_seen_in_text_after_tags_and_in_attributes() {
    for wrong in [
        "<p>Une idée : écrivez</p>",
        "<strong>Une idée</strong> : écrivez",
        "{{ name }} ?",
        "« Bonjour\u{a0}»",
        "{% call form::text(\"a\", \"À qui : au médecin\") %}",
        "<input placeholder=\"Où ? Ça\">",
    ] {
        assert!(read_by_people(wrong).iter().any(|it| !faults(it).is_empty()), "{wrong}");
    }
    let right = "<a href=\"/a?b=c ;\">Où\u{202f}?</a>{# why : this #}{% if a ? b %} 12:30 «\u{a0}x\u{a0}»";
    assert!(read_by_people(right).iter().all(|it| faults(it).is_empty()));
}
