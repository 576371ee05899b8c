//! How the worker and the page hand each other data: bytes, because the two have no memory in common.
//!
//! Both ends are the same program, so nothing here has to be stable; reading is total all the same.

/// Bytes that are read from the front. Where they are not what is wanted, the reader notes that and goes on with
/// anything: to ask after each member whether there was one would take several times the code.
pub struct Input<'b> {
    rest: &'b [u8],
    broken: bool,
}

impl<'b> Input<'b> {
    /// The next bytes, so many; fewer where there are not enough.
    pub fn bytes(&mut self, count: usize) -> &'b [u8] {
        let (bytes, rest) = self.rest.split_at_checked(count).unwrap_or_else(|| {
            self.broken = true;
            (&[], &[])
        });
        self.rest = rest;
        bytes
    }

    /// The next byte; zero where there is none.
    pub fn byte(&mut self) -> u8 {
        self.bytes(1).first().copied().unwrap_or(0)
    }

    /// Notes that the bytes are not what is wanted.
    pub fn refuse(&mut self) {
        self.broken = true;
        self.rest = &[];
    }
}

/// What can be sent.
pub trait Wire: Sized {
    /// Appends the value.
    fn put(&self, out: &mut Vec<u8>);
    /// Takes the value from the front; anything where there is none.
    fn take(input: &mut Input<'_>) -> Self;

    /// The value as bytes.
    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.put(&mut out);
        out
    }

    /// The value of these bytes, all of them.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut input = Input { rest: bytes, broken: false };
        let value = Self::take(&mut input);
        (input.rest.is_empty() && !input.broken).then_some(value)
    }
}

impl Wire for u64 {
    /// Seven bits at a time, the lowest first; the top bit says that more follow.
    fn put(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        loop {
            let low = (rest & 0x7f) as u8;
            rest >>= 7;
            if rest == 0 {
                out.push(low);
                return;
            }
            out.push(low | 0x80);
        }
    }

    fn take(input: &mut Input<'_>) -> Self {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = input.byte();
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return value;
            }
        }
        input.refuse();
        0
    }
}

impl Wire for i64 {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn take(input: &mut Input<'_>) -> Self {
        Self::from_le_bytes(input.bytes(8).try_into().unwrap_or_default())
    }
}

impl Wire for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn take(input: &mut Input<'_>) -> Self {
        input.byte() != 0
    }
}

impl Wire for String {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u64).put(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(input: &mut Input<'_>) -> Self {
        let length = usize::try_from(u64::take(input)).unwrap_or(usize::MAX);
        Self::from_utf8(input.bytes(length).to_vec()).unwrap_or_else(|_| {
            input.refuse();
            Self::new()
        })
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(input: &mut Input<'_>) -> Self {
        bool::take(input).then(|| T::take(input))
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u64).put(out);
        for item in self {
            item.put(out);
        }
    }

    fn take(input: &mut Input<'_>) -> Self {
        let length = u64::take(input);
        let mut items = Self::new();
        for _ in 0..length {
            if input.broken {
                break;
            }
            items.push(T::take(input));
        }
        items
    }
}

/// Defines a struct that can be sent, member by member.
macro_rules! wired {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)*
    }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl $crate::wire::Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $($crate::wire::Wire::put(&self.$field, out);)*
            }

            fn take(input: &mut $crate::wire::Input<'_>) -> Self {
                Self { $($field: $crate::wire::Wire::take(input),)* }
            }
        }
    };
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident,)* }) => {
        $(#[$meta])*
        pub enum $name { $($(#[$variant_meta])* $variant,)* }

        impl $name {
            const VARIANTS: [Self; [$(stringify!($variant)),*].len()] = [$(Self::$variant,)*];
        }

        impl $crate::wire::Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }

            fn take(input: &mut $crate::wire::Input<'_>) -> Self {
                let [first, ..] = &Self::VARIANTS;
                Self::VARIANTS.get(usize::from(input.byte())).copied().unwrap_or_else(|| {
                    input.refuse();
                    *first
                })
            }
        }
    };
}
pub(crate) use wired;

#[cfg(test)]
mod tests {
    use super::*;

    wired! {
        #[derive(Debug, PartialEq)]
        pub struct Sample {
            pub numbers: Vec<u64>,
            pub signed: i64,
            pub text: Option<String>,
            pub kind: Kind,
        }
    }

    wired! {
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum Kind {
            One,
            Two,
        }
    }

    /// Defends that a value arrives as it was sent, and that no bytes make the reader fail otherwise than
    /// by saying that there is no value.
    #[test]
    fn a_value_arrives_as_it_was_sent() {
        let sample = Sample {
            numbers: vec![0, 127, 128, u64::MAX],
            signed: i64::MIN,
            text: Some("é\u{202e}".into()),
            kind: Kind::Two,
        };
        let bytes = sample.to_bytes();
        assert_eq!(Sample::from_bytes(&bytes), Some(sample));
        for end in 0..bytes.len() {
            assert_eq!(Sample::from_bytes(&bytes[..end]), None);
        }
        assert_eq!(Sample::from_bytes(&[bytes.as_slice(), &[0]].concat()), None);
        assert_eq!(Vec::<u64>::from_bytes(&[0xff; 12]), None);
    }
}
