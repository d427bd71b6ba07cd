//! Sets of pieces that are joined one by one.

/// Sets of pieces, each named by its first.
pub(super) struct Union(pub Vec<usize>);

impl Union {
    pub fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub fn of(&mut self, mut piece: usize) -> usize {
        while self.0[piece] != piece {
            // Halving the way keeps the next search short.
            self.0[piece] = self.0[self.0[piece]];
            piece = self.0[piece];
        }
        piece
    }

    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Nodes that hang together, and how many each set of them holds.
pub(super) struct Hanging {
    pub sets: Union,
    pub nodes: Vec<usize>,
}

impl Hanging {
    /// Every node by itself.
    pub fn none(nodes: &mut Union) -> Self {
        let count = nodes.0.len();
        let is_node = (0..count).map(|piece| usize::from(nodes.of(piece) == piece)).collect();
        Self { sets: Union::new(count), nodes: is_node }
    }

    /// How many nodes hang together with this one.
    pub fn with(&mut self, node: usize) -> usize {
        let set = self.sets.of(node);
        self.nodes[set]
    }

    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.sets.of(a), self.sets.of(b));
        if a != b {
            self.sets.join(a, b);
            self.nodes[a.min(b)] += self.nodes[a.max(b)];
        }
    }
}
