package import Ledger
import Programme

/// Work from or by who is not part of the programme: who, where, when, how many, from which file.
package struct AffiliationReport: Equatable, Sendable {
    package struct Figures: Equatable, Sendable {
        package fileprivate(set) var records = 0
        fileprivate var allCodes: Set<SourceCode> = []
        fileprivate var allPlaces: Set<RegionCode> = []
        fileprivate var first: Day?
        fileprivate var last: Day?
        // A hostile registry of files could add up to more than 64 bits.
        fileprivate var exactPeople: Int128 = 0

        package init() {}

        /// Distinct organisations.
        package var codes: Int { allCodes.count }
        /// Distinct kecamatan, or places outside DKI.
        package var places: Int { allPlaces.count }
        /// Head counts of the records, added up.
        package var people: Int64 { Int64(clamping: exactPeople) }
    }

    package struct Line: Equatable, Sendable {
        package let group: Group
        package let figures: Figures
    }

    package let question: ReportQuestion
    package let groups: [Line]
    package let total: Figures
    /// Each record, in the order in which they were reported.
    package let records: [UnaffiliatedRecord]

    /// The figures of a ledger.
    package init(
        from ledger: LedgerReader, _ question: ReportQuestion, names: GroupNames
    ) throws(LedgerError) {
        self.init(try ledger.unaffiliated(), question, names: names)
    }

    /// - Parameter records: of a file that came again only those of its first delivery are counted.
    package init(
        _ records: [UnaffiliatedRecord], _ question: ReportQuestion, names: GroupNames
    ) {
        var deliveries: [Int64: Int64] = [:]
        var groups: [Group: Figures] = [:]
        var total = Figures()
        var counted: [UnaffiliatedRecord] = []
        for record in records {
            let first = deliveries[record.firstAttempt, default: record.attempt]
            deliveries[record.firstAttempt] = first
            let day = record.day
            guard first == record.attempt, day <= question.asOf else { continue }
            if let from = question.from, day < from { continue }
            groups[record.group(question.by, names), default: Figures()].add(record)
            total.add(record)
            counted.append(record)
        }
        self.question = question
        self.groups = groups.sorted { $0.key < $1.key }.map {
            Line(group: $0.key, figures: $0.value)
        }
        self.total = total
        self.records = counted
    }
}

extension AffiliationReport.Figures {
    fileprivate mutating func add(_ record: UnaffiliatedRecord) {
        records += 1
        allCodes.insert(record.activity.code)
        if let place = record.activity.place { allPlaces.insert(place.kecamatan ?? place) }
        first = min(first ?? record.day, record.day)
        last = max(last ?? record.day, record.day)
        exactPeople += Int128(record.activity.people)
    }

    /// The cells behind the name.
    var cells: [Cell] {
        [
            .integer(records), .integer(codes), .integer(people), .integer(places),
            first.map(Cell.day) ?? .missing, last.map(Cell.day) ?? .missing,
        ]
    }
}

extension UnaffiliatedRecord {
    /// The day of the activity; where the file names none, the day on which it was received.
    var day: Day { activity.day ?? receivedAt.jakartaDay }

    fileprivate func group(_ grouping: Grouping, _ names: GroupNames) -> Group {
        if let level = grouping.level { return names.group(of: activity.place, at: level) }
        switch grouping {
        case .week, .month: return grouping.group(of: day)
        case .source: return names.group(of: source)
        default: return names.group(of: activity.code)
        }
    }
}

extension AffiliationReport {
    /// The figures ready to be shown.
    package var report: Report {
        var table = Table(columns: Group.columns(question.by) + AffiliationReport.columns)
        for line in groups { table.append(line.group.cells + line.figures.cells) }
        table.setTotal([.nothing, .nothing] + total.cells)
        let title = Phrase("Activity outside the programme", "Kegiatan di luar program")
        return Report(
            .affiliation, title: title, question, period: question.from.map { $0...question.asOf },
            parts: [
                Report.Part(
                    "groups", title: title, table: table,
                    indicators: AffiliationReport.indicators),
                Report.Part(
                    "records", title: Phrase("Each record", "Setiap catatan"), table: list,
                    indicators: [
                        Report.Indicator(
                            "role",
                            "as what it stood in the file: the source itself, the organiser of a "
                                + "class, the penggerak of a member",
                            "sebagai apa dalam berkas: sumber sendiri, penyelenggara kelas, atau "
                                + "penggerak anggota")
                    ]),
            ])
    }

    private var list: Table {
        var table = Table(columns: [
            Table.Column(
                "day", title: Phrase("DAY", "TANGGAL"), .code, official: Phrase("Day", "Tanggal")),
            Table.Column(
                "code", title: Phrase("CODE", "KODE"), .text, official: Phrase("Code", "Kode")),
            Table.Column(
                "role", title: Phrase("AS", "SEBAGAI"), .code, official: Phrase("Role", "Peran")),
            Table.Column(
                "place", title: Phrase("PLACE", "TEMPAT"), .code,
                official: Phrase("Place", "Tempat")),
            Table.Column(
                "people", title: Phrase("PEOPLE", "ORANG"), .number,
                official: Phrase("People", "Jumlah orang")),
            Table.Column(
                "source", title: Phrase("FROM", "DARI"), .text,
                official: Phrase("Reported by", "Dilaporkan oleh")),
            Table.Column(
                "job", title: Phrase("JOB", "BERKAS"), .text, official: Phrase("File", "Berkas")),
            Table.Column(
                "delivery", title: Phrase("NO", "NO"), .number,
                official: Phrase("File received as number", "Nomor penerimaan berkas")),
        ])
        for record in records {
            let activity = record.activity
            table.append([
                .day(record.day), .text(Masking.maskingPeople(in: activity.code.text)),
                .phrase(activity.role.words), .optional(activity.place?.description),
                .integer(activity.people), .text(Masking.maskingPeople(in: record.source.text)),
                .optional(record.jobID.map { Masking.maskingPeople(in: $0.text) }),
                .integer(record.attempt),
            ])
        }
        return table
    }

    private static let columns = [
        Table.Column(
            "records", title: Phrase("RECORDS", "CATATAN"), .number,
            official: Phrase("Records", "Jumlah catatan")),
        Table.Column(
            "organisations", title: Phrase("WHO", "SIAPA"), .number,
            official: Phrase("Organisations", "Jumlah organisasi")),
        Table.Column(
            "people", title: Phrase("PEOPLE", "ORANG"), .number,
            official: Phrase("Head counts", "Jumlah orang")),
        Table.Column(
            "places", title: Phrase("PLACES", "TEMPAT"), .number,
            official: Phrase("Places", "Jumlah tempat")),
        Table.Column(
            "first", title: Phrase("FIRST", "PERTAMA"), .number,
            official: Phrase("First day", "Hari pertama")),
        Table.Column(
            "last", title: Phrase("LAST", "TERAKHIR"), .number,
            official: Phrase("Last day", "Hari terakhir")),
    ]

    private static let indicators = [
        Report.Indicator(
            "records",
            "records of work that was refused because its source, organiser or penggerak is in no "
                + "registry or was not active: one for each role, code, place and day of a file; a "
                + "file that came again counts once",
            "catatan pekerjaan yang ditolak karena sumber, penyelenggara atau penggeraknya tidak ada "
                + "dalam daftar atau tidak aktif: satu untuk tiap peran, kode, tempat dan hari "
                + "dalam berkas; berkas yang dikirim lagi dihitung sekali"),
        Report.Indicator(
            "organisations", "distinct codes; groups may share one",
            "kode, tiap kode sekali; baris dapat berbagi"),
        Report.Indicator(
            "people", "head counts of the records added up: who is in two files counts twice",
            "jumlah orang menurut catatan: yang ada dalam dua berkas dihitung dua kali"),
        Report.Indicator(
            "places", "distinct kecamatan, or places outside DKI; groups may share one",
            "kecamatan atau tempat di luar DKI, tiap tempat sekali; baris dapat berbagi"),
        Report.Indicator(
            "last", "days of the activity; where the file names none, of its receipt",
            "hari kegiatan; bila berkas tidak menyebutnya, hari berkas diterima"),
    ]
}

extension UnaffiliatedActivity.Role {
    fileprivate var words: Phrase {
        switch self {
        case .source: Phrase("source", "sumber")
        case .organiser: Phrase("organiser", "penyelenggara")
        case .penggerak: "penggerak"
        }
    }
}
