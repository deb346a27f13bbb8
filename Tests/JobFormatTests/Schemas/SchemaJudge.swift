import Foundation

/// `Config/schemas` as the public `jsonschema` package understands them, asked through
/// `Deploy/judge-by-schema`. Debian's own Python, for which `Deploy/setup` installs the package.
enum SchemaJudge {
    /// What the judge could not do, in its own words.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// For each document of one line: nil if a schema accepts it, else why not.
    ///
    /// - Throws: `Failure`, also where Python or the package is missing: nothing is skipped.
    static func objections(to documents: [String]) throws -> [String?] {
        let input = FileManager.default.temporaryDirectory
            .appending(path: "okoce-documents-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: input) }
        try Data((documents.joined(separator: "\n") + "\n").utf8).write(to: input)

        let judge = Process()
        let (output, errors) = (Pipe(), Pipe())
        judge.executableURL = URL(filePath: "/usr/bin/python3")
        judge.arguments = ["Deploy/judge-by-schema", "Config/schemas"].map {
            repository.appending(path: $0).path
        }
        judge.standardInput = try FileHandle(forReadingFrom: input)
        judge.standardOutput = output
        judge.standardError = errors
        try judge.run()
        let answers = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
        judge.waitUntilExit()
        guard judge.terminationStatus == 0 else {
            throw Failure(description: String(decoding: complaint, as: UTF8.self))
        }
        return try lines(answers, count: documents.count)
    }

    private static func lines(_ answers: Data, count: Int) throws -> [String?] {
        let lines = answers.split(separator: UInt8(ascii: "\n")).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard lines.count == count else {
            throw Failure(description: "\(lines.count) answers to \(count) documents")
        }
        return lines.map { $0 == "valid" ? nil : $0 }
    }
}
