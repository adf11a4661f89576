//! Sets of listings by their place in a segment: a sorted list while few, one bit each when many.

/// Past one listing in this many, bits take less room than a list and are quicker to combine.
pub(crate) const SPARSE: usize = 32;

/// Slots that are looked at together, and a byte for each of them: 1 for those that are kept.
pub(crate) const BLOCK: usize = 64;
pub(crate) type Block = [u8; BLOCK];

/// One bit per listing of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The first `count` out of `size`.
    pub(crate) fn first(count: usize, size: usize) -> Self {
        let mut it = Self::all(count);
        it.words.resize(size.div_ceil(64), 0);
        it
    }

    /// No listing out of `size`.
    pub(crate) fn none(size: usize) -> Self {
        Self { words: vec![0; size.div_ceil(64)] }
    }

    /// Every listing out of `size`.
    pub(crate) fn all(size: usize) -> Self {
        let mut words = vec![u64::MAX; size.div_ceil(64)];
        if let Some(last) = words.last_mut().filter(|_| !size.is_multiple_of(64)) {
            *last = (1 << (size % 64)) - 1;
        }
        Self { words }
    }

    /// Adds one.
    pub(crate) fn insert(&mut self, slot: u32) {
        if let Some(word) = self.words.get_mut(slot as usize / 64) {
            *word |= 1 << (slot % 64);
        }
    }

    fn remove(&mut self, slot: u32) {
        if let Some(word) = self.words.get_mut(slot as usize / 64) {
            *word &= !(1 << (slot % 64));
        }
    }

    /// Whether it is in.
    pub(crate) fn contains(&self, slot: u32) -> bool {
        self.words.get(slot as usize / 64).is_some_and(|word| word & (1 << (slot % 64)) != 0)
    }

    fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    fn combine(&mut self, other: &Self, with: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = with(*word, *other);
        }
    }

    /// Calls `each` with every slot from `from` on, in order, until it says stop.
    fn walk(&self, from: u32, mut each: impl FnMut(u32) -> bool) {
        let first = from as usize / 64;
        for (rank, word) in self.words.iter().enumerate().skip(first) {
            let mut word = *word;
            if rank == first {
                word &= u64::MAX << (from % 64);
            }
            let base = u32::try_from(rank * 64).unwrap_or(u32::MAX);
            while word != 0 {
                if !each(base + word.trailing_zeros()) {
                    return;
                }
                word &= word - 1;
            }
        }
    }
}

/// Some listings of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Set {
    /// Ascending, each once.
    Few(Vec<u32>),
    /// Many.
    Many(Bits),
}

impl Set {
    /// The slots of some groups, `total` of them, each once, out of `size`.
    pub(crate) fn of_groups(groups: &[&[u32]], total: usize, size: usize) -> Self {
        if total * SPARSE <= size {
            let mut slots = groups.concat();
            slots.sort_unstable();
            return Self::Few(slots);
        }
        let mut bits = Bits::none(size);
        groups.iter().copied().flatten().for_each(|slot| bits.insert(*slot));
        Self::Many(bits)
    }

    /// How many.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Few(slots) => slots.len(),
            Self::Many(bits) => bits.len(),
        }
    }

    /// How many of the first `count` slots are in.
    pub(crate) fn before(&self, count: usize) -> usize {
        match self {
            Self::Few(slots) => slots.partition_point(|slot| (*slot as usize) < count),
            Self::Many(bits) => {
                let whole: usize =
                    bits.words.iter().take(count / 64).map(|it| it.count_ones() as usize).sum();
                let rest =
                    bits.words.get(count / 64).copied().unwrap_or_default() & !(u64::MAX << (count % 64));
                whole + rest.count_ones() as usize
            }
        }
    }

    /// How many are in both.
    pub(crate) fn common(&self, other: &Self) -> usize {
        match (self, other) {
            (Self::Many(one), Self::Many(other)) => {
                one.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones() as usize).sum()
            }
            (Self::Few(one), Self::Few(other)) => met(one, other).len(),
            (Self::Few(slots), Self::Many(bits)) | (Self::Many(bits), Self::Few(slots)) => {
                slots.iter().filter(|slot| bits.contains(**slot)).count()
            }
        }
    }

    /// Whether none is in.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Few(slots) => slots.is_empty(),
            Self::Many(bits) => bits.words.iter().all(|word| *word == 0),
        }
    }

    /// Whether it is in.
    pub(crate) fn contains(&self, slot: u32) -> bool {
        match self {
            Self::Few(slots) => slots.binary_search(&slot).is_ok(),
            Self::Many(bits) => bits.contains(slot),
        }
    }

    /// Those that are in both.
    pub(crate) fn and(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Many(mut bits), Self::Many(other)) => {
                bits.combine(other, |a, b| a & b);
                Self::Many(bits)
            }
            (Self::Few(slots), Self::Few(other)) => Self::Few(met(&slots, other)),
            (Self::Few(mut slots), Self::Many(bits)) => {
                slots.retain(|slot| bits.contains(*slot));
                Self::Few(slots)
            }
            (Self::Many(bits), Self::Few(slots)) => {
                Self::Few(slots.iter().copied().filter(|slot| bits.contains(*slot)).collect())
            }
        }
    }

    /// Those that are not in the other.
    pub(crate) fn without(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Many(mut bits), Self::Many(other)) => {
                bits.combine(other, |a, b| a & !b);
                Self::Many(bits)
            }
            (Self::Many(mut bits), Self::Few(slots)) => {
                for slot in slots {
                    bits.remove(*slot);
                }
                Self::Many(bits)
            }
            (Self::Few(mut slots), other) => {
                slots.retain(|slot| !other.contains(*slot));
                Self::Few(slots)
            }
        }
    }

    /// Keeps those that `keep` accepts.
    pub(crate) fn filter(mut self, keep: impl Fn(u32) -> bool) -> Self {
        match &mut self {
            Self::Few(slots) => slots.retain(|slot| keep(*slot)),
            Self::Many(bits) => {
                for (rank, word) in bits.words.iter_mut().enumerate() {
                    let base = u32::try_from(rank * 64).unwrap_or(u32::MAX);
                    let mut left = *word;
                    while left != 0 {
                        let bit = left.trailing_zeros();
                        if !keep(base + bit) {
                            *word &= !(1 << bit);
                        }
                        left &= left - 1;
                    }
                }
            }
        }
        self
    }

    /// Keeps what is accepted, of many a block at a time: `test` is given the rank of a block and writes 1 for those of its
    /// slots that it accepts. Of a few, `keep` is asked of each.
    pub(crate) fn filter_blocks(
        mut self,
        keep: impl Fn(u32) -> bool,
        test: impl Fn(usize, &mut Block),
    ) -> Self {
        match &mut self {
            Self::Few(slots) => slots.retain(|slot| keep(*slot)),
            Self::Many(bits) => {
                for (rank, word) in bits.words.iter_mut().enumerate().filter(|(_, word)| **word != 0) {
                    let mut kept = [0; BLOCK];
                    test(rank, &mut kept);
                    *word &= packed(&kept);
                }
            }
        }
        self
    }

    /// Keeps those of some slots, ascending, that `keep` accepts, and all others.
    pub(crate) fn filter_some(mut self, some: &[u32], keep: impl Fn(u32) -> bool) -> Self {
        match &mut self {
            Self::Few(slots) => slots.retain(|slot| some.binary_search(slot).is_err() || keep(*slot)),
            Self::Many(bits) => {
                for slot in some {
                    if bits.contains(*slot) && !keep(*slot) {
                        bits.remove(*slot);
                    }
                }
            }
        }
        self
    }

    /// Calls `each` with every slot from `from` on, in order, until it says stop.
    pub(crate) fn walk(&self, from: u32, mut each: impl FnMut(u32) -> bool) {
        match self {
            Self::Few(slots) => {
                let start = slots.partition_point(|slot| *slot < from);
                for slot in slots.get(start..).unwrap_or_default() {
                    if !each(*slot) {
                        return;
                    }
                }
            }
            Self::Many(bits) => bits.walk(from, each),
        }
    }

    /// Calls `each` with every slot, in order.
    pub(crate) fn each(&self, mut each: impl FnMut(u32)) {
        self.walk(0, |slot| {
            each(slot);
            true
        });
    }
}

/// Bytes that are 0 or 1 as bits, the first the lowest.
fn packed(kept: &Block) -> u64 {
    /// Moves the low bit of the byte `n` of eight to the bit `n` of the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (bytes, _) = kept.as_chunks::<8>();
    (0..).zip(bytes).fold(0, |word, (rank, eight)| {
        word | (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) << (rank * 8)
    })
}

/// The union of several sets out of `size` listings.
pub(crate) fn union(sets: Vec<Set>, size: usize) -> Set {
    let total: usize = sets.iter().map(Set::len).sum();
    if sets.len() == 1 {
        return sets.into_iter().next().unwrap_or(Set::Few(Vec::new()));
    }
    if total * SPARSE <= size {
        let mut slots = Vec::with_capacity(total);
        for set in &sets {
            set.each(|slot| slots.push(slot));
        }
        slots.sort_unstable();
        slots.dedup();
        return Set::Few(slots);
    }
    let mut bits = Bits::none(size);
    for set in &sets {
        match set {
            Set::Many(other) => bits.combine(other, |a, b| a | b),
            Set::Few(slots) => slots.iter().for_each(|slot| bits.insert(*slot)),
        }
    }
    Set::Many(bits)
}

/// Both lists ascend.
fn met(one: &[u32], other: &[u32]) -> Vec<u32> {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut found = Vec::with_capacity(short.len());
    let mut rest = long;
    for slot in short {
        // Doubling steps: a short list must not cost the length of the long one.
        let mut step = 1;
        while rest.get(step).is_some_and(|it| it < slot) {
            step *= 2;
        }
        let within = rest.get(..rest.len().min(step + 1)).unwrap_or(rest);
        let at = within.partition_point(|it| it < slot);
        rest = rest.get(at..).unwrap_or_default();
        if rest.first() == Some(slot) {
            found.push(*slot);
        }
    }
    found
}
