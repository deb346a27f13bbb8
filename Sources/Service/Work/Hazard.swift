/// What a build for tests adds, so that a job can kill the daemon as a fault of ours would.
///
/// The shipped `okoced` is composed without one, and nothing outside of a program can give it one.
package struct Hazard: Sendable {
    /// Where it strikes.
    package enum Moment: Sendable {
        case prepare, commit
    }

    /// Called with each file's bytes; may not return.
    package let strike: @Sendable (Moment, [UInt8]) -> Void

    package init(_ strike: @escaping @Sendable (Moment, [UInt8]) -> Void) {
        self.strike = strike
    }
}
