//! Writes vector tiles of listings as PostGIS does (Mapbox Vector Tile specification 2.1), from what the index counts.

use std::collections::HashMap;

use prost::Message;
use search_index::engine::{By, Cluster};

use crate::territory::Tile;

/// A tile is this power of two wide in its own units.
const EXTENT: u32 = 12;
/// The square of the map, likewise.
const WORLD: u32 = 30;
/// Properties of a feature, in the order of the columns that the database writes.
const KEYS: [&str; 4] = ["z", "key", "n", "confidential"];
/// One point, to which the next two numbers lead from the corner of the tile.
const MOVE_TO: u32 = 9;

#[derive(Clone, PartialEq, Message)]
struct VectorTile {
    #[prost(message, repeated, tag = "3")]
    layers: Vec<Layer>,
}

#[derive(Clone, PartialEq, Message)]
struct Layer {
    #[prost(uint32, required, tag = "15")]
    version: u32,
    #[prost(string, required, tag = "1")]
    name: String,
    #[prost(message, repeated, tag = "2")]
    features: Vec<Feature>,
    #[prost(string, repeated, tag = "3")]
    keys: Vec<String>,
    #[prost(message, repeated, tag = "4")]
    values: Vec<Value>,
    #[prost(uint32, required, tag = "5")]
    extent: u32,
}

#[derive(Clone, PartialEq, Message)]
struct Feature {
    #[prost(uint32, repeated, tag = "2")]
    tags: Vec<u32>,
    /// 1 for points.
    #[prost(uint32, required, tag = "3")]
    kind: u32,
    #[prost(uint32, repeated, tag = "4")]
    geometry: Vec<u32>,
}

#[derive(Clone, PartialEq, Message)]
struct Value {
    #[prost(string, optional, tag = "1")]
    text: Option<String>,
    #[prost(uint64, optional, tag = "5")]
    whole: Option<u64>,
}

/// Values of a layer, numbers once each. Texts as they come: hardly one is of two features (a cell with confidential listings).
#[derive(Default)]
struct Values {
    values: Vec<Value>,
    known: HashMap<u64, u32>,
}

impl Values {
    fn push(&mut self, value: Value) -> u32 {
        self.values.push(value);
        u32::try_from(self.values.len() - 1).unwrap_or(u32::MAX)
    }

    fn text(&mut self, text: String) -> u32 {
        self.push(Value { text: Some(text), whole: None })
    }

    fn whole(&mut self, whole: u64) -> u32 {
        if let Some(at) = self.known.get(&whole) {
            return *at;
        }
        let at = self.push(Value { text: None, whole: Some(whole) });
        self.known.insert(whole, at);
        at
    }
}

/// The tile of some clusters. Nothing at all when there are none.
pub(super) fn written(tile: Tile, by: By, clusters: &[Cluster]) -> Vec<u8> {
    if clusters.is_empty() {
        return Vec::new();
    }
    let mut values = Values::default();
    let features = clusters.iter().map(|it| feature(tile, by, it, &mut values)).collect();
    let layer = Layer {
        version: 2,
        name: "listings".to_owned(),
        features,
        keys: KEYS.map(str::to_owned).to_vec(),
        values: values.values,
        extent: 1 << EXTENT,
    };
    VectorTile { layers: vec![layer] }.encode_to_vec()
}

fn feature(tile: Tile, by: By, it: &Cluster, values: &mut Values) -> Feature {
    let (column, row) = it.at;
    let key = match by {
        By::Cell => format!("{}/{}/{}", tile.x, tile.y, row * 8 + column),
        By::Point => format!("{column}/{row}"),
    };
    let z = tile.z.unsigned_abs();
    let of = [
        values.whole(u64::from(z)),
        values.text(key),
        values.whole(it.n),
        values.whole(u64::from(it.confidential)),
    ];
    let tags = (0..).zip(of).flat_map(|(key, value)| [key, value]).collect();
    let place = |sum, edge| zigzag(place(sum, it.n, z) - (i64::from(edge) << EXTENT));
    Feature { tags, kind: 1, geometry: vec![MOVE_TO, place(it.sum.0, tile.x), place(it.sum.1, tile.y)] }
}

/// The mean of some columns or rows of the square, in units of the tiles of a zoom.
fn place(sum: u64, n: u64, z: u32) -> i64 {
    let (sum, n) = (u128::from(sum) << EXTENT, u128::from(n) << (WORLD - z));
    i64::try_from(sum / n.max(1)).unwrap_or_default()
}

/// How numbers with a sign are written: 0, -1, 1, -2.
fn zigzag(number: i64) -> u32 {
    let folded = (number << 1) ^ (number >> 63);
    u32::try_from(folded).unwrap_or_default()
}

/// A feature as it reads: how it is drawn, and its properties in order.
#[cfg(test)]
type ReadFeature = (Vec<u32>, Vec<(String, String)>);
/// A layer as it reads: its name, version and width, then its features in order.
#[cfg(test)]
pub(super) type ReadLayer = (String, u32, u32, Vec<ReadFeature>);

/// Reads a tile of either hand: kinds of values told apart, as pages tell them apart.
#[cfg(test)]
pub(super) fn read(bytes: &[u8]) -> Vec<ReadLayer> {
    let read_layer = |layer: Layer| {
        let named = |tags: &[u32]| {
            let value = &layer.values[tags[1] as usize];
            let told = match (&value.text, value.whole) {
                (Some(text), None) => format!("« {text} »"),
                (None, Some(whole)) => whole.to_string(),
                other => panic!("neither a text nor a whole number: {other:?}"),
            };
            (layer.keys[tags[0] as usize].clone(), told)
        };
        let mut features: Vec<ReadFeature> = layer
            .features
            .iter()
            .inspect(|it| assert_eq!(it.kind, 1, "a point"))
            .map(|it| (it.geometry.clone(), it.tags.chunks(2).map(named).collect()))
            .collect();
        features.sort();
        (layer.name.clone(), layer.version, layer.extent, features)
    };
    VectorTile::decode(bytes).unwrap().layers.into_iter().map(read_layer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TILE: Tile = Tile { z: 11, x: 1037, y: 704 };

    fn cluster(column: u32, row: u32, n: u64) -> Cluster {
        let sum = (u64::from(column) * n, u64::from(row) * n);
        Cluster { at: (column, row), confidential: false, n, sum }
    }

    #[test]
    fn a_point_stands_where_its_listings_do_in_the_tile() {
        let corner = (1037 << 19, 704 << 19);
        let points =
            [cluster(corner.0, corner.1, 3), cluster(corner.0 + (1 << 19) - 1, corner.1 + (1 << 18), 1)];

        let [(name, version, extent, features)] = &read(&written(TILE, By::Point, &points))[..] else {
            panic!("one layer");
        };

        assert_eq!((name.as_str(), *version, *extent), ("listings", 2, 4096));
        let fact = |at: usize, key: &str| {
            features[at].1.iter().find(|it| it.0 == key).map(|it| it.1.as_str()).unwrap()
        };
        assert_eq!(features[0].0, [9, 0, 0]);
        assert_eq!((fact(0, "z"), fact(0, "n"), fact(0, "confidential")), ("11", "3", "0"));
        assert_eq!(fact(0, "key"), format!("« {}/{} »", corner.0, corner.1));
        assert_eq!(features[1].0, [9, 2 * 4095, 2 * 2048]);
    }

    #[test]
    fn a_tile_without_listings_is_no_byte_long() {
        assert!(written(TILE, By::Cell, &[]).is_empty());
    }
}
