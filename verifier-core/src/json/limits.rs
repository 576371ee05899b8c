//! Bounds on what the reader accepts.

/// Bounds on an untrusted input. Each has a documented default and can be changed by the caller; none
/// of them can make the reader overflow its stack, which does not grow with the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest input in bytes. Default 1 GiB; at most [`Limits::MAX_BYTES`], because positions are kept
    /// in 31 bits.
    pub bytes: usize,
    /// Deepest nesting of arrays and objects; `[[]]` has depth 2. Default 512.
    pub depth: usize,
    /// Most digits in an integer, its sign not counted. Default 4300, the bound of the reference
    /// implementation (`sys.int_info.default_max_str_digits` of `CPython` 3.11).
    pub integer_digits: usize,
    /// Most object members and array elements in the whole document. Default 67,108,864 (2^26). A member
    /// takes 32 bytes of memory at most while a document is read, and as many again while that memory
    /// grows; usual packages take a third of their own size.
    pub members: usize,
}

impl Limits {
    /// Largest value that [`Limits::bytes`] can take effect with: 2 GiB - 1.
    pub const MAX_BYTES: usize = 0x7fff_ffff;
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 30, depth: 512, integer_digits: 4300, members: 1 << 26 }
    }
}
