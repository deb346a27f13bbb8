/// What every complaint means, for who gets one and for the documentation page: when it is made,
/// how to mend it, an example; in English and Indonesian. One file a family of codes.
package enum ComplaintCatalogue {
    /// One code.
    package struct Entry: Sendable {
        package let code: ComplaintCode
        /// What in a job file gets the complaint.
        package let example: String
        package let english: Text
        package let indonesian: Text

        init(_ code: ComplaintCode, example: String, english: Text, indonesian: Text) {
            self.code = code
            self.example = example
            self.english = english
            self.indonesian = indonesian
        }

        /// Given by the code's letter.
        package var severity: Severity { code.severity }

        /// The texts in a language.
        package func text(in language: Language) -> Text {
            switch language {
            case .english: english
            case .indonesian: indonesian
            }
        }
    }

    /// What a code says in one language.
    package struct Text: Sendable {
        /// When the complaint is made.
        package let when: String
        /// How who gets it mends it.
        package let mend: String
    }

    /// The languages that every entry has.
    package enum Language: String, Sendable, CaseIterable {
        case english = "en"
        case indonesian = "id"
    }

    /// All entries, in the order of the codes' declaration.
    package static let entries: [Entry] =
        envelope + identity + place + authority + stage + `class` + funding

    /// The entry of a code.
    package static func entry(for code: ComplaintCode) -> Entry? { byCode[code] }

    private static let byCode = Dictionary(
        entries.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// The table as a Markdown page, for the documentation.
    package static func page(in language: Language) -> String {
        let heading =
            switch language {
            case .english: ["Code", "Severity", "When", "How to mend it", "Example"]
            case .indonesian: ["Kode", "Bobot", "Kapan", "Cara memperbaiki", "Contoh"]
            }
        let rows = entries.map { entry in
            let text = entry.text(in: language)
            return [
                entry.code.rawValue, entry.severity.word(in: language), text.when, text.mend,
                "`\(entry.example)`",
            ]
        }
        return ([heading, heading.map { _ in "---" }] + rows)
            .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}

extension Severity {
    fileprivate func word(in language: ComplaintCatalogue.Language) -> String {
        switch (self, language) {
        case (_, .english): rawValue
        case (.error, .indonesian): "kesalahan"
        case (.warning, .indonesian): "peringatan"
        case (.remark, .indonesian): "catatan"
        }
    }
}
