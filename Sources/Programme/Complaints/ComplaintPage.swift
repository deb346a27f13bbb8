extension ComplaintCatalogue {
    /// The catalogue as a Markdown page, a table for each family: the documentation's page on the
    /// codes is this text.
    package static func page(in language: Language) -> String {
        let words = PageWords(language)
        let tables = families.map { family in
            let title = language == .english ? family.english : family.indonesian
            let rows = family.entries.map { row($0, words) }
            let lines = ([words.columns, words.columns.map { _ in "---" }] + rows)
                .map { "| " + $0.joined(separator: " | ") + " |" }
            return "## \(title)\n\n" + lines.joined(separator: "\n") + "\n"
        }
        return "# \(words.title)\n\n\(words.abstract)\n\n\(words.overview)\n\n"
            + tables.joined(separator: "\n")
    }

    private static func row(_ entry: Entry, _ words: PageWords) -> [String] {
        let text = entry.text(in: words.language)
        return [
            entry.code.rawValue, words.severity(entry.severity), text.when, text.mend,
            "`\(entry.example)`",
        ]
    }
}

/// What stands around the entries.
private struct PageWords {
    let language: ComplaintCatalogue.Language
    let title: String
    let abstract: String
    let overview: String
    let columns: [String]

    init(_ language: ComplaintCatalogue.Language) {
        self.language = language
        switch language {
        case .english:
            title = "Complaints"
            abstract = "What each code in a receipt means, and how to mend it."
            overview = """
                An error refuses the job or the item that it points at. A warning is recorded all \
                the same. A remark is what history warns of, beside a verdict. A code keeps its \
                meaning for ever.
                """
            columns = ["Code", "Severity", "When", "How to mend it", "Example"]
        case .indonesian:
            title = "Keluhan"
            abstract = "Arti setiap kode dalam tanda terima, dan cara memperbaikinya."
            overview = """
                Kesalahan menolak pekerjaan atau butir yang ditunjuk. Peringatan tetap dicatat. \
                Catatan berasal dari riwayat dan menyertai putusan. Arti suatu kode tidak pernah \
                berubah.
                """
            columns = ["Kode", "Bobot", "Kapan", "Cara memperbaiki", "Contoh"]
        }
    }

    func severity(_ severity: Severity) -> String {
        switch (severity, language) {
        case (_, .english): severity.rawValue
        case (.error, .indonesian): "kesalahan"
        case (.warning, .indonesian): "peringatan"
        case (.remark, .indonesian): "catatan"
        }
    }
}
