//! How the worker and the page hand each other data: bytes, because the two have no memory in common.
//!
//! Both ends are the same program, so nothing here has to be stable; reading is total all the same.

/// What can be sent.
pub trait Wire: Sized {
    /// Appends the value.
    fn put(&self, out: &mut Vec<u8>);
    /// Takes the value from the front; `None` where there is none.
    fn take(input: &mut &[u8]) -> Option<Self>;

    /// The value as bytes.
    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.put(&mut out);
        out
    }

    /// The value of these bytes, all of them.
    fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let value = Self::take(&mut bytes)?;
        bytes.is_empty().then_some(value)
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

    fn take(input: &mut &[u8]) -> Option<Self> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (first, rest) = input.split_first()?;
            *input = rest;
            value |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
}

impl Wire for i64 {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn take(input: &mut &[u8]) -> Option<Self> {
        let (first, rest) = input.split_first_chunk()?;
        *input = rest;
        Some(Self::from_le_bytes(*first))
    }
}

impl Wire for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn take(input: &mut &[u8]) -> Option<Self> {
        let (first, rest) = input.split_first()?;
        *input = rest;
        Some(*first != 0)
    }
}

impl Wire for String {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u64).put(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(input: &mut &[u8]) -> Option<Self> {
        let length = usize::try_from(u64::take(input)?).ok()?;
        let (text, rest) = input.split_at_checked(length)?;
        *input = rest;
        Self::from_utf8(text.to_vec()).ok()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(input: &mut &[u8]) -> Option<Self> {
        if bool::take(input)? { Some(Some(T::take(input)?)) } else { Some(None) }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u64).put(out);
        for item in self {
            item.put(out);
        }
    }

    fn take(input: &mut &[u8]) -> Option<Self> {
        let length = u64::take(input)?;
        let mut items = Self::new();
        for _ in 0..length {
            items.push(T::take(input)?);
        }
        Some(items)
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

            fn take(input: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: $crate::wire::Wire::take(input)?,)* })
            }
        }
    };
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident,)* }) => {
        $(#[$meta])*
        pub enum $name { $($(#[$variant_meta])* $variant,)* }

        impl $name {
            const VARIANTS: &[Self] = &[$(Self::$variant,)*];
        }

        impl $crate::wire::Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }

            fn take(input: &mut &[u8]) -> Option<Self> {
                let (first, rest) = input.split_first()?;
                *input = rest;
                Self::VARIANTS.get(usize::from(*first)).copied()
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
