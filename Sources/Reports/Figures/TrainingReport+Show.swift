extension TrainingReport {
    /// The figures ready to be shown.
    package var report: Report {
        var table = Table(columns: Group.columns(question.by) + TrainingReport.columns)
        for line in groups {
            table.append(line.group.cells + cells(line.figures))
        }
        table.setTotal([.nothing, .nothing] + cells(total))
        let title = Phrase("Training held", "Pelatihan yang terlaksana")
        return Report(
            .training, title: title, question, period: question.from.map { $0...question.asOf },
            parts: [
                Report.Part(
                    "groups", title: title, table: table, indicators: TrainingReport.indicators)
            ], notes: notes)
    }

    private func cells(_ figures: TrainingFigures) -> [Cell] {
        [
            .integer(figures.classes), .integer(figures.days), .integer(figures.kecamatan),
            .integer(figures.invited), .integer(figures.attended),
            .percent(figures.attended, of: figures.invited), .integer(figures.speakers),
            .rupiah(figures.cost), .rupiah(figures.costPerParticipant),
            .rupiah(figures.costPerClass), .rupiah(figures.costPerSpeaker),
            .optional(figures.participantsPerSpeaker),
        ]
    }

    private var notes: [Phrase] {
        guard total.classesWithoutCost > 0 else { return [] }
        let (without, all) = (total.classesWithoutCost, total.classes)
        return [
            Phrase(
                "\(without) of \(all) classes say no cost: their cost is in no sum, and their "
                    + "participants and speakers are in the averages.",
                "\(without) dari \(all) kelas tidak menyebut biaya: biayanya tidak masuk jumlah, "
                    + "sedangkan peserta dan narasumbernya masuk rata-rata.")
        ]
    }

    private static let columns = [
        Table.Column(
            "classes", title: Phrase("CLASS", "KELAS"), .number,
            official: Phrase("Classes", "Jumlah kelas")),
        Table.Column(
            "days", title: Phrase("DAYS", "HARI"), .number,
            official: Phrase("Days", "Jumlah hari")),
        Table.Column(
            "kecamatan", title: "KEC", .number,
            official: Phrase("Kecamatan", "Jumlah kecamatan")),
        Table.Column(
            "invited", title: Phrase("INVITED", "UNDANGAN"), .number,
            official: Phrase("Invited", "Peserta yang diundang")),
        Table.Column(
            "attended", title: Phrase("CAME", "HADIR"), .number,
            official: Phrase("Attended", "Peserta yang hadir")),
        Table.Column(
            "percent_attended", title: Phrase("CAME %", "HADIR %"), .number,
            official: Phrase("Per cent of the invited", "Persen dari yang diundang")),
        Table.Column(
            "speakers", title: Phrase("SPK", "NARSUM"), .number,
            official: Phrase("Speakers", "Narasumber")),
        Table.Column(
            "cost", title: Phrase("COST", "BIAYA"), .number,
            official: Phrase("Cost in rupiah", "Biaya (Rp)")),
        Table.Column(
            "cost_per_participant", title: Phrase("A HEAD", "PER PESERTA"), .number,
            official: Phrase("Cost a participant", "Biaya per peserta (Rp)")),
        Table.Column(
            "cost_per_class", title: Phrase("A CLASS", "PER KELAS"), .number,
            official: Phrase("Cost a class", "Biaya per kelas (Rp)")),
        Table.Column(
            "cost_per_speaker", title: Phrase("A SPEAKER", "PER NARASUMBER"), .number,
            official: Phrase("Cost a speaker", "Biaya per narasumber (Rp)")),
        Table.Column(
            "participants_per_speaker", title: Phrase("CAME/SPK", "HADIR/NARSUM"), .number,
            official: Phrase("Participants a speaker", "Peserta per narasumber")),
    ]

    private static let indicators = [
        Report.Indicator(
            "classes", "classes whose latest header says held, with the last session by that day",
            "kelas yang laporan terakhirnya menyatakan terlaksana, sesi terakhirnya sampai hari itu"
        ),
        Report.Indicator(
            "days", "distinct days with a session; groups may share a day",
            "hari yang ada sesinya, tiap hari sekali; baris dapat berbagi hari"),
        Report.Indicator(
            "kecamatan", "distinct kecamatan where a class was held",
            "kecamatan tempat kelas terlaksana, tiap kecamatan sekali"),
        Report.Indicator(
            "invited",
            "distinct people on a roster, whatever became of them; groups may share a person",
            "orang dalam daftar peserta, apa pun kehadirannya, tiap orang sekali; baris dapat "
                + "berbagi orang"),
        Report.Indicator(
            "attended",
            "distinct people who attended, registered or not; groups may share a person",
            "orang yang hadir, terdaftar atau tidak, tiap orang sekali; baris dapat berbagi orang"),
        Report.Indicator(
            "percent_attended", "attended / invited", "yang hadir / yang diundang"),
        Report.Indicator(
            "speakers", "distinct speakers, each organiser's counted by its own speaker_id",
            "narasumber, tiap orang sekali menurut speaker_id penyelenggaranya"),
        Report.Indicator(
            "cost", "rupiah, as the classes' headers say",
            "rupiah, menurut laporan kelas"),
        Report.Indicator(
            "cost_per_participant", "cost / attended, whole rupiah, rounded half up",
            "biaya / yang hadir, dibulatkan ke rupiah"),
        Report.Indicator(
            "cost_per_class", "cost / classes that say a cost, whole rupiah, rounded half up",
            "biaya / kelas yang menyebut biaya, dibulatkan ke rupiah"),
        Report.Indicator(
            "cost_per_speaker", "cost / speakers, whole rupiah, rounded half up",
            "biaya / narasumber, dibulatkan ke rupiah"),
        Report.Indicator(
            "participants_per_speaker", "attended / speakers, one decimal, rounded half up",
            "yang hadir / narasumber, satu desimal, dibulatkan"),
    ]
}
