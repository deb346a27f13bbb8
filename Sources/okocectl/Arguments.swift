import ArgumentParser
import Programme
import Reports

// Arguments that are the programme's own values: what is malformed is a usage error.

extension Day: ExpressibleByArgument {
    /// Reads `YYYY-MM-DD`.
    package init?(argument: String) { self.init(argument) }
}

extension SourceCode: ExpressibleByArgument {
    /// Reads an identifier.
    package init?(argument: String) { self.init(argument) }
}

extension JobID: ExpressibleByArgument {
    /// Reads an identifier.
    package init?(argument: String) { self.init(argument) }
}

extension ItemID: ExpressibleByArgument {
    /// Reads an identifier.
    package init?(argument: String) { self.init(argument) }
}

extension JobOutcome: ExpressibleByArgument {}

extension StagesReport.Grouping: ExpressibleByArgument {}

extension TrainingReport.Grouping: ExpressibleByArgument {}

/// An id as it is shown: a NIK in it masked.
func shown(_ id: JobID) -> String { Masking.maskingPeople(in: id.text) }
