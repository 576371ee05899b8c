use verifier_core::{Join, Options, verify, verify_joined};
struct T;
impl Join for T {
    fn join<A: Send, B: Send>(&self, a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
        std::thread::scope(|s| {
            let b = s.spawn(b);
            let a = a();
            (a, b.join().unwrap())
        })
    }
}
fn main() {
    let bytes = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    for threads in [false, true] {
        let mut best = f64::MAX;
        for _ in 0..25 {
            let t = std::time::Instant::now();
            let r = if threads {
                verify_joined(&bytes, &Options::default(), &T)
            } else {
                verify(&bytes, &Options::default())
            };
            best = best.min(t.elapsed().as_secs_f64());
            assert!(r.ok());
        }
        println!("{:.1} ms", best * 1e3);
    }
}
