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
            .integer(figures.classes - figures.classesWithoutCost),
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
        Table.Column(
            "costed", title: Phrase("COSTED", "BERBIAYA"), .number,
            official: Phrase("Classes with a known cost", "Kelas yang diketahui biayanya")),
    ]

    private static let indicators = [
        Report.Indicator(
            "classes",
            "classes that were last reported as held, with the last session by that day",
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
            "speakers",
            "distinct speakers, told apart by the number that their organiser gives them; who spoke "
                + "in several groups counts once in each, and once in the total, so that the groups "
                + "may add up to more than it",
            "narasumber, tiap orang sekali menurut nomor dari penyelenggaranya; yang berbicara di "
                + "beberapa baris dihitung sekali di tiap baris dan sekali dalam jumlah akhir, "
                + "sehingga jumlah baris dapat melebihinya"),
        Report.Indicator(
            "cost", "rupiah, as the organisers reported for their classes",
            "rupiah, menurut laporan penyelenggara kelas"),
        Report.Indicator(
            "costed", "of the classes those of which a cost was reported",
            "dari kelas itu, yang biayanya dilaporkan"),
        Report.Indicator(
            "cost_per_participant", "cost / attended, whole rupiah, rounded half up",
            "biaya / yang hadir, dibulatkan ke rupiah"),
        Report.Indicator(
            "cost_per_class", "cost / classes that say a cost, whole rupiah, rounded half up",
            "biaya / kelas yang menyebut biaya, dibulatkan ke rupiah"),
        Report.Indicator(
            "cost_per_speaker",
            "cost / speakers, whole rupiah, rounded half up; in the total each speaker counts once, "
                + "for all the groups' cost, so that it is above the groups' where they share speakers",
            "biaya / narasumber, dibulatkan ke rupiah; dalam jumlah akhir tiap narasumber dihitung "
                + "sekali untuk biaya semua baris, sehingga lebih tinggi bila narasumber berbagi"),
        Report.Indicator(
            "participants_per_speaker", "attended / speakers, one decimal, rounded half up",
            "yang hadir / narasumber, satu desimal, dibulatkan"),
    ]
}
