import Ledger
import Programme

extension WaitingReport {
    /// The figures ready to be shown.
    ///
    /// - Parameter veil: whether NIKs are shown as they are.
    package func report(_ veil: Veil = .drawn) -> Report {
        var table = Table(columns: Group.columns(question.by) + WaitingReport.columns)
        for line in groups { table.append(line.group.cells + cells(line.figures)) }
        table.setTotal([.nothing, .nothing] + cells(total))
        let title = Phrase("What waits", "Yang menunggu")
        return Report(
            .waiting, title: title, question, period: question.from.map { $0...question.asOf },
            parts: [
                Report.Part(
                    "groups", title: title, table: table, indicators: WaitingReport.indicators),
                Report.Part(
                    "longest",
                    title: Phrase(
                        "The longest waiting, \(longest.count) of \(total.facts)",
                        "Yang paling lama menunggu, \(longest.count) dari \(total.facts)"),
                    table: list(veil)),
                requestsPart(veil),
            ],
            notes: question.knownAt == nil && isPast
                ? [
                    Phrase(
                        "These facts wait now; what waited on that day and no longer does is in a "
                            + "report of what was known then.",
                        "Fakta ini masih menunggu sekarang; yang dulu menunggu dan kini tidak lagi "
                            + "ada dalam laporan menurut data yang tercatat saat itu.")
                ] : [])
    }

    /// Whether the as-of day was over when the report was made.
    private var isPast: Bool {
        until == Instant(startOfJakartaDay: question.asOf.adding(days: 1))
    }

    private func cells(_ figures: Figures) -> [Cell] {
        [
            .integer(figures.facts), .integer(figures.held), .integer(figures.contradicted),
            .integer(figures.heldByOperator), .integer(figures.people), .integer(figures.overdue),
            figures.since.map { .day($0.jakartaDay) } ?? .missing,
            figures.since.map { .integer(days(since: $0)) } ?? .missing,
        ]
    }

    private func days(since moment: Instant) -> Int {
        max(0, Int((until.nanoseconds - moment.nanoseconds) / 86_400_000_000_000))
    }

    private func list(_ veil: Veil) -> Table {
        var table = Table(columns: [
            Table.Column(
                "since", title: Phrase("SINCE", "SEJAK"), .code, official: Phrase("Since", "Sejak")
            ),
            Table.Column(
                "days", title: Phrase("DAYS", "HARI"), .number, official: Phrase("Days", "Hari")),
            Table.Column(
                "fact", title: Phrase("FACT", "FAKTA"), .tail, official: Phrase("Fact", "Fakta")),
            Table.Column(
                "nik", title: "NIK", .code),
            Table.Column(
                "verdict", title: Phrase("IS", "STATUS"), .code,
                official: Phrase("Verdict", "Status")),
            Table.Column(
                "waits_for", title: Phrase("WAITS FOR", "MENUNGGU"), .text,
                official: Phrase("Waits for", "Menunggu")),
        ])
        for line in longest {
            let item = line.itemID?.text ?? FactReference.header.text
            let fact = "\(line.key.source)/\(line.key.jobID)/\(item)"
            table.append([
                .day(line.since.jakartaDay), .integer(days(since: line.since)),
                .text(Masking.maskingPeople(in: fact)), .optional(line.nik.map { veil($0) }),
                .phrase(
                    line.verdict == .held
                        ? Phrase("held", "ditahan") : Phrase("contradicted", "bertentangan")),
                line.isHeldByOperator
                    ? .phrase(Phrase("an operator to let it go", "operator melepasnya"))
                    : .text(Masking.maskingPeople(in: line.waitsFor.description)),
            ])
        }
        return table
    }

    private static let columns = [
        Table.Column(
            "facts", title: Phrase("FACTS", "FAKTA"), .number,
            official: Phrase("Facts", "Jumlah fakta")),
        Table.Column(
            "held", title: Phrase("HELD", "DITAHAN"), .number,
            official: Phrase("Held", "Ditahan")),
        Table.Column(
            "contradicted", title: Phrase("CONTR", "TENTANG"), .number,
            official: Phrase("Contradicted", "Bertentangan")),
        Table.Column(
            "held_by_operator", title: Phrase("BY OP", "OLEH OP"), .number, isSpare: true,
            official: Phrase("Held by an operator", "Ditahan operator")),
        Table.Column(
            "people", title: Phrase("PEOPLE", "ORANG"), .number,
            official: Phrase("People", "Jumlah orang")),
        Table.Column(
            "overdue", title: Phrase("OVERDUE", "LEWAT"), .number,
            official: Phrase("Overdue", "Lewat waktu")),
        Table.Column(
            "since", title: Phrase("OLDEST", "TERLAMA"), .number,
            official: Phrase("Oldest since", "Terlama sejak")),
        Table.Column(
            "days", title: Phrase("DAYS", "HARI"), .number,
            official: Phrase("Days of the oldest", "Hari yang terlama")),
    ]

    private static let indicators = [
        Report.Indicator(
            "facts",
            "recorded facts that occurred by that day and count for nothing yet: held (for something "
                + "that has not been reported) or contradicted (a person must decide)",
            "fakta tercatat yang terjadi sampai hari itu dan belum dihitung: ditahan (menunggu "
                + "laporan lain) atau bertentangan (harus diputuskan orang)"),
        Report.Indicator(
            "held_by_operator",
            "of the held ones those that an operator holds back until they have been looked into",
            "dari yang ditahan, yang ditahan operator sampai selesai diperiksa"),
        Report.Indicator(
            "people", "distinct people whom they are about; groups may share a person",
            "orang yang bersangkutan, tiap orang sekali; baris dapat berbagi orang"),
        Report.Indicator(
            "overdue",
            "of the held ones those held for longer than is allowed (a fortnight, unless the office "
                + "has set another time), save what an operator holds",
            "dari yang ditahan, yang melewati batas (dua minggu, kecuali kantor menetapkan lain), "
                + "selain yang ditahan operator"),
        Report.Indicator(
            "days", "whole days that the oldest of them has waited",
            "hari penuh yang terlama sudah menunggu"),
    ]
}
