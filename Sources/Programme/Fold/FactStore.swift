/// What folding needs to ask of the recorded facts, those of the present batch included.
///
/// The ledger answers from its indexes, the tests from memory. Answers are in no particular order
/// and may hold more than was asked for, never less.
package protocol FactStore {
    /// What goes wrong when the store cannot answer; `Never` in memory.
    associatedtype Failure: Error

    /// Every fact about these people, of all kinds: registrations, evidence, claims, corrections,
    /// revokes, attendances, funding events. Those of the present batch may be left out: the fold
    /// has them.
    func facts(about people: Set<NIK>) throws(Failure) -> [Fact]

    /// The headers of these classes. Of a class in which one stands, those that it has superseded may
    /// be left out: only a hold makes them stand again. A class of fifty people has fifty of them
    /// where each person comes in a file of their own.
    func headers(of classes: Set<ClassKey>) throws(Failure) -> [Fact]

    /// The headers of these classes, superseded or not.
    func allHeaders(of classes: Set<ClassKey>) throws(Failure) -> [Fact]

    /// Everyone with an attendance in, or a training claim on, one of these classes.
    func people(in classes: Set<ClassKey>) throws(Failure) -> Set<NIK>

    /// The events of these applications.
    func events(of applications: Set<ApplicationKey>) throws(Failure) -> [Fact]

    /// The facts with these names. ``FactReference/header`` in the place of the item names the
    /// class header of that roster too.
    func facts(named references: Set<FactReference>) throws(Failure) -> [Fact]

    /// Those of these jobs of which some fact, recorded or not, is named by a revoke, a decision or
    /// an override. Of most jobs nothing is, and then nobody asks for each of their facts.
    func jobs(aimedAtAmong jobs: Set<JobKey>) throws(Failure) -> Set<JobKey>

    /// The revokes, decisions and overrides that name one of these facts.
    func facts(aimedAt references: Set<FactReference>) throws(Failure) -> [Fact]
}
