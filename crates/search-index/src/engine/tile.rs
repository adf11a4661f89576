//! Listings of a tile of the map: how many in each of its cells or on each of its points, and where on average.

use std::{f64::consts::PI, ops::Range};

use super::{
    columns::Columns,
    filter::Narrowed,
    part::Part,
    points::Spot,
    search::Search,
    set::Set,
    sphere::{Bounds, NOWHERE, SPARE, Span},
    view::View,
};

/// The square of the map is this power of two wide.
const WORLD: u32 = 30;
/// A tile is this power of two wide in cells.
const CELL: u32 = 3;
/// Cells on each side of a tile.
const CELLS: usize = 1 << CELL;

/// A tile: a square of the map, as web maps cut the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Square {
    /// Zoom, 27 at most.
    pub zoom: u32,
    /// Column, from the west.
    pub column: u32,
    /// Row, from the north.
    pub row: u32,
}

/// What the listings of a tile are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The 64 cells of the tile.
    Cell,
    /// The unit of the map's square that they stand in: some centimetres.
    Point,
}

/// Listings of a tile that are one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cluster {
    /// Column and row: of the cell in its tile, or of the point in the map's square of 2^30 units.
    pub at: (u32, u32),
    /// Whether they are confidential: such ones are counted apart.
    pub confidential: bool,
    /// How many.
    pub n: u64,
    /// Sums of their columns and rows in the map's square.
    pub sum: (u64, u64),
}

impl Square {
    /// Whether a point lies in it.
    fn holds(self, spot: Spot) -> bool {
        let of = |units: u64| units >> (WORLD - self.zoom);
        of(spot.x()) == u64::from(self.column) && of(spot.y()) == u64::from(self.row)
    }

    /// Its edges in degrees, where rounding decides nothing: see [`SPARE`].
    fn bounds(self) -> Bounds {
        let across = f64::from(1_u32 << self.zoom);
        let longitude = |column: u32| f64::from(column) / across * 360.0 - 180.0;
        let latitude = |row: u32| (PI * (1.0 - 2.0 * f64::from(row) / across)).sinh().atan().to_degrees();
        Bounds {
            west: longitude(self.column),
            south: latitude(self.row + 1),
            east: longitude(self.column + 1),
            north: latitude(self.row),
        }
    }

    /// The cell of a point of the tile: eight times its row, plus its column.
    fn cell(self, spot: Spot) -> usize {
        let of =
            |units: u64| usize::try_from(units >> (WORLD - CELL - self.zoom)).unwrap_or_default() % CELLS;
        of(spot.y()) * CELLS + of(spot.x())
    }
}

impl Bounds {
    /// The same with a margin.
    fn wider(self) -> Self {
        Self {
            west: self.west - SPARE,
            south: self.south - SPARE,
            east: self.east + SPARE,
            north: self.north + SPARE,
        }
    }
}

impl View {
    /// The listings that a search finds in a tile, open ones and confidential ones apart. Listings of no department are on no tile.
    #[must_use]
    pub fn clusters(&self, search: &Search, square: Square, by: By) -> Vec<Cluster> {
        let mut counts = Counts { square, by, cells: [[(0, 0, 0); CELLS * CELLS]; 2], points: Vec::new() };
        for part in &self.0.parts {
            count(part, search, &mut counts);
        }
        counts.finish()
    }
}

/// Listings of a tile as they are counted. Taken away from more than they were, some are less than none for a moment.
struct Counts {
    square: Square,
    by: By,
    /// Number and sums of columns and rows by cell, confidential ones apart.
    cells: [[(i64, i64, i64); CELLS * CELLS]; 2],
    points: Vec<(Spot, i64)>,
}

impl Counts {
    fn add(&mut self, spot: Spot, n: i64) {
        match self.by {
            By::Cell => {
                let cells = self.cells.get_mut(usize::from(spot.is_confidential()));
                if let Some(it) = cells.and_then(|it| it.get_mut(self.square.cell(spot))) {
                    *it = (it.0 + n, it.1 + n * whole(spot.x()), it.2 + n * whole(spot.y()));
                }
            }
            By::Point => self.points.push((spot, n)),
        }
    }

    fn finish(mut self) -> Vec<Cluster> {
        if self.by == By::Cell {
            let clusters = self.cells.iter().zip([false, true]).flat_map(|(cells, confidential)| {
                let clusters = cells.iter().enumerate();
                clusters
                    .filter_map(move |(at, sums)| Cluster::new((at % CELLS, at / CELLS), confidential, *sums))
            });
            return clusters.collect();
        }
        self.points.sort_unstable();
        let one = self.points.chunk_by(|(spot, _), (other, _)| spot == other).filter_map(|same| {
            let spot = same.first()?.0;
            let n: i64 = same.iter().map(|(_, n)| n).sum();
            let (x, y) = (whole(spot.x()), whole(spot.y()));
            let at = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
            Cluster::new(at, spot.is_confidential(), (n, n * x, n * y))
        });
        one.collect()
    }
}

impl Cluster {
    fn new(at: (usize, usize), confidential: bool, (n, x, y): (i64, i64, i64)) -> Option<Self> {
        let at = (u32::try_from(at.0).ok()?, u32::try_from(at.1).ok()?);
        let whole = |it: i64| u64::try_from(it).ok();
        (n > 0).then_some(Self { at, confidential, n: whole(n)?, sum: (whole(x)?, whole(y)?) })
    }
}

/// Below 2^30.
fn whole(units: u64) -> i64 {
    i64::try_from(units).unwrap_or_default()
}

/// Counts the listings of a part: from the points of the tile, from what the search leaves, or from what it lacks, whichever is
/// the shortest way.
fn count(part: &Part, search: &Search, counts: &mut Counts) {
    /// Asking a listing where it stands takes so many times as long as reading one off its point.
    const ASKING: usize = 4;
    let segment = &*part.segment;
    let columns = &segment.columns;
    let square = counts.square;
    let runs = columns.in_square(square);
    let standing: usize = runs.iter().map(|run| columns.standing_at(run).len()).sum();
    if standing == 0 {
        return;
    }
    let within = search.circle.as_ref().map(|it| columns.within(it));
    // What asks each listing for its figures or days had better ask those of the tile alone, unless these are most of all.
    let few = search.asks_each() && search.bounds.is_none() && standing * ASKING < segment.size;
    let inside = few.then(|| Search { bounds: Some(square.bounds().wider()), ..search.clone() });
    let found = Narrowed::new(part, inside.as_ref().unwrap_or(search), within.as_ref()).except(&[]);
    let (size, points) = (found.len(), runs.iter().map(Range::len).sum::<usize>());
    // A list is searched each time, a bit is read.
    let looking = if matches!(found, Set::Few(_)) { standing * 8 } else { standing };
    let lacking = points + (segment.size - size) * ASKING;
    let is_shown = |spot: &Spot| spot.is_shown() && square.holds(*spot);
    let shortest = looking.min(lacking).min(size * ASKING);
    if shortest == looking {
        columns.each_point(&runs, |spot, slots| {
            let n = slots.iter().filter(|slot| found.contains(**slot)).count();
            counts.add(spot, i64::try_from(n).unwrap_or_default());
        });
    } else if shortest == lacking {
        columns.each_point(&runs, |spot, slots| {
            counts.add(spot, i64::try_from(slots.len()).unwrap_or_default());
        });
        segment.all().without(&found).each(|slot| {
            if let Some(spot) = columns.spot(slot).filter(is_shown) {
                counts.add(spot, -1);
            }
        });
    } else {
        found.each(|slot| {
            if let Some(spot) = columns.spot(slot).filter(is_shown) {
                counts.add(spot, 1);
            }
        });
    }
}

impl Columns {
    /// Where a listing is on the square of the map; none without a point.
    fn spot(&self, slot: u32) -> Option<Spot> {
        self.spots.get(self.place(slot)?).copied()
    }

    /// The points of a tile.
    fn in_square(&self, square: Square) -> Vec<Range<usize>> {
        let edges = square.bounds();
        let look = edges.wider();
        let span = |south: f64, north: f64| {
            let is_whole = edges.south < south - SPARE && north + SPARE < edges.north;
            let trust = if is_whole { (edges.west + SPARE, edges.east - SPARE) } else { NOWHERE };
            Some(Span { look: (look.west, look.east), trust })
        };
        let holds = |at: usize| self.spots.get(at).is_some_and(|spot| square.holds(*spot));
        self.runs((look.south, look.north), span, holds)
    }

    /// Calls `each` with the points of some runs that tiles show, and with their listings.
    fn each_point(&self, runs: &[Range<usize>], mut each: impl FnMut(Spot, &[u32])) {
        for at in runs.iter().cloned().flatten() {
            if let Some(spot) = self.spots.get(at).filter(|spot| spot.is_shown()) {
                each(*spot, self.standing_at(&(at..at + 1)));
            }
        }
    }
}
