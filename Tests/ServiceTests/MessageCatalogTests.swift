import Foundation
import Testing

@testable import Service

/// `Deploy/okoce.catalog`, by which `journalctl -x` explains what the daemon tells.
@Suite struct MessageCatalogTests {
    @Test func `the catalog explains every kind of event, each once, and nothing else`() throws {
        let entries = try catalog().split(separator: "\n").filter { $0.hasPrefix("-- ") }
        let explained = entries.map { $0.dropFirst(3).prefix(32) }.sorted()
        #expect(explained == EventKind.allCases.map { "\($0.id)"[...] }.sorted())
    }

    @Test func `every entry has a subject and says whose it is`() throws {
        let lines = try catalog().split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where line.hasPrefix("-- ") {
            #expect(lines[number + 1].hasPrefix("Subject: "), "line \(number + 2)")
            #expect(lines[number + 2] == "Defined-By: okoce", "line \(number + 3)")
        }
    }

    private func catalog() throws -> String {
        let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: top.appending(path: "Deploy/okoce.catalog"), encoding: .utf8)
    }
}
