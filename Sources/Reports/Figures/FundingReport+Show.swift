import Programme

extension FundingReport {
    /// The figures ready to be shown.
    package var report: Report {
        let title = Phrase("Applications for funding", "Pengajuan permodalan")
        return Report(
            .funding, title: title, question, period: question.from.map { $0...question.asOf },
            parts: [
                Report.Part(
                    "groups", title: title,
                    table: table(FundingReport.columns) { FundingReport.cells($0) },
                    indicators: FundingReport.indicators),
                Report.Part(
                    "rupiah",
                    title: Phrase("Rupiah at each state", "Rupiah menurut status"),
                    table: table(FundingReport.rupiahColumns) { figures in
                        Phase.allCases.map { .rupiah(figures.rupiah($0)) }
                    },
                    indicators: [FundingReport.rupiah]),
                Report.Part(
                    "lenders", title: Phrase("By lender", "Menurut pemberi modal"),
                    table: byLender),
            ])
    }

    /// What each lender paid out, whatever the groups are.
    private var byLender: Table {
        let keys = ["applications", "disbursals", "disbursed_rupiah", "repaid_rupiah"]
        func cells(_ figures: FundingFigures) -> [Cell] {
            [
                .integer(figures.applications), .integer(figures.disbursals),
                .rupiah(figures.disbursed), .rupiah(figures.repaid),
            ]
        }
        var table = Table(
            columns: Group.columns(.source, named: Phrase("Lender", "Pemberi modal"))
                + keys.compactMap { key in FundingReport.columns.first { $0.key == key } })
        for line in lenders { table.append(line.group.cells + cells(line.figures)) }
        table.setTotal([.nothing, .nothing] + cells(total))
        return table
    }

    private typealias Phase = ApplicationState.Phase

    /// A table with a row a group.
    private func table(_ columns: [Table.Column], cells: (FundingFigures) -> [Cell]) -> Table {
        var table = Table(columns: Group.columns(question.by) + columns)
        for line in groups { table.append(line.group.cells + cells(line.figures)) }
        table.setTotal([.nothing, .nothing] + cells(total))
        return table
    }

    private static func cells(_ figures: FundingFigures) -> [Cell] {
        [.integer(figures.applications)]
            + Phase.allCases.map { .integer(figures.byPhase[$0] ?? 0) }
            + [
                .percent(figures.approvedEver, of: figures.decided),
                figures.medianDays.map(Cell.integer) ?? .missing, .integer(figures.disbursals),
                .rupiah(figures.disbursed), .rupiah(figures.repaid),
                .percent(figures.repaid, of: figures.disbursed),
            ]
    }

    private static let columns: [Table.Column] = {
        let first = [
            Table.Column(
                "applications", title: Phrase("ALL", "SEMUA"), .number,
                official: Phrase("Applications", "Jumlah pengajuan"))
        ]
        let counts = Phase.allCases.map {
            Table.Column($0.rawValue, title: $0.short, .number, official: $0.words)
        }
        let rates = [
            Table.Column(
                "percent_approved", title: Phrase("APPROVED %", "DISETUJUI %"), .number,
                official: Phrase("Approval rate", "Persen disetujui dari yang diputus")),
            Table.Column(
                "median_days", title: Phrase("DAYS", "HARI"), .number,
                official: Phrase(
                    "Median days to disbursal", "Median hari dari pengajuan ke pencairan")),
            Table.Column(
                "disbursals", title: Phrase("LOANS", "PINJAMAN"), .number,
                official: Phrase("Disbursals that stand", "Pencairan yang berlaku")),
            Table.Column(
                "disbursed_rupiah", title: Phrase("PAID OUT", "DICAIRKAN"), .number,
                official: Phrase("Disbursed in rupiah", "Dicairkan (Rp)")),
            Table.Column(
                "repaid_rupiah", title: Phrase("PAID BACK", "DIBAYAR KEMBALI"), .number,
                official: Phrase("Principal repaid in rupiah", "Pokok yang dibayar kembali (Rp)")),
            Table.Column(
                "percent_repaid", title: Phrase("BACK %", "KEMBALI %"), .number,
                official: Phrase("Per cent repaid", "Persen yang dibayar kembali")),
        ]
        return first + counts + rates
    }()

    private static let rupiahColumns = Phase.allCases.map { phase in
        Table.Column(
            phase.rawValue, title: phase.short, .number,
            official: Phrase(
                phase.words[.english] + ", rupiah", phase.words[.indonesian] + " (Rp)"))
    }

    private static let indicators = [
        Report.Indicator(
            "applications",
            "applications (lender and number) of which an event had occurred by that day; each is in "
                + "the one state that it had come to, and the states add up to them",
            "pengajuan (pemberi modal dan nomor) yang sudah ada peristiwanya sampai hari itu; "
                + "masing-masing pada satu status terakhirnya, dan jumlah semua status sama "
                + "dengannya"),
        Report.Indicator(
            "percent_approved",
            "applications ever approved, or disbursed, / those and the rejected",
            "pengajuan yang pernah disetujui atau dicairkan / itu ditambah yang ditolak"),
        Report.Indicator(
            "median_days", "from submitted to disbursed, of those for which both were reported",
            "dari diajukan sampai dicairkan, dari yang keduanya dilaporkan"),
        Report.Indicator(
            "disbursals", "disbursals that stand on that day, later repaid or written off or not",
            "pencairan yang berlaku pada hari itu, kemudian lunas atau macet ataupun belum"),
        Report.Indicator("disbursed_rupiah", "their rupiah", "nilai rupiahnya"),
        Report.Indicator(
            "repaid_rupiah", "principal paid back by that day, by the repayments that count",
            "pokok yang dibayar kembali sampai hari itu, menurut pembayaran yang dihitung"),
        Report.Indicator("percent_repaid", "paid back / paid out", "dibayar kembali / dicairkan"),
    ]

    private static let rupiah = Report.Indicator(
        "Rp",
        "of the applications in that state: asked for where submitted, assessed, rejected or "
            + "withdrawn; granted where approved; else paid out. Each application is in one state; "
            + "the groups add up to the total",
        "dari pengajuan pada status itu: yang diminta bila diajukan, dinilai, ditolak atau ditarik; "
            + "yang disetujui bila disetujui; selebihnya yang dicairkan. Tiap pengajuan pada satu "
            + "status; jumlah semua baris sama dengan jumlah akhir")
}

extension ApplicationState.Phase {
    /// The heading of its column.
    fileprivate var short: Phrase {
        switch self {
        case .submitted: Phrase("SUBM", "AJUAN")
        case .assessed: Phrase("ASSD", "NILAI")
        case .approved: Phrase("APPR", "SETUJU")
        case .disbursed: Phrase("DISB", "CAIR")
        case .repaid: Phrase("REPD", "LUNAS")
        case .writtenOff: Phrase("LOST", "MACET")
        case .rejected: Phrase("REJD", "TOLAK")
        case .withdrawn: Phrase("WDRN", "TARIK")
        }
    }

    /// What it is called.
    fileprivate var words: Phrase {
        switch self {
        case .submitted: Phrase("Submitted", "Diajukan")
        case .assessed: Phrase("Assessed", "Dinilai")
        case .approved: Phrase("Approved", "Disetujui")
        case .disbursed: Phrase("Disbursed", "Dicairkan")
        case .repaid: Phrase("Repaid", "Lunas")
        case .writtenOff: Phrase("Written off", "Dihapusbukukan")
        case .rejected: Phrase("Rejected", "Ditolak")
        case .withdrawn: Phrase("Withdrawn", "Ditarik kembali")
        }
    }
}
