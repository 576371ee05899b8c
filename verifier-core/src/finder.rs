//! Members of objects by their names, looked for once where many objects are alike.

use crate::json::Node;

/// Finds members of objects that stand at the same place of the elements of an array.
///
/// Elements that repeat the text of another one have their members where that one has them, so for these
/// the names are compared once.
pub(crate) struct Finder<const N: usize> {
    names: [&'static str; N],
    /// For each pattern: the place of the object that was looked at, and where its members stand.
    known: Vec<Option<(usize, [Option<usize>; N])>>,
}

impl<const N: usize> Finder<N> {
    pub fn new(names: [&'static str; N]) -> Self {
        Self { names, known: Vec::new() }
    }

    /// The members of `object` with the names of this finder, in the order of the names.
    #[inline]
    pub fn find<'d, 'a>(&mut self, object: Node<'d, 'a>) -> [Option<Node<'d, 'a>>; N] {
        let Some((pattern, place)) = object.place_in_pattern() else { return self.look(object) };
        if let Some(Some((known, members))) = self.known.get(pattern)
            && *known == place
        {
            return members.map(|member| member.map(|member| object.at_place(member)));
        }
        let found = self.look(object);
        if self.known.len() <= pattern {
            self.known.resize(pattern + 1, None);
        }
        let places = found.map(|member| member.and_then(Node::place_in_pattern).map(|(_, place)| place));
        self.known[pattern] = Some((place, places));
        found
    }

    fn look<'d, 'a>(&self, object: Node<'d, 'a>) -> [Option<Node<'d, 'a>>; N] {
        let mut found = [None; N];
        for (key, value) in object.members() {
            if let Some(slot) = self.names.iter().position(|name| key.is(name)) {
                found[slot] = Some(value);
            }
        }
        found
    }
}
