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
    package static let entries: [Entry] = families.flatMap(\.entries)

    /// The entry of a code.
    package static func entry(for code: ComplaintCode) -> Entry? { byCode[code] }

    private static let byCode = Dictionary(
        entries.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// Codes of one concern.
    struct Family: Sendable {
        let english: String
        let indonesian: String
        let entries: [Entry]
    }

    /// The families, in the order of their digits.
    static let families = [
        Family(english: "Envelope and JSON", indonesian: "Amplop dan JSON", entries: envelope),
        Family(english: "Identity", indonesian: "Identitas", entries: identity),
        Family(english: "Place", indonesian: "Tempat", entries: place),
        Family(
            english: "Authority and affiliation", indonesian: "Wewenang dan keanggotaan",
            entries: authority),
        Family(english: "Stages", indonesian: "Langkah", entries: stage),
        Family(english: "Classes", indonesian: "Kelas", entries: `class`),
        Family(english: "Funding", indonesian: "Permodalan", entries: funding),
    ]
}
