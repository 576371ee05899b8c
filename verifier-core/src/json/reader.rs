//! The strict reader: bytes to tape, in one pass and without recursion.

use super::error::Code;
use super::limits::Limits;
use super::order::Orders;
use super::repeat::Patterns;
use super::string;
use super::tape::{Entry, Extent, Form};
use super::token::{self, Fault, Finding, after_space, unexpected};

/// An array or object that is still open.
///
/// The innermost one is a local variable of [`Reader::containers`]; the others are kept on a stack.
#[derive(Clone, Copy)]
pub(super) struct Open {
    /// Index of its first entry on the tape.
    pub head: usize,
    pub is_object: bool,
    /// Whether the text so far is canonical.
    canonical: bool,
    keys: Keys,
}

/// What is known of the keys of an object that were read so far.
#[derive(Clone, Copy)]
struct Keys {
    /// Whether they stand in strictly ascending order, which also proves that none stands twice.
    ascending: bool,
    /// The last key, and its first eight bytes as a number that sorts alike.
    last: Entry,
    last_prefix: u64,
}

pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    limits: Limits,
    members_left: usize,
    pub tape: Vec<Entry>,
    pub orders: Orders,
    pub patterns: Patterns,
    pub open: Vec<Open>,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8], limits: Limits) -> Self {
        Self {
            bytes,
            limits,
            members_left: limits.members,
            // Typical packages have a token for every 14 bytes or more; growth is cheap for the rest.
            tape: Vec::with_capacity(bytes.len() / 14 + 8),
            orders: Orders::default(),
            patterns: Patterns::default(),
            open: Vec::new(),
        }
    }

    /// Reads the whole input. On a fault, `open` tells which containers it stands in.
    pub fn document(&mut self) -> Result<(), Fault> {
        let limit = self.limits.bytes.min(Limits::MAX_BYTES);
        if self.bytes.len() > limit {
            let message = format!("the input has {} bytes; the limit is {limit}", self.bytes.len());
            return Err(Finding::fault(Code::TooLarge, message, limit));
        }
        let mut at = after_space(self.bytes, 0);
        at = match self.byte(at) {
            Some(b'{' | b'[') => self.containers(at)?,
            _ => {
                let value = self.scalar(at)?;
                self.tape.push(value);
                value.end()
            }
        };
        at = after_space(self.bytes, at);
        if at < self.bytes.len() {
            return Err(Finding::syntax("text after the end of the document", at));
        }
        Ok(())
    }

    #[inline(always)]
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Reads the container whose bracket stands at `at`, and all that it contains. Returns the offset
    /// after it.
    ///
    /// One loop serves all levels. What is known of the innermost container is in `top`, which never
    /// leaves this function: copies of it through memory cost a third of the time.
    fn containers(&mut self, mut at: usize) -> Result<usize, Fault> {
        let bytes = self.bytes;
        let mut top = self.opened(at)?;
        at += 1;
        loop {
            // Where a container was just opened, or a value read, a member or the end may follow.
            let begun = self.tape.len() > top.head + 2;
            let from = at;
            at = after_space(bytes, at);
            let mut skipped = at - from;
            match self.byte(at) {
                Some(b',') if begun => {
                    let from = at + 1;
                    at = after_space(bytes, from);
                    skipped |= at - from;
                }
                Some(b'}') if top.is_object => {
                    at += 1;
                    top.canonical &= skipped == 0;
                    let canonical = self.close(top.head, at, top.canonical, top.keys.ascending)?;
                    let Some(outer) = self.open.pop() else { return Ok(at) };
                    if !outer.is_object {
                        self.patterns.note_element(bytes, &self.tape, top.head, self.open.len());
                    }
                    top = outer;
                    top.canonical &= canonical;
                    continue;
                }
                Some(b']') if !top.is_object => {
                    at += 1;
                    top.canonical &= skipped == 0;
                    let canonical = self.close(top.head, at, top.canonical, true)?;
                    let Some(outer) = self.open.pop() else { return Ok(at) };
                    top = outer;
                    top.canonical &= canonical;
                    continue;
                }
                _ if begun => return Err(self.unended(top, at)),
                _ => {}
            }
            self.count_member(top, at)?;
            if top.is_object {
                if self.byte(at) != Some(b'"') {
                    return Err(self.within(top, unexpected(bytes, at, "a key in quotes")));
                }
                let key = match token::string(bytes, at) {
                    Ok(key) => key,
                    Err(fault) => return Err(self.within(top, fault)),
                };
                self.note_key(&mut top.keys, begun, key);
                top.canonical &= key.is_canonical();
                self.tape.push(key);

                at = after_space(bytes, key.end());
                skipped |= at - key.end();
                if self.byte(at) != Some(b':') {
                    return Err(self.within(top, unexpected(bytes, at, "':' after a key")));
                }
                let from = at + 1;
                at = after_space(bytes, from);
                skipped |= at - from;
            }
            top.canonical &= skipped == 0;
            if let Some(bracket @ (b'{' | b'[')) = self.byte(at) {
                if bracket == b'{' && !top.is_object && !self.patterns.is_empty() {
                    let (depth, digits) = (self.open.len(), self.limits.integer_digits);
                    let repeated = self.patterns.repeat(bytes, at, depth, digits, &mut self.tape);
                    if let Some(element) = repeated {
                        if let Some(left) = self.members_left.checked_sub(element.members) {
                            self.members_left = left;
                            top.canonical &= element.canonical;
                            at = element.end;
                            continue;
                        }
                        // The ordinary way tells where the limit is passed.
                        self.tape.truncate(element.head);
                    }
                }
                self.open.push(top);
                top = self.opened(at)?;
                at += 1;
                continue;
            }
            let value = match self.scalar(at) {
                Ok(value) => value,
                Err(fault) => return Err(self.within(top, fault)),
            };
            top.canonical &= value.is_canonical();
            self.tape.push(value);
            at = value.end();
        }
    }

    /// Puts the innermost container back where the pointer to a fault is made from.
    #[cold]
    fn within(&mut self, top: Open, fault: Fault) -> Fault {
        self.open.push(top);
        fault
    }

    #[cold]
    fn unended(&mut self, top: Open, at: usize) -> Fault {
        let wanted = if top.is_object { "',' or '}'" } else { "',' or ']'" };
        let fault = unexpected(self.bytes, at, wanted);
        self.within(top, fault)
    }

    #[inline(always)]
    fn count_member(&mut self, top: Open, at: usize) -> Result<(), Fault> {
        if self.members_left == 0 {
            let message = format!("more than {} members and elements in the document", self.limits.members);
            return Err(self.within(top, Finding::fault(Code::TooManyMembers, message, at)));
        }
        self.members_left -= 1;
        Ok(())
    }

    #[inline(always)]
    fn note_key(&self, keys: &mut Keys, begun: bool, key: Entry) {
        // Escapes hide the order; it is found out when the object is closed.
        keys.ascending &= !key.is_special();
        if keys.ascending {
            let prefix = self.key_prefix(key);
            if begun && prefix <= keys.last_prefix {
                keys.ascending = prefix == keys.last_prefix && self.key_follows(key, keys.last);
            }
            keys.last_prefix = prefix;
            keys.last = key;
        }
    }

    /// The first eight bytes of a key without escapes, such that numbers compare as the keys do. Zero
    /// is less than every byte that can stand in such a key.
    #[inline(always)]
    fn key_prefix(&self, key: Entry) -> u64 {
        let (start, length) = (key.start() + 1, key.end() - key.start() - 2);
        let word = match self.bytes.get(start..).and_then(|rest| rest.first_chunk::<8>()) {
            Some(chunk) => u64::from_be_bytes(*chunk),
            None => self.key_prefix_at_end(start),
        };
        match length {
            0 => 0,
            1..=7 => word & (u64::MAX << (64 - 8 * length)),
            _ => word,
        }
    }

    #[cold]
    fn key_prefix_at_end(&self, start: usize) -> u64 {
        let mut chunk = [0; 8];
        for (to, from) in chunk.iter_mut().zip(self.bytes.get(start..).unwrap_or_default()) {
            *to = *from;
        }
        u64::from_be_bytes(chunk)
    }

    fn key_follows(&self, key: Entry, previous: Entry) -> bool {
        let content = |entry: Entry| self.bytes.get(entry.start() + 1..entry.end() - 1).unwrap_or_default();
        content(previous) < content(key)
    }

    #[inline(always)]
    fn scalar(&self, at: usize) -> Result<Entry, Fault> {
        match self.byte(at) {
            Some(b'"') => token::string(self.bytes, at),
            Some(b'-' | b'0'..=b'9') => token::number(self.bytes, at, self.limits.integer_digits),
            _ => token::word(self.bytes, at),
        }
    }

    /// What is known of the container whose bracket stands at `at`.
    #[inline(always)]
    fn opened(&mut self, at: usize) -> Result<Open, Fault> {
        if self.open.len() >= self.limits.depth {
            let message = format!("arrays and objects are nested more than {} deep", self.limits.depth);
            return Err(Finding::fault(Code::TooDeep, message, at));
        }
        let head = self.tape.len();
        let bracket = Entry::new(at, at + 1);
        // Both entries are overwritten when the container is closed.
        self.tape.extend([bracket, bracket]);
        let keys = Keys { ascending: true, last: bracket, last_prefix: 0 };
        Ok(Open { head, is_object: self.byte(at) == Some(b'{'), canonical: true, keys })
    }

    /// Completes the entries of a container that ends at `end`; says whether its text is canonical.
    #[inline(always)]
    fn close(&mut self, head: usize, end: usize, canonical: bool, ascending: bool) -> Result<bool, Fault> {
        let next = self.tape.len();
        let form = if ascending { Form::Plain } else { self.order(head)? };
        let canonical = canonical && form == Form::Plain;
        if let Some([bracket, extent]) = self.tape.get_mut(head..).and_then(|rest| rest.first_chunk_mut()) {
            *bracket = Entry::new(bracket.start(), end).reformatted(!canonical);
            *extent = Extent { next, form }.into();
        }
        Ok(canonical)
    }

    #[inline(never)]
    fn order(&mut self, head: usize) -> Result<Form, Fault> {
        let order = self.orders.of_object(self.bytes, &self.tape, head + 2);
        order.map(|order| order.map_or(Form::Plain, Form::Ordered)).map_err(|key| {
            let keys = Keys { ascending: false, last: key, last_prefix: 0 };
            let top = Open { head, is_object: true, canonical: false, keys };
            let fault = repeated_key(self.bytes, key);
            self.within(top, fault)
        })
    }
}

#[cold]
fn repeated_key(bytes: &[u8], key: Entry) -> Fault {
    let content = bytes.get(key.start() + 1..key.end() - 1).unwrap_or_default();
    let name: String = string::decode(content).chars().take(80).collect();
    let message = format!("the key {name:?} stands twice in one object");
    Finding::fault(Code::DuplicateKey, message, key.start()).about_key(key)
}
