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

@Test func `the documentation page has a row for every code, without broken columns`() {
    for language in ComplaintCatalogue.Language.allCases {
        let lines = ComplaintCatalogue.page(in: language).split(separator: "\n")
        #expect(lines.count == ComplaintCode.allCases.count + 2)
        #expect(lines.allSatisfy { line in line.count { $0 == "|" } == 6 })
    }
}
