//! Making a sequence that fails as short as it can be.

use crate::command::Command;

/// Leaves commands out, first many at once and last one by one, as long as `fails` still says why it fails.
/// What it says in the end is returned too.
pub fn shrink(
    commands: &[Command],
    why: String,
    fails: impl Fn(&[Command]) -> Option<String>,
) -> (Vec<Command>, String) {
    let (mut commands, mut why) = (commands.to_vec(), why);
    let mut size = commands.len();
    while size > 0 {
        let (mut start, mut shorter) = (0, false);
        while start < commands.len() {
            let mut rest = commands.clone();
            rest.drain(start..commands.len().min(start + size));
            match fails(&rest) {
                Some(reason) => (commands, why, shorter) = (rest, reason, true),
                None => start += size,
            }
        }
        // What could not be left out at first may be, once others are gone.
        if !shorter {
            size /= 2;
        }
    }
    (commands, why)
}
