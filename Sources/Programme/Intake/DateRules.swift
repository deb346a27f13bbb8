// When a thing occurred (the rulebook, "Dates").

extension IntakeContext {
    /// Nothing is reported before it occurred: no day lies after the Jakarta day of `submitted_at`.
    func inFuture(_ day: Day, at path: String) -> Finding? {
        guard day > sentOn else { return nil }
        return Finding(
            envelope.schema.futureDate, at: path,
            "\(day) is after \(sentOn), the day of submitted_at in Jakarta: "
                + "check the date, or send the file on that day.")
    }

    /// A licence is reported as had only when it was issued.
    func licenceIssuedLater(_ licence: Evidence.Licence, than day: Day) -> Finding? {
        guard licence.issuedOn > day else { return nil }
        return Finding(
            .licenceIssuedLater, at: "/evidence/issued_on",
            "The licence was issued after \(day), the day on which it is reported as had: "
                + "occurred_on is the day of issue or later.")
    }
}
