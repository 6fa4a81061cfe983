//! Finds the strongly connected components of a graph by Tarjan's algorithm. The stack is explicit, so that a long chain
//! of types cannot overflow the call stack.

/// Returns the number of the component of each node. Two nodes have equal numbers if each of them leads to the other.
/// `successors` contains the edges from each node.
pub(super) fn components(successors: &[Vec<usize>]) -> Vec<usize> {
    let nodes = successors.len();
    let mut search = Search {
        index: vec![None; nodes],
        low: vec![0; nodes],
        components: vec![None; nodes],
        open: Vec::new(),
        visits: Vec::new(),
        visited: 0,
    };
    for root in 0..nodes {
        search.visit(root);
        while let Some(visit) = search.visits.last_mut() {
            let (node, next) = (visit.node, successors[visit.node].get(visit.done).copied());
            visit.done += 1;
            match next {
                Some(next) => search.follow(node, next),
                None => search.close(node),
            }
        }
    }
    // Each node was visited and closed.
    search.components.into_iter().map(Option::unwrap_or_default).collect()
}

struct Search {
    /// The number of nodes that were visited before this node.
    index: Vec<Option<usize>>,
    /// The smallest index that is known to be reachable through open nodes.
    low: Vec<usize>,
    components: Vec<Option<usize>>,
    /// Visited nodes whose components are not complete.
    open: Vec<usize>,
    visits: Vec<Visit>,
    visited: usize,
}

/// A node whose successors are being followed.
struct Visit {
    node: usize,
    /// The number of successors that were followed.
    done: usize,
}

impl Search {
    fn visit(&mut self, node: usize) {
        if self.index[node].is_none() {
            self.index[node] = Some(self.visited);
            self.low[node] = self.visited;
            self.visited += 1;
            self.open.push(node);
            self.visits.push(Visit { node, done: 0 });
        }
    }

    fn follow(&mut self, node: usize, next: usize) {
        match (self.index[next], self.components[next]) {
            (None, _) => self.visit(next),
            (Some(index), None) => self.low[node] = self.low[node].min(index),
            (Some(_), Some(_)) => {}
        }
    }

    /// Ends the visit of a node. If the node was the first of its component that was visited, the component is complete.
    fn close(&mut self, node: usize) {
        self.visits.pop();
        let low = self.low[node];
        if let Some(&Visit { node: parent, .. }) = self.visits.last() {
            self.low[parent] = self.low[parent].min(low);
        }
        if Some(low) != self.index[node] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.components[member] = Some(low);
            if member == node {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    /// Compares the components with the nodes that lead to each other, in all graphs of up to three nodes and in a long
    /// cycle.
    #[test]
    fn nodes_that_lead_to_each_other_have_equal_numbers() {
        for nodes in 0..=3_usize {
            for edges in 0..1_u32 << (nodes * nodes) {
                let has_edge = |from: usize, to: usize| edges >> (from * nodes + to) & 1 == 1;
                let successors: Vec<Vec<usize>> =
                    (0..nodes).map(|from| (0..nodes).filter(|&to| has_edge(from, to)).collect()).collect();
                assert_eq!(components(&successors).len(), nodes);
                check(&successors);
            }
        }
        let cycle: Vec<Vec<usize>> = (0..100_000).map(|node| vec![(node + 1) % 100_000]).collect();
        assert!(components(&cycle).windows(2).all(|pair| pair[0] == pair[1]));
    }

    fn check(successors: &[Vec<usize>]) {
        let found = components(successors);
        let nodes = successors.len();
        let mut leads: Vec<Vec<bool>> = (0..nodes)
            .map(|from| (0..nodes).map(|to| from == to || successors[from].contains(&to)).collect())
            .collect();
        for by in 0..nodes {
            for from in 0..nodes {
                for to in 0..nodes {
                    leads[from][to] |= leads[from][by] && leads[by][to];
                }
            }
        }
        for a in 0..nodes {
            for b in 0..nodes {
                assert_eq!(found[a] == found[b], leads[a][b] && leads[b][a], "{successors:?}: {a} and {b}");
            }
        }
    }
}
