/// In which language something is written for people.
package enum Language: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case indonesian = "id"
}

/// A text in both languages of the office. The programme's own words (P1, kecamatan, penggerak) are
/// the same in both.
package struct Phrase: Hashable, Sendable {
    private let english: String
    private let indonesian: String

    package init(_ english: String, _ indonesian: String) {
        self.english = english
        self.indonesian = indonesian
    }

    /// The same in both: a name, a code.
    package init(_ text: String) {
        self.init(text, text)
    }

    package subscript(language: Language) -> String {
        switch language {
        case .english: english
        case .indonesian: indonesian
        }
    }
}

extension Phrase: ExpressibleByStringLiteral {
    /// The same in both languages.
    package init(stringLiteral text: String) {
        self.init(text)
    }
}
