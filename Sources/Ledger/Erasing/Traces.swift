package import Programme

/// The words by which a person could be known again, while their erasure is under way: what is
/// looked for in places that no index leads to.
package struct Traces: Hashable, Sendable {
    package let nik: NIK
    /// Names of the person and of their business, numbers of licences and loans.
    package let words: Set<String>

    package init(nik: NIK, words: Set<String>) {
        self.nik = nik
        self.words = words
    }
}

extension Ledger {
    /// What the facts about a person tell of who it is. To be read before they are erased.
    ///
    /// Not whom they sell by, nor who advises them: those are names of others.
    package func traces(of nik: NIK) throws(LedgerError) -> Traces {
        let words = try write { (session) throws(SQLFailure) in
            try session.rows(
                """
                SELECT name, business_name, licence_number, application_id FROM fact WHERE nik = ?
                """, nik
            ) { (row) throws(SQLFailure) in (0...3).compactMap { row.optionalText(Int32($0)) } }
        }
        return Traces(nik: nik, words: Set(words.joined()))
    }
}

extension Traces {
    /// Whether a text says who it is.
    ///
    /// - Parameter isTheirs: it belongs to something about the person: there a single word is enough.
    ///   Elsewhere it may mean anybody, and only the number and whole names count.
    func show(in text: String, isTheirs: Bool = true) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        if !bytes.places(of: Array(nik.digits.utf8)).isEmpty { return true }
        return words.contains { word in
            word.count >= 3 && (isTheirs || word.contains(" "))
                && !bytes.places(ofWord: Array(word.lowercased().utf8)).isEmpty
        }
    }

    /// Every form in which the ledger's file may hold one of them.
    var patterns: [[UInt8]] {
        // Of a number the bytes of an integer in a record, those of a row's own number, and digits.
        let number = UInt64(bitPattern: nik.number)
        let record = withUnsafeBytes(of: number.bigEndian) { Array($0.drop { $0 == 0 }) }
        let digits = Array(nik.digits.utf8)
        // What is shorter than that stands everywhere.
        return [record, Traces.rowNumber(number), digits]
            + words.map { Array($0.utf8) }.filter { $0.count >= 4 }
    }

    /// SQLite's variable-length integer, most significant group of seven bits first
    /// (sqlite.org/fileformat2.html, "varint"); for numbers of at most 56 bits.
    private static func rowNumber(_ number: UInt64) -> [UInt8] {
        var groups: [UInt8] = []
        var rest = number
        repeat {
            groups.append(UInt8(rest & 0x7F) | (groups.isEmpty ? 0 : 0x80))
            rest >>= 7
        } while rest > 0
        return groups.reversed()
    }
}
