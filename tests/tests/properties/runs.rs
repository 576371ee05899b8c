//! Going over seeds.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use conformance::Random;

/// Tries a property on as many documents as is asked for, divided by `costs`, what one of them costs.
pub fn for_each_seed(costs: u64, property: impl Fn(&mut Random)) {
    let documents = setting("CONFORMANCE_DOCUMENTS", 20_000).div_ceil(costs);
    let first = setting("CONFORMANCE_SEED", 1);
    for seed in first..first + documents {
        let run = AssertUnwindSafe(|| property(&mut Random::new(seed)));
        if let Err(panic) = catch_unwind(run) {
            eprintln!("failed with CONFORMANCE_SEED={seed} CONFORMANCE_DOCUMENTS=1");
            resume_unwind(panic);
        }
    }
}

fn setting(name: &str, default: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} is a number")),
        Err(_) => default,
    }
}
