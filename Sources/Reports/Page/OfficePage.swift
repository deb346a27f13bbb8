import Crypto
import Mustache
package import Programme

/// The office's figures as one page that needs nothing else: no network, no other file.
///
/// It takes its numbers from the same reports that JSON is made from, and says of each where it
/// stands there. Nobody's number or name is on it.
package struct OfficePage: Sendable {
    /// Where the page comes from.
    package struct Origin: Sendable {
        /// When it was made.
        package let madeAt: Instant
        /// The program and its version.
        package let program: String
        /// The number of the last delivery that was in the ledger.
        package let lastDelivery: Int64

        package init(madeAt: Instant, program: String, lastDelivery: Int64) {
            self.madeAt = madeAt
            self.program = program
            self.lastDelivery = lastDelivery
        }
    }

    /// What the whole page shows, in its order.
    package static let questions: [(kind: ReportKind, by: Grouping?)] = [
        (.stages, nil), (.evaluation, nil), (.training, nil), (.training, .month),
        (.funding, nil), (.waiting, nil), (.affiliation, nil),
    ]

    /// Of the same day and the same moment.
    let reports: [Report]
    let origin: Origin
    let kecamatan: [Group]

    /// - Parameters:
    ///   - reports: at least one; several are of the same day and moment.
    ///   - origin: where they come from.
    ///   - kecamatan: all of DKI's, for the map.
    package init(_ reports: [Report], _ origin: Origin, kecamatan: [Group]) {
        precondition(!reports.isEmpty, "a page shows a report")
        self.reports = reports
        self.origin = origin
        self.kecamatan = kecamatan
    }

    /// The page as a file's text.
    package func html(_ language: Language = .english) -> String {
        html(language, neighbour: nil)
    }

    /// - Parameter neighbour: the language of the page that lies in the same folder.
    private func html(_ language: Language, neighbour: Language?) -> String {
        PageTemplate.render(
            PageContent(page: self, language: language, neighbour: neighbour).values)
    }

    /// The page in both languages, and the files of each report that is by what it is by unless said
    /// otherwise.
    package var files: [Report.File] {
        let pages = Language.allCases.map { language in
            Report.File(
                name: OfficePage.fileName(language),
                text: html(language, neighbour: Language.allCases.first { $0 != language }))
        }
        let usual = reports.filter { $0.question.by == $0.kind.groupings[0] }
        return pages + usual.flatMap(\.files)
    }

    static func fileName(_ language: Language) -> String {
        language == .english ? "index.html" : "index.\(language.rawValue).html"
    }

    /// What may be loaded or run: nothing but the style sheet and the script in it.
    static let policy: String = {
        func source(_ text: String) -> String {
            "'sha256-" + Base64.text(Array(SHA256.hash(data: Array(text.utf8)))) + "'"
        }
        return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
            + "style-src \(source(PageStyle.text)); script-src \(source(PageScript.text))"
    }()
}

/// Base64 (RFC 4648, section 4), for the hashes of a policy.
enum Base64 {
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

    static func text(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 3).map { start in
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.enumerated().reduce(0) { $0 | Int($1.1) << (16 - 8 * $1.0) }
            return (0..<4).map {
                $0 > group.count ? "=" : String(letters[bits >> (18 - 6 * $0) & 63])
            }.joined()
        }.joined()
    }
}
