import Foundation
import Systemd
import Testing

@testable import Service

/// The message catalogs, by which `journalctl -x` explains what the daemon tells, and the page of
/// the documentation that is made from one of them.
@Suite struct MessageCatalogTests {
    @Test(arguments: MessageCatalog.all)
    func `a catalog explains every kind of event, each once, and nothing else`(
        _ catalog: MessageCatalog
    ) throws {
        let explained = try catalog.entries().map(\.id).sorted()
        #expect(explained == EventKind.allCases.map { "\($0.id)" }.sorted())
    }

    @Test(arguments: MessageCatalog.all)
    func `every entry has a subject and words, and says whose it is`(
        _ catalog: MessageCatalog
    ) throws {
        for entry in try catalog.entries() {
            #expect(!entry.subject.isEmpty, "\(entry.id)")
            #expect(entry.definedBy == "okoce", "\(entry.id)")
            #expect(entry.words.count > 20, "\(entry.id)")
        }
    }

    @Test func `an entry says the same commands in both languages`() throws {
        let english = try MessageCatalog.english.entries()
        let indonesian = try MessageCatalog.indonesian.entries()
        for entry in english {
            let other = try #require(indonesian.first { $0.id == entry.id })
            #expect(other.commands == entry.commands, "\(entry.subject)")
        }
    }

    /// With OKOCE_WRITE_PAGES=1 in the environment it writes the page instead.
    @Test func `the page of diagnostics says what the catalog says, by severity`() throws {
        let page = MessageCatalog.top
            .appending(path: "Sources/Service/Service.docc/Diagnostics.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let start = try #require(text.range(of: DiagnosticsPage.mark)?.upperBound)
        let made = try DiagnosticsPage.text(MessageCatalog.english.entries())
        if ProcessInfo.processInfo.environment["OKOCE_WRITE_PAGES"] == "1" {
            try (text[..<start] + made).write(to: page, atomically: true, encoding: .utf8)
        } else {
            #expect(text[start...] == made, "run it with OKOCE_WRITE_PAGES=1")
        }
    }
}

/// One of the catalogs that `Deploy/install` puts where `journalctl --update-catalog` finds it.
struct MessageCatalog: CustomTestStringConvertible {
    static let english = MessageCatalog(file: "okoce.catalog")
    static let indonesian = MessageCatalog(file: "okoce.id.catalog")
    static let all = [english, indonesian]

    static let top = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    let file: String
    var testDescription: String { file }

    struct Entry {
        let id: String
        let subject: String
        let definedBy: String
        /// What it means and what to do, without the commands.
        let words: String
        /// What to run next, a line each.
        let commands: [String]
    }

    func entries() throws -> [Entry] {
        let text = try String(
            contentsOf: MessageCatalog.top.appending(path: "Deploy/\(file)"), encoding: .utf8)
        return ("\n" + text).components(separatedBy: "\n-- ").dropFirst().map { entry in
            let lines = entry.components(separatedBy: "\n")
            func header(_ name: String) -> String {
                let line = lines.first { $0.hasPrefix("\(name): ") } ?? ""
                return String(line.dropFirst(name.count + 2))
            }
            let body = lines.drop { !$0.isEmpty }
            let words = body.filter { !$0.hasPrefix("    ") }.joined(separator: "\n")
            return Entry(
                id: lines[0], subject: header("Subject"), definedBy: header("Defined-By"),
                words: words.trimmingCharacters(in: .newlines),
                commands: body.filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) })
        }
    }
}

/// The part of the page of diagnostics that is made.
enum DiagnosticsPage {
    /// What it stands behind.
    static let mark = "<!-- Made from Deploy/okoce.catalog; what comes before is written. -->\n"

    static func text(_ entries: [MessageCatalog.Entry]) -> String {
        let levels: [(Int, String)] = [
            (2, "Critical: somebody is needed now"), (3, "Error: somebody is needed today"),
            (4, "Warning: look when you can"), (5, "Notice: good to know"), (6, "Info: as usual"),
        ]
        var lines: [String] = []
        for (level, title) in levels {
            lines += ["", "## \(title)"]
            for kind in EventKind.allCases where kind.priority.rawValue == level {
                guard let entry = entries.first(where: { $0.id == "\(kind.id)" }) else { continue }
                lines += ["", "### \(entry.subject)", "", "`MESSAGE_ID=\(entry.id)`", ""]
                lines += [entry.words.replacing(/@(OKOCE_[A-Z]+)@/) { "`\($0.1)`" }, ""]
                lines += entry.commands.map { "    " + $0.replacing("@", with: "") }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
