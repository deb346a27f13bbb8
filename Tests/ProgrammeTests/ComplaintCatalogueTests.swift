import Foundation
import Testing

@testable import Programme

@Test func `every code has an entry, in the order of the codes, with both languages`() {
    #expect(ComplaintCatalogue.entries.map(\.code) == Array(declaredOrder))
    for entry in ComplaintCatalogue.entries {
        #expect(!entry.example.isEmpty)
        for language in ComplaintCatalogue.Language.allCases {
            let text = entry.text(in: language)
            #expect(text.when.hasSuffix(".") || text.when.hasSuffix("_ -"), "\(entry.code)")
            #expect(text.mend.hasSuffix("."), "\(entry.code)")
        }
        #expect(entry.english.when != entry.indonesian.when)
        #expect(ComplaintCatalogue.entry(for: entry.code)?.code == entry.code)
    }
}

/// All codes, as declared.
private var declaredOrder: [ComplaintCode] { ComplaintCode.allCases }

@Test func `a code's letter and digits tell severity and family`() {
    #expect(Set(ComplaintCode.allCases.map(\.rawValue)).count == ComplaintCode.allCases.count)
    for code in ComplaintCode.allCases {
        let characters = Array(code.rawValue)
        #expect(characters.count == 4)
        #expect("EWR".contains(characters[0]))
        #expect("1234567".contains(characters[1]))
    }
}

/// `Sources`, from where this file stands.
private let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources").resolvingSymlinksInPath()

@Test(arguments: [
    (ComplaintCatalogue.Language.english, "Complaints.md"), (.indonesian, "Keluhan.md"),
])
func `the documentation page is made from the catalogue`(
    language: ComplaintCatalogue.Language, name: String
) throws {
    let page = ComplaintCatalogue.page(in: language)
    let file = sources.appending(path: "Programme/Programme.docc/\(name)")
    // To write the pages anew: OKOCE_WRITE_PAGES=1 swift test --filter catalogue
    if ProcessInfo.processInfo.environment["OKOCE_WRITE_PAGES"] != nil {
        try page.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == page)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == ComplaintCode.allCases.count + 2 * ComplaintCatalogue.families.count)
    #expect(rows.allSatisfy { row in row.count { $0 == "|" } == 6 })
}

@Test func `every code is made somewhere`() throws {
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    var words: Set<String> = []
    for case let path as String in files
    where path.hasSuffix(".swift") && !path.contains("/Complaints/") {
        let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
        words.formUnion(
            text.utf8.split { !isIdentifierByte($0) || $0 == 0x2E }.compactMap { String($0) })
    }
    // That a link or a directory lies in a drop box, the daemon says of its engine's findings.
    let unmade = ComplaintCode.allCases.filter {
        !words.contains("\($0)") && $0 != .notARegularFile
    }
    #expect(unmade == [])
}
