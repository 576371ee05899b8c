//! Times of several ways to do something, taken in turn.

use std::hint::black_box;
use std::time::Instant;

/// One round: the seconds that each way took.
pub type Round = Vec<f64>;

/// Runs each of `ways` once for warming up, then `rounds` times in turn, so that a change of the
/// machine's speed meets all of them.
pub fn times<const N: usize>(rounds: usize, ways: [&dyn Fn() -> u64; N]) -> Vec<Round> {
    for way in ways {
        black_box(way());
    }
    let time = |way: &dyn Fn() -> u64| {
        let start = Instant::now();
        black_box(way());
        start.elapsed().as_secs_f64()
    };
    (0..rounds).map(|_| ways.iter().map(|way| time(way)).collect()).collect()
}

/// The best time of way `a` divided by the best time of way `b`. Whatever else the machine does only ever
/// adds to a time, so the best one tells most about the way itself.
pub fn ratio(rounds: &[Round], a: usize, b: usize) -> f64 {
    let best =
        |way: usize| rounds.iter().filter_map(|round| round.get(way).copied()).fold(f64::INFINITY, f64::min);
    best(a) / best(b)
}
