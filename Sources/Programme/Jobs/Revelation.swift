/// What an operator was shown unmasked, and by which command of `okocectl`.
///
/// Recorded before it is shown (UU PDP 27/2022: who touched what is held of a person); it changes
/// nothing.
package struct Revelation: Hashable, Sendable {
    package let view: View
    package let subject: Subject

    package init(_ view: View, _ subject: Subject) {
        self.view = view
        self.subject = subject
    }

    /// The command that showed it.
    package enum View: String, Hashable, Sendable, CaseIterable {
        case member, job, jobs, explain, waiting
    }

    package enum Subject: Hashable, Sendable {
        /// What is held of a person.
        case person(NIK)
        /// The names that a sender gave to a delivery, its items and its file.
        case delivery(Int64)
    }
}
