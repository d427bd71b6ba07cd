//! Which marked pixels belong together.

/// Connected marks smaller than this share of all marks are specks of dust.
const SPECK: f32 = 0.005;

/// Unmarks every group of touching marks that is too small to be part of a digit.
pub(super) fn without_specks(width: usize, height: usize, mut marked: Vec<bool>) -> Vec<bool> {
    let total = marked.iter().filter(|&&marked| marked).count();
    let mut seen = vec![false; marked.len()];
    for start in 0..marked.len() {
        if marked[start] && !seen[start] {
            let group = group_of(width, height, &marked, &mut seen, start);
            if (group.len() as f32) < SPECK * total as f32 {
                for index in group {
                    marked[index] = false;
                }
            }
        }
    }
    marked
}

/// Unmarks every group of touching marks that `is_kept` does not keep.
pub(super) fn visit_groups(width: usize, height: usize, marked: &mut [bool], is_kept: impl Fn(&[usize]) -> bool) {
    let mut seen = vec![false; marked.len()];
    for start in 0..marked.len() {
        if marked[start] && !seen[start] {
            let group = group_of(width, height, marked, &mut seen, start);
            if !is_kept(&group) {
                for index in group {
                    marked[index] = false;
                }
            }
        }
    }
}

/// All marks connected with `start`, diagonals included.
fn group_of(width: usize, height: usize, marked: &[bool], seen: &mut [bool], start: usize) -> Vec<usize> {
    let mut group = vec![start];
    let mut next = 0;
    seen[start] = true;
    while let Some(&index) = group.get(next) {
        next += 1;
        let (x, y) = (index % width, index / width);
        for near_y in y.saturating_sub(1)..height.min(y + 2) {
            for near_x in x.saturating_sub(1)..width.min(x + 2) {
                let near = near_y * width + near_x;
                if marked[near] && !seen[near] {
                    seen[near] = true;
                    group.push(near);
                }
            }
        }
    }
    group
}

/// Marks everything within `reach` pixels of a mark, along rows and columns and diagonally.
pub(super) fn neighbourhood(width: usize, height: usize, marked: &[bool], reach: usize) -> Vec<bool> {
    let mut along_rows = vec![false; marked.len()];
    let mut near = vec![false; marked.len()];
    for y in 0..height {
        let row = &marked[y * width..][..width];
        let spread = &mut along_rows[y * width..][..width];
        for x in (0..width).filter(|&x| row[x]) {
            spread[x.saturating_sub(reach)..width.min(x + reach + 1)].fill(true);
        }
    }
    for y in 0..height {
        for from in y.saturating_sub(reach)..height.min(y + reach + 1) {
            let source = &along_rows[from * width..][..width];
            for (near, &mark) in near[y * width..][..width].iter_mut().zip(source) {
                *near |= mark;
            }
        }
    }
    near
}
