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
    let mut own: Vec<Vec<(usize, u32, f32)>> = vec![Vec::new(); clusters.len()];
    for (place, (group, &score)) in groups.iter().zip(scores).enumerate() {
        if let Some(own) = own.get_mut(group.cluster) {
            own.push((place, group.nodes, score));
        }
    }
    clusters.iter().zip(own).flat_map(|(cluster, own)| divided(cluster.nodes, &own)).collect()
}

/// Dynamic programming over the sets of nodes that are still to be given out, of which only those are looked at that come
/// about: in a row of single nodes that is one for each.
fn divided(nodes: usize, groups: &[(usize, u32, f32)]) -> Vec<usize> {
    if nodes == 0 || nodes > MOST_IN_CLUSTER {
        return Vec::new();
    }
    let all = (1_u32 << nodes) - 1;
    // Whichever group takes the first node that is left: every division has exactly one, and no node before it.
    let mut by_first: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (place, (_, set, _)) in groups.iter().enumerate() {
        if let Some(first) = by_first.get_mut(set.trailing_zeros() as usize) {
            first.push(place);
        }
    }
    let fitting = |left: u32| {
        let first = left.trailing_zeros() as usize;
        by_first[first].iter().copied().filter(move |&place| groups[place].1 & !left == 0)
    };
    let mut comes_about = vec![false; 1 << nodes];
    comes_about[all as usize] = true;
    for left in (1..=all).rev() {
        if comes_about[left as usize] {
            fitting(left).for_each(|place| comes_about[(left & !groups[place].1) as usize] = true);
        }
    }
    let mut best: Vec<(f32, Option<usize>)> = vec![(f32::NEG_INFINITY, None); 1 << nodes];
    best[0] = (0.0, None);
    for left in (1..=all).filter(|&left| comes_about[left as usize]) {
        for place in fitting(left) {
            let (_, set, score) = groups[place];
            let sum = best[(left & !set) as usize].0 + score;
            if sum > best[left as usize].0 {
                best[left as usize] = (sum, Some(place));
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by looking at all sets of nodes.
    fn by_definition(nodes: usize, groups: &[(usize, u32, f32)]) -> Option<f32> {
        let mut best = vec![None; 1 << nodes];
        best[0] = Some(0.0);
        for left in 1..1_u32 << nodes {
            let first = 1 << left.trailing_zeros();
            let fit = groups.iter().filter(|(_, set, _)| set & first != 0 && set & !left == 0);
            let sums = fit.filter_map(|(_, set, score)| best[(left & !set) as usize].map(|rest: f32| rest + score));
            best[left as usize] = sums.max_by(f32::total_cmp);
        }
        best[(1 << nodes) - 1]
    }

    proptest! {
        #[test]
        fn the_best_division_is_found_among_the_sets_that_come_about(
            sets in prop::collection::vec((1_u32..64, -8_i8..8), 0..30),
        ) {
            let singles = (0..6).map(|node| (1_u32 << node, 0));
            let all = singles.chain(sets);
            let groups: Vec<(usize, u32, f32)> =
                all.enumerate().map(|(place, (set, score))| (place, set, f32::from(score))).collect();
            let chosen = divided(6, &groups);
            prop_assert_eq!(chosen.iter().fold(0, |nodes, &group| nodes + groups[group].1), 63, "each node once");
            let sum: f32 = chosen.iter().map(|&group| groups[group].2).sum();
            prop_assert_eq!(Some(sum), by_definition(6, &groups));
        }
    }

    #[test]
    fn a_row_of_single_nodes_takes_one_set_each() {
        let groups: Vec<(usize, u32, f32)> = (0..MOST_IN_CLUSTER).map(|node| (node, 1 << node, 1.0)).collect();
        assert_eq!(divided(MOST_IN_CLUSTER, &groups).len(), MOST_IN_CLUSTER);
    }
}
