//! Which groups of pieces may be a digit, and what geometry says of each.

use super::Bounds;
use super::links::{self, Piece};
use super::partition::{Cluster, MOST_IN_CLUSTER};
use super::union::{Hanging, Union};

/// Pieces linked more strongly are never parted…
const CERTAIN: f32 = 3.9;
/// … and pieces linked more weakly are never joined directly.
const HOPELESS: f32 = -4.0;
/// Most parts of a digit, after the certain links.
const MOST_PARTS: usize = 5;
/// Most candidates of one cluster; groups of more parts are left out beyond them.
const MOST_GROUPS: usize = 160;
/// Most candidates of all clusters; beyond them only single parts are added.
pub(super) const MOST_CANDIDATES: usize = 400;
/// Height, as a share of its line's, below which an isolated component counts as a dash or a dot.
const MARK: f32 = 0.3;
/// Anything smaller than this share of the tallest piece of all is a speck.
const SPECK: f32 = 0.2;
/// Added to the score of a segmentation for each dash or dot that belongs to no digit.
const LEFT_OUT: f32 = -0.5;
/// What speaks for all ink being one digit: people mostly draw one.
const LONE: f32 = 1.5;
/// A digit as high as this share of its line is of ordinary height…
const ORDINARY: f32 = 0.8;
/// … and a lower one loses this for its whole height.
const LOW: f32 = -7.0;
/// A group of several pieces that is wider than this share of its height loses for it.
const WIDE: f32 = 0.9;
/// A group of tall pieces above each other that is higher than this many times its width loses for it: the loops of
/// an 8 are round, the digits of a column are not.
const HIGH: f32 = 2.0;
/// What such a group loses for every further width or height.
const STRETCHED: f32 = -2.0;
/// A piece nearer than this share of another's height is measured by that one.
const NEAR: f32 = 0.6;

/// A group of pieces that may be one digit: a candidate.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The pieces, rising.
    pub pieces: Vec<usize>,
    /// The cluster, and the nodes of it that these pieces are, as bits.
    pub cluster: usize,
    pub nodes: u32,
    geometry: f32,
    /// What holds its parts together, and what speaks for all ink being one.
    joined: f32,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digit,
    /// Too small for a digit of its line.
    Mark,
}

impl Group {
    /// The two readings of a piece that is a cluster by itself: that it is a digit, for which `belief` speaks, and that it
    /// is none.
    pub fn alone(piece: usize, belief: f32) -> [Self; 2] {
        let of =
            |geometry, kind| Self { pieces: vec![piece], cluster: piece, nodes: 1, geometry, joined: geometry, kind };
        [of(belief, Kind::Digit), of(0.0, Kind::Mark)]
    }

    /// What speaks for this group, given the logarithm of the reader's credibility, 0 where it is neutral.
    pub fn score(&self, ln_credibility: f32) -> f32 {
        match self.kind {
            Kind::Digit => self.geometry + ln_credibility,
            Kind::Mark => LEFT_OUT,
        }
    }

    /// The same of a group that is read as a sign: those may be low, wide or of several parts, of which each counts, so
    /// that an equals sign is more than two dashes.
    pub fn score_as_sign(&self, ln_credibility: f32) -> f32 {
        self.joined + ln_credibility * self.nodes.count_ones() as f32
    }

    /// Whether it is a digit and not a dash or a speck.
    pub fn is_digit(&self) -> bool {
        self.kind == Kind::Digit
    }
}

/// All plausible groups, at most `most` beside those of single parts, and the clusters of pieces that can be divided independently of each other.
pub(super) fn plausible(pieces: &[Piece], most: usize) -> (Vec<Group>, Vec<Cluster>) {
    let mut links = Vec::new();
    for b in 0..pieces.len() {
        for a in 0..b {
            let strength = links::strength(&pieces[a], &pieces[b]);
            if strength > HOPELESS {
                links.push(Link { strength, a, b });
            }
        }
    }
    // The strongest first; of equals the earlier pieces.
    links.sort_by(|x, y| y.strength.total_cmp(&x.strength).then((x.b, x.a).cmp(&(y.b, y.a))));
    let mut nodes = Union::new(pieces.len());
    for link in links.iter().filter(|link| link.strength >= CERTAIN) {
        nodes.join(link.a, link.b);
    }
    shrink_clusters(&mut nodes, &mut links);
    let clusters = clusters(&mut nodes, &links);
    let mut place = vec![(0, 0); pieces.len()];
    for (index, cluster) in clusters.iter().enumerate() {
        for (node, members) in cluster.iter().enumerate() {
            for &piece in members {
                place[piece] = (index, node);
            }
        }
    }
    // Links between the nodes of each cluster; none leads from one cluster to another.
    let mut inner: Vec<Vec<Link>> = vec![Vec::new(); clusters.len()];
    for link in links {
        let ((cluster, a), (_, b)) = (place[link.a], place[link.b]);
        inner[cluster].push(Link { a, b, ..link });
    }
    let mut groups = Vec::new();
    let pieces = Pieces::of(pieces);
    for (index, (cluster, links)) in clusters.iter().zip(&inner).enumerate() {
        push_groups(&mut groups, index, cluster, &pieces, links, most);
    }
    let clusters = clusters.iter().map(|cluster| Cluster { nodes: cluster.len() }).collect();
    (groups, clusters)
}

/// Pieces, and their places with the highest first.
struct Pieces<'a> {
    all: &'a [Piece],
    highest_first: Vec<usize>,
}

impl<'a> Pieces<'a> {
    fn of(all: &'a [Piece]) -> Self {
        let height = |piece: usize| all[piece].bounds.height();
        let mut highest_first: Vec<usize> = (0..all.len()).collect();
        highest_first.sort_by(|&a, &b| height(b).total_cmp(&height(a)));
        Self { all, highest_first }
    }

    /// Height of the tallest.
    fn tallest(&self) -> f32 {
        self.highest_first.first().map_or(0.0, |&piece| self.all[piece].bounds.height())
    }

    /// Height of the highest for which `is_meant`, or `least` if none is higher: as a rule few are looked at.
    fn highest(&self, least: f32, is_meant: impl Fn(&Piece) -> bool) -> f32 {
        let all = self.highest_first.iter().map(|&piece| &self.all[piece]);
        let mut higher = all.take_while(|piece| piece.bounds.height() > least);
        higher.find(|piece| is_meant(piece)).map_or(least, |piece| piece.bounds.height())
    }
}

#[derive(Debug, Clone, Copy)]
struct Link {
    strength: f32,
    a: usize,
    b: usize,
}

/// Until no cluster has more nodes than can be divided: cuts its weakest link if that speaks against, else joins the
/// strongest. `links` are sorted, the strongest first.
///
/// A link that speaks against is the weakest of its cluster once all weaker ones there are cut, so whether it is cut
/// depends only on how many nodes the stronger links and it hold together: one pass, from the strongest down.
fn shrink_clusters(nodes: &mut Union, links: &mut Vec<Link>) {
    let mut hanging = Hanging::none(nodes);
    links.retain(|link| {
        let (a, b) = (nodes.of(link.a), nodes.of(link.b));
        hanging.join(a, b);
        a == b || link.strength >= 0.0 || hanging.with(a) <= MOST_IN_CLUSTER
    });
    // The cut links must not count as what holds a cluster together.
    let mut hanging = Hanging::none(nodes);
    for link in &*links {
        hanging.join(nodes.of(link.a), nodes.of(link.b));
    }
    for link in &*links {
        let (a, b) = (nodes.of(link.a), nodes.of(link.b));
        if a != b && hanging.with(a) > MOST_IN_CLUSTER {
            nodes.join(a, b);
            let cluster = hanging.sets.of(a);
            hanging.nodes[cluster] -= 1;
        }
    }
}

/// The nodes that hang together, each the list of its pieces; clusters and nodes in the order of their first pieces.
fn clusters(nodes: &mut Union, links: &[Link]) -> Vec<Vec<Vec<usize>>> {
    let count = nodes.0.len();
    let mut hanging = Union::new(count);
    for piece in 0..count {
        hanging.join(piece, nodes.of(piece));
    }
    for link in links {
        hanging.join(link.a, link.b);
    }
    let mut clusters: Vec<Vec<Vec<usize>>> = Vec::new();
    let mut place_of_cluster: Vec<Option<usize>> = vec![None; count];
    let mut place_of_node: Vec<Option<usize>> = vec![None; count];
    for piece in 0..count {
        let cluster = *place_of_cluster[hanging.of(piece)].get_or_insert_with(|| {
            clusters.push(Vec::new());
            clusters.len() - 1
        });
        let members = &mut clusters[cluster];
        let node = *place_of_node[nodes.of(piece)].get_or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        members[node].push(piece);
    }
    clusters
}

/// Every connected set of at most [`MOST_PARTS`] nodes of the cluster; and every single node, so that a division
/// exists. `links` are between nodes.
fn push_groups(
    groups: &mut Vec<Group>,
    index: usize,
    cluster: &[Vec<usize>],
    pieces: &Pieces<'_>,
    links: &[Link],
    most: usize,
) {
    let count = cluster.len();
    let mut strength = vec![vec![f32::NEG_INFINITY; count]; count];
    for &Link { strength: own, a, b } in links {
        strength[a][b] = strength[a][b].max(own);
        strength[b][a] = strength[a][b];
    }
    let room = most.saturating_sub(groups.len()).min(MOST_GROUPS);
    let mut sets: Vec<u32> = (0..count).map(|node| 1 << node).collect();
    let mut from = 0;
    for _ in 1..MOST_PARTS {
        let to = sets.len();
        for at in from..to {
            let set = sets[at];
            for node in (0..count).filter(|node| set & (1 << node) == 0) {
                let grown = set | 1 << node;
                let is_linked = bits(set).any(|member| strength[member][node] > HOPELESS);
                if is_linked && sets.len() < room && !sets.contains(&grown) {
                    sets.push(grown);
                }
            }
        }
        from = to;
    }
    for set in sets {
        let mut members: Vec<usize> = bits(set).flat_map(|node| cluster[node].iter().copied()).collect();
        members.sort_unstable();
        let links = spanning_links(set, &strength);
        let (geometry, kind) = shape(&members, pieces);
        let kind = if set.is_power_of_two() { kind } else { Kind::Digit };
        let lone = if members.len() == pieces.all.len() { LONE } else { 0.0 };
        groups.push(Group {
            pieces: members,
            cluster: index,
            nodes: set,
            geometry: geometry + links + lone,
            joined: links + lone,
            kind,
        });
    }
}

fn bits(set: u32) -> impl Iterator<Item = usize> {
    (0..32).filter(move |bit| set & (1 << bit) != 0)
}

/// The sum of the strongest links that hold the set together.
fn spanning_links(set: u32, strength: &[Vec<f32>]) -> f32 {
    let Some(first) = bits(set).next() else { return 0.0 };
    let (mut joined, mut sum) = (1_u32 << first, 0.0);
    while joined != set {
        let outside = bits(set & !joined);
        let strongest =
            |node: usize| bits(joined).map(|member| strength[member][node]).fold(f32::NEG_INFINITY, f32::max);
        let best = outside.map(|node| (node, strongest(node))).max_by(|x, y| x.1.total_cmp(&y.1));
        let Some((node, link)) = best else { return sum };
        joined |= 1 << node;
        sum += link;
    }
    sum
}

/// What the group's box says, beside the pieces of its line.
fn shape(members: &[usize], pieces: &Pieces<'_>) -> (f32, Kind) {
    let Some(own) = members.iter().map(|&piece| pieces.all[piece].bounds).reduce(Bounds::union) else {
        return (f32::NEG_INFINITY, Kind::Digit);
    };
    // A piece of the same line shares half of the lower one's height; a hat or a dot is near its digit.
    let in_line = |other: &Piece| {
        let lower = own.height().min(other.bounds.height());
        let distance = own.distance(other.bounds);
        let height = other.bounds.height();
        distance < NEAR * height || (own.shared_height(other.bounds) >= 0.5 * lower && distance < 6.0 * height)
    };
    let line = pieces.highest(own.height(), in_line);
    if line <= 0.0 {
        return (0.0, Kind::Digit);
    }
    let share = own.height() / line;
    let tallest = pieces.tallest();
    let is_speck = own.height().max(own.width()) < SPECK * tallest;
    let kind = if is_speck || (share < MARK && own.width() < 1.2 * line) { Kind::Mark } else { Kind::Digit };
    let low = LOW * (ORDINARY - share).max(0.0) / ORDINARY;
    let aspect = own.width() / own.height().max(0.2 * own.width()).max(f32::MIN_POSITIVE);
    let is_stacked = members
        .iter()
        .enumerate()
        .any(|(index, &b)| members[..index].iter().any(|&a| links::are_stacked(&pieces.all[a], &pieces.all[b])));
    let too_wide = if members.len() > 1 { (aspect - WIDE).max(0.0) } else { 0.0 };
    let too_high = if is_stacked { (aspect.max(0.1).recip() - HIGH).max(0.0) } else { 0.0 };
    (low + STRETCHED * (too_wide + too_high), kind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by its definition: one link at a time.
    fn shrink_one_by_one(nodes: &mut Union, links: &mut Vec<Link>) {
        loop {
            let clusters = clusters(nodes, links);
            let Some(large) = clusters.iter().find(|cluster| cluster.len() > MOST_IN_CLUSTER) else { return };
            let mut inside = |link: &Link| {
                let (a, b) = (nodes.of(link.a), nodes.of(link.b));
                a != b && large.iter().any(|node| node[0] == a)
            };
            let weakest = links.iter().rposition(&mut inside);
            let strongest = links.iter().position(&mut inside);
            match (weakest, strongest) {
                (Some(weakest), _) if links[weakest].strength < 0.0 => _ = links.remove(weakest),
                (_, Some(strongest)) => {
                    let Link { a, b, .. } = links[strongest];
                    nodes.join(a, b);
                }
                (_, None) => return,
            }
        }
    }

    proptest! {
        #[test]
        fn clusters_are_shrunk_as_if_one_link_after_the_other(
            joined in prop::collection::vec((0_usize..60, 0_usize..60), 0..12),
            links in prop::collection::vec((0_usize..60, 0_usize..60, -4_i8..5), 0..200),
        ) {
            let links = links.into_iter().filter(|(a, b, _)| a != b);
            let mut links: Vec<Link> =
                links.map(|(a, b, strength)| Link { strength: f32::from(strength), a, b }).collect();
            links.sort_by(|x, y| y.strength.total_cmp(&x.strength));
            let shrunk = |shrink: fn(&mut Union, &mut Vec<Link>)| {
                let (mut nodes, mut links) = (Union::new(60), links.clone());
                for &(a, b) in &joined {
                    nodes.join(a, b);
                }
                shrink(&mut nodes, &mut links);
                clusters(&mut nodes, &links)
            };
            let clusters = shrunk(shrink_clusters);
            prop_assert!(clusters.iter().all(|cluster| cluster.len() <= MOST_IN_CLUSTER));
            prop_assert_eq!(clusters, shrunk(shrink_one_by_one));
        }
    }
}
