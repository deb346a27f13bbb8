/// One thing that is wrong with the configuration.
package struct ConfigurationFault: Hashable, Sendable {
    /// The file as it was opened.
    package let file: String
    /// From 1; nil where the fault is the file's as a whole.
    package let line: Int?
    /// What is wrong.
    package let problem: String
    /// How to mend it.
    package let remedy: String

    package init(file: String, line: Int?, problem: String, remedy: String) {
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy
    }
}

extension ConfigurationFault: CustomStringConvertible {
    /// `FILE:LINE: what. how to mend.`
    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(problem). \(remedy)."
    }
}

/// The configuration cannot be used.
///
/// At start the daemon exits with 78 (`EX_CONFIG`); at a reload it keeps the one it has.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// All faults that were found, at least one, file by file.
    package let faults: [ConfigurationFault]

    package init(faults: [ConfigurationFault]) {
        self.faults = faults
    }

    /// One fault a line.
    package var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}

/// Collects the faults of one reading, so that an admin sees all of them at once.
final class FaultLog {
    private(set) var faults: [ConfigurationFault] = []

    func add(_ file: String, _ line: Int?, _ problem: String, mend remedy: String) {
        faults.append(
            ConfigurationFault(file: file, line: line, problem: problem, remedy: remedy))
    }
}

/// A text from a file as it may be shown: quoted, control characters escaped, at most 60 characters.
func shown(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars.prefix(60) {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            result += "\\u{\(String(scalar.value, radix: 16))}"
        default:
            result.unicodeScalars.append(scalar)
        }
    }
    return result + (text.unicodeScalars.count > 60 ? "...\"" : "\"")
}
