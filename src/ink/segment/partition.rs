//! The best way to divide pieces among groups.

use super::groups::Group;

/// Most nodes that are divided together; the work doubles with each.
pub(super) const MOST_IN_CLUSTER: usize = 14;

/// Nodes that are divided independently of all others.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    /// How many there are, at most [`MOST_IN_CLUSTER`].
    pub nodes: usize,
}

/// The groups that together hold every node once and have the highest sum of `scores`; of equal sums, that with the
/// earlier groups.
pub(super) fn best(clusters: &[Cluster], groups: &[Group], scores: &[f32]) -> Vec<usize> {
    let mut chosen = Vec::new();
    for (index, cluster) in clusters.iter().enumerate() {
        let own: Vec<(usize, u32, f32)> = groups
            .iter()
            .zip(scores)
            .enumerate()
            .filter(|(_, (group, _))| group.cluster == index)
            .map(|(place, (group, &score))| (place, group.nodes, score))
            .collect();
        chosen.extend(divided(cluster.nodes, &own));
    }
    chosen
}

/// Dynamic programming over the sets of nodes that are still to be given out, from the empty one upward.
fn divided(nodes: usize, groups: &[(usize, u32, f32)]) -> Vec<usize> {
    if nodes == 0 || nodes > MOST_IN_CLUSTER {
        return Vec::new();
    }
    let all = (1_u32 << nodes) - 1;
    let mut best: Vec<(f32, Option<usize>)> = vec![(f32::NEG_INFINITY, None); 1 << nodes];
    best[0] = (0.0, None);
    for left in 1..=all {
        // Whichever group takes the first node: every division has exactly one.
        let first = 1 << left.trailing_zeros();
        for (place, &(_, set, score)) in groups.iter().enumerate() {
            if set & first != 0 && set & !left == 0 {
                let sum = best[(left & !set) as usize].0 + score;
                if sum > best[left as usize].0 {
                    best[left as usize] = (sum, Some(place));
                }
            }
        }
    }
    let mut chosen = Vec::new();
    let mut left = all;
    while let Some(place) = best[left as usize].1 {
        let (group, set, _) = groups[place];
        chosen.push(group);
        left &= !set;
    }
    chosen
}
