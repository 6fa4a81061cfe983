//! Finds methods that are related to a method.

use std::collections::HashMap;

use tl_parser::schema::{Category, CombinatorId, Schema};

/// Maximum number of related methods.
const MOST: usize = 8;

/// The related methods of each function. Two methods are related if they are in the same namespace and their names have
/// a word in common. The first word is usually a verb, such as `get`, so it does not count.
#[derive(Debug)]
pub(super) struct Related(HashMap<CombinatorId, Vec<CombinatorId>>);

impl Related {
    pub(super) fn new(schema: &Schema) -> Self {
        let words: Vec<(CombinatorId, Vec<String>)> =
            schema.declared(Category::Function).map(|id| (id, nouns(schema[id].name()))).collect();
        let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, (_, words)) in words.iter().enumerate() {
            words.iter().for_each(|word| by_word.entry(word).or_default().push(index));
        }
        let related = words.iter().enumerate().map(|(index, (id, own))| {
            let mut scores: HashMap<usize, f64> = HashMap::new();
            for word in own {
                let users = &by_word[word.as_str()];
                // A word that few names have is more significant than a word of many names.
                let weight = 1.0 / users.len() as f64;
                users.iter().for_each(|&user| *scores.entry(user).or_default() += weight);
            }
            scores.remove(&index);
            (*id, best(schema, &words, scores))
        });
        Self(related.collect())
    }

    /// Returns the related methods of a function, most related first.
    pub(super) fn to(&self, function: CombinatorId) -> &[CombinatorId] {
        self.0.get(&function).map_or(&[], Vec::as_slice)
    }
}

/// Returns the methods with the highest scores. If scores are equal, shorter names come first.
fn best(
    schema: &Schema,
    words: &[(CombinatorId, Vec<String>)],
    scores: HashMap<usize, f64>,
) -> Vec<CombinatorId> {
    let mut scores: Vec<_> = scores.into_iter().map(|(index, score)| (words[index].0, score)).collect();
    scores.sort_by(|(a, a_score), (b, b_score)| {
        let name = |id: &CombinatorId| schema[*id].name();
        b_score.total_cmp(a_score).then(name(a).len().cmp(&name(b).len())).then(name(a).cmp(name(b)))
    });
    scores.into_iter().take(MOST).map(|(id, _)| id).collect()
}

/// Returns the words of a name except the first one, each with the namespace before it: `messages.getHistory` has
/// `messages.history`. Each `s` at the end of a word is removed, so that a plural equals its singular.
fn nouns(name: &str) -> Vec<String> {
    let (namespace, local) = name.rsplit_once('.').unwrap_or(("", name));
    let mut words: Vec<String> = Vec::new();
    for c in local.chars() {
        match words.last_mut() {
            Some(word) if !c.is_uppercase() => word.push(c),
            _ => words.push(c.to_lowercase().collect()),
        }
    }
    words.into_iter().skip(1).map(|word| format!("{namespace}.{}", word.trim_end_matches('s'))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_with_a_rare_word_in_common_come_first() {
        let text =
            "---functions--- a.sendCode x:int = Bool; a.cancelCode x:int = Bool; b.cancelCode x:int = Bool;
            a.checkRecoveryCode x:int = Bool; a.getRecovery x:int = Bool; a.signIn x:int = Bool;";
        let schema = Schema::parse("a.tl", text).unwrap();
        let related = Related::new(&schema);
        let of = |name: &str| -> Vec<&str> {
            let id = schema.find_combinators(name)[0];
            related.to(id).iter().map(|&id| schema[id].name()).collect()
        };
        assert_eq!(of("a.checkRecoveryCode"), ["a.getRecovery", "a.sendCode", "a.cancelCode"]);
        assert_eq!(of("a.sendCode"), ["a.cancelCode", "a.checkRecoveryCode"]);
        assert!(of("a.signIn").is_empty());
    }
}
