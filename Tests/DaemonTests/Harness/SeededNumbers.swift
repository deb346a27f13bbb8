import Foundation

/// Pseudo-random numbers that a printed seed brings back (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    /// The environment's `OKOCE_SEED` if there is one, else another seed each time. The test prints
    /// it.
    init(named name: String) {
        let given = ProcessInfo.processInfo.environment["OKOCE_SEED"].flatMap(UInt64.init)
        self.init(seed: given ?? UInt64.random(in: 0..<1_000_000_000))
        print("\(name): OKOCE_SEED=\(seed)")
    }

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
