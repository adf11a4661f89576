//! Reads vector tiles, as far as tests need it (Mapbox Vector Tile specification 2.1).

use std::collections::BTreeMap;

/// A feature: where it stands in the tile, and its properties as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Feature {
    pub(crate) at: (i64, i64),
    pub(crate) facts: BTreeMap<String, String>,
}

impl Feature {
    pub(crate) fn fact(&self, name: &str) -> &str {
        self.facts.get(name).map_or("", String::as_str)
    }
}

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let (mut value, mut shift) = (0, 0);
    loop {
        let (first, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return value;
        }
        shift += 7;
    }
}

/// The fields of a message, by number.
fn fields(mut bytes: &[u8]) -> Vec<(u64, Field<'_>)> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes);
        let field = match key & 7 {
            0 => Field::Number(varint(&mut bytes)),
            2 => {
                let length = usize::try_from(varint(&mut bytes)).unwrap();
                let (inside, rest) = bytes.split_at(length);
                bytes = rest;
                Field::Bytes(inside)
            }
            other => panic!("wire type {other}"),
        };
        found.push((key >> 3, field));
    }
    found
}

fn all_of<'a>(found: &[(u64, Field<'a>)], number: u64) -> Vec<&'a [u8]> {
    let bytes = found.iter().filter(|(it, _)| *it == number);
    bytes.filter_map(|(_, it)| if let Field::Bytes(it) = it { Some(*it) } else { None }).collect()
}

fn numbers(mut bytes: &[u8]) -> Vec<u64> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        found.push(varint(&mut bytes));
    }
    found
}

fn value(bytes: &[u8]) -> String {
    match fields(bytes).remove(0) {
        (1, Field::Bytes(text)) => String::from_utf8(text.to_vec()).unwrap(),
        (6, Field::Number(zigzag)) => unzigzag(zigzag).to_string(),
        (_, Field::Number(whole)) => whole.to_string(),
        (number, Field::Bytes(_)) => panic!("a value of kind {number}"),
    }
}

fn unzigzag(number: u64) -> i64 {
    i64::try_from(number >> 1).unwrap() ^ -i64::from(number & 1 == 1)
}

/// The points of the only layer, in order.
pub(crate) fn read(tile: &[u8]) -> Vec<Feature> {
    let layers = fields(tile);
    let Some(layer) = all_of(&layers, 3).first().copied() else { return Vec::new() };
    let layer = fields(layer);
    let keys: Vec<String> =
        all_of(&layer, 3).iter().map(|it| String::from_utf8(it.to_vec()).unwrap()).collect();
    let values: Vec<String> = all_of(&layer, 4).into_iter().map(value).collect();
    let at = |number: u64| usize::try_from(number).unwrap();
    let mut found: Vec<Feature> = all_of(&layer, 2)
        .into_iter()
        .map(|feature| {
            let feature = fields(feature);
            let tags = all_of(&feature, 2).first().map(|it| numbers(it)).unwrap_or_default();
            let drawn = numbers(all_of(&feature, 4)[0]);
            Feature {
                at: (unzigzag(drawn[1]), unzigzag(drawn[2])),
                facts: tags
                    .chunks(2)
                    .map(|it| (keys[at(it[0])].clone(), values[at(it[1])].clone()))
                    .collect(),
            }
        })
        .collect();
    found.sort();
    found
}
