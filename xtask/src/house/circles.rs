//! Circles among files: each reaches every other over arrows.

use std::collections::{BTreeMap, BTreeSet};

use super::package::Package;
use super::source::{Finding, Spot};

/// Arrows between the files of a crate: from, to, and the first line that draws each.
#[derive(Debug, Default)]
pub(crate) struct Arrows(BTreeMap<(usize, usize), Reason>);

#[derive(Clone, Debug)]
struct Reason {
    spot: Spot,
    name: String,
}

impl Arrows {
    /// Draws an arrow because of `name` at `spot`; one from a file to itself is none.
    pub(super) fn draw(&mut self, from: usize, to: usize, spot: Spot, name: &str) {
        if from != to {
            let reason = || Reason { spot, name: name.to_owned() };
            self.0.entry((from, to)).or_insert_with(reason);
        }
    }

    /// The files that each file reaches.
    fn reached(&self) -> BTreeMap<usize, BTreeSet<usize>> {
        let starts: BTreeSet<usize> = self.0.keys().map(|(from, _)| *from).collect();
        starts.into_iter().map(|start| (start, self.reached_from(start))).collect()
    }

    fn reached_from(&self, start: usize) -> BTreeSet<usize> {
        let (mut reached, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(from) = open.pop() {
            let next = self.0.range((from, 0)..=(from, usize::MAX)).map(|((_, to), _)| *to);
            open.extend(next.filter(|to| reached.insert(*to)));
        }
        reached
    }

    /// The circles, the largest first.
    pub(crate) fn circles(&self) -> Vec<BTreeSet<usize>> {
        let reached = self.reached();
        let reaches =
            |from: usize, to: usize| reached.get(&from).is_some_and(|all| all.contains(&to));
        let mut all: Vec<BTreeSet<usize>> = reached
            .iter()
            .filter(|(from, reached)| reached.contains(from))
            .map(|(&from, reached)| {
                reached.iter().copied().filter(|&to| reaches(to, from)).collect()
            })
            .collect();
        all.sort_by(|one, other| (other.len(), one).cmp(&(one.len(), other)));
        all.dedup();
        all
    }

    /// Files in the largest circle; 0 where there is none.
    pub(crate) fn largest(&self) -> usize {
        self.circles().first().map_or(0, BTreeSet::len)
    }

    /// Every arrow inside a circle, at the line that draws it.
    pub(crate) fn findings(&self, package: &Package) -> Vec<Finding> {
        let name = |file: usize| {
            let path = package.sources.get(file).map_or("", |source| source.path.as_str());
            path.split_once("/src/").map_or(path, |(_, inside)| inside)
        };
        let mut found = Vec::new();
        for circle in self.circles() {
            for ((from, to), reason) in &self.0 {
                if circle.contains(from) && circle.contains(to) {
                    let size = circle.len();
                    let (from, to, by) = (name(*from), name(*to), &reason.name);
                    let text = format!("circle of {size}: {from} -> {to} by `{by}`");
                    found.push(Finding { spot: reason.spot.clone(), text });
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows(all: &[(usize, usize)]) -> Arrows {
        let mut arrows = Arrows::default();
        for &(from, to) in all {
            arrows.draw(from, to, Spot { file: from.to_string(), line: 1 }, "x");
        }
        arrows
    }

    #[test]
    fn arrows_downwards_are_no_circle() {
        let down = arrows(&[(0, 1), (0, 2), (1, 2), (2, 3), (3, 3)]);
        assert_eq!((down.circles(), down.largest()), (Vec::new(), 0));
    }

    #[test]
    fn circles_come_by_size_and_once() {
        let round = arrows(&[(0, 1), (1, 0), (2, 3), (3, 4), (4, 2), (4, 0)]);
        assert_eq!(round.circles(), [BTreeSet::from([2, 3, 4]), BTreeSet::from([0, 1])]);
        assert_eq!(round.largest(), 3);
    }
}
