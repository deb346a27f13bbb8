import Programme

extension SectionMaker {
    /// What training cost, where and when.
    func training() -> Section {
        var section = plain()
        guard let groups = Sheet(report, "groups"), let attended = groups.total("attended"),
            let classes = groups.total("classes"), let cost = groups.total("cost"),
            let each = groups.total("cost_per_participant"), !groups.rows.isEmpty
        else {
            section.lead = [
                language.of(
                    "No class was held by \(asOf).",
                    "Belum ada kelas yang terlaksana sampai \(asOf).")
            ]
            return section
        }
        let (days, kecamatan) = (groups.total("days"), groups.total("kecamatan"))
        if let days, let kecamatan {
            section.lead = [
                language.of(
                    "\(classes) classes on \(days) days in \(kecamatan) kecamatan trained \(attended) "
                        + "people for \(cost): \(each) a participant.",
                    "\(classes) kelas pada \(days) hari di \(kecamatan) kecamatan melatih \(attended) "
                        + "orang dengan biaya \(cost): \(each) per peserta.")
            ]
        }
        if let costed = groups.total("costed") {
            section.lead.append(
                costed.value == classes.value
                    ? language.of(
                        "The cost is known of \(costed) of \(classes) classes: of all.",
                        "Biaya diketahui untuk \(costed) dari \(classes) kelas: semuanya.")
                    : language.of(
                        "The cost is known of \(costed) of \(classes) classes: what the others cost "
                            + "is in no sum.",
                        "Biaya diketahui untuk \(costed) dari \(classes) kelas: biaya kelas "
                            + "lainnya tidak masuk jumlah."))
        }
        section.highlights = [
            Section.Highlight(
                label: language.of("Training cost a participant", "Biaya pelatihan per peserta"),
                figure: each,
                words: language.of(
                    "\(cost) for \(attended) people who came",
                    "\(cost) untuk \(attended) orang yang hadir"
                ))
        ]
        let title =
            report.question.by.isTime
            ? language.of("Training by \(byWords)", "Pelatihan per \(byWords)")
            : report.question.by == .kecamatan
                ? language.of("Training by kecamatan", "Pelatihan menurut kecamatan")
                : language.of("Training by \(byWords)", "Pelatihan menurut \(byWords)")
        let columns = [
            (key: "cost_per_participant", what: language.of("a participant", "per peserta")),
            (key: "cost", what: language.of("in all", "seluruhnya")),
            (key: "attended", what: language.of("people who came", "orang yang hadir")),
            (key: "classes", what: language.of("classes held", "kelas terlaksana")),
        ]
        if let chart = self.groups(
            title, columns: columns, isRupiah: ["cost", "cost_per_participant"])
        {
            section.charts = [chart]
        }
        return section
    }
}
