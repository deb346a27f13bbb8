import Foundation
import JobFormat
import Ledger
import Programme
import Testing

@testable import Reports

private let origin = OfficePage.Origin(
    madeAt: Instant(nanoseconds: 1_546_232_400_000_000_000), program: "okocectl 0",
    lastDelivery: 17)

private func page(
    _ ledger: OfficeLedger, _ questions: [(kind: ReportKind, by: Grouping?)],
    targets: [Target] = []
) throws -> OfficePage {
    let office = Office(try ledger.look(), rules: OfficeLedger.rules, targets: targets)
    let reports = try questions.map { kind, by in
        try office.report(
            kind, ReportQuestion(kind, by: by, asOf: try Fixture.day("2018-12-31")),
            now: ledger.lastRecording)
    }
    return OfficePage(reports, origin, kecamatan: office.kecamatan)
}

private func target(_ stage: Stage = .registration) throws -> Target {
    Target(.step(stage), by: try Fixture.day("2019-03-31"), number: 10)
}

/// How the page is made; that it is right in a browser, Deploy/page-test shows.
struct PageTests {
    @Test(arguments: ReportKind.allCases, Language.allCases)
    func `no page shows a NIK or a name, nor what a template was not given`(
        kind: ReportKind, language: Language
    ) throws {
        let ledger = try OfficeLedger()
        try ledger.drop(OfficeLedger.year)
        for grouping in kind.groupings {
            let html = try page(ledger, [(kind, grouping)], targets: [target()]).html(language)
            for serial in Int64(1)...9 {
                #expect(!html.contains(Fixture.nik(serial).digits))
                #expect(!html.contains(Fixture.nik(serial).masked))
            }
            for words in ["Rahasia", "Orang lain", "Phrase(", "{{", "Optional(", "Figure("] {
                #expect(!html.contains(words), "\(kind) by \(grouping)")
            }
        }
    }

    @Test func `an office without a fact has a page`() throws {
        let html = try page(OfficeLedger(), OfficePage.questions, targets: [target()]).html()
        for words in ["No class was held", "No application was reported", "Nothing waits."] {
            #expect(html.contains(words))
        }
    }

    @Test func `the page asks for nothing from anywhere, and has no style but its own`() throws {
        let ledger = try OfficeLedger()
        try ledger.drop(OfficeLedger.year)
        let html = try page(ledger, OfficePage.questions, targets: [target()]).html()
        for words in [" src=", "url(", "@import", " style=", "http:", "https:", " on"] {
            #expect(
                html.ranges(of: words).allSatisfy { isText(html, before: $0.lowerBound) },
                "\(words)")
        }
        #expect(OfficePage.policy.hasPrefix("default-src 'none'"))
        #expect(!OfficePage.policy.contains("unsafe"))
    }

    /// Whether a place lies between tags, where words are nothing but words.
    private func isText(_ html: String, before place: String.Index) -> Bool {
        let tags = html[..<place].last { $0 == "<" || $0 == ">" }
        return tags == ">"
    }

    @Test func `the weekly set has the page beside its files, each leading to the other`() throws {
        let files = try page(OfficeLedger(), OfficePage.questions).files
        let names = files.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(names).isSuperset(of: ["index.html", "index.id.html", "training.json"]))
        let english = try #require(files.first { $0.name == "index.html" }).text
        #expect(english.contains("<a href=\"index.id.html\" hreflang=\"id\" lang=\"id\">"))
        let indonesian = try #require(files.first { $0.name == "index.id.html" }).text
        #expect(indonesian.contains("<a href=\"index.html\" hreflang=\"en\" lang=\"en\">"))
        #expect(try !page(OfficeLedger(), OfficePage.questions).html().contains("index.id.html"))
    }

    @Test func `a name is escaped wherever it stands`() throws {
        let hostile = #"<script>alert("x")</script> & 'y' {{title}}"#
        var table = Table(
            columns: Group.columns(.source) + [
                Table.Column("people", title: "PEOPLE", .number)
            ])
        table.append([.text(hostile), .phrase(Phrase(hostile)), .integer(3)])
        table.setTotal([.nothing, .nothing, .integer(3)])
        let report = Report(
            .affiliation, title: Phrase(hostile),
            ReportQuestion(.affiliation, by: .source, asOf: try Fixture.day("2018-12-31")),
            parts: [Report.Part("groups", title: Phrase(hostile), table: table)],
            notes: [Phrase(hostile)])
        let html = OfficePage([report], origin, kecamatan: []).html()
        #expect(!html.contains("<script>alert"))
        #expect(
            html.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;"))
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `hashes are written as RFC 4648 says`(text: String, encoded: String) {
        #expect(Base64.text(Array(text.utf8)) == encoded)
    }
}

struct PaletteTests {
    /// WCAG 2's relative luminance of `#rrggbb`.
    private func luminance(_ colour: String) -> Double {
        let parts = stride(from: 1, to: 7, by: 2).map { start in
            let digits = colour.dropFirst(start).prefix(2)
            let value = Double(Int(digits, radix: 16) ?? 0) / 255
            return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    private func contrast(_ one: String, _ other: String) -> Double {
        let (left, right) = (luminance(one), luminance(other))
        return (max(left, right) + 0.05) / (min(left, right) + 0.05)
    }

    private func colour(_ name: String) throws -> (light: String, dark: String) {
        let found = try #require(Palette.colours.first { $0.name == name })
        return (found.light, found.dark)
    }

    @Test func `every text can be read on what it stands on`() throws {
        for (text, ground) in Palette.texts {
            let (above, below) = (try colour(text), try colour(ground))
            #expect(contrast(above.light, below.light) >= 4.5, "\(text) on \(ground), light")
            #expect(contrast(above.dark, below.dark) >= 4.5, "\(text) on \(ground), dark")
        }
    }

    @Test func `bars stand out from the ground, and shades from each other without hue`() throws {
        let ground = try colour("ground")
        for name in ["bar", "bar2", "goal"] {
            #expect(contrast(try colour(name).light, ground.light) >= 3)
            #expect(contrast(try colour(name).dark, ground.dark) >= 3)
        }
        for shade in 1..<TileMap.shades {
            let (one, next) = (try colour("shade\(shade - 1)"), try colour("shade\(shade)"))
            #expect(contrast(one.light, next.light) >= 1.25)
            #expect(contrast(one.dark, next.dark) >= 1.25)
        }
    }
}
