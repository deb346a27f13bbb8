import Programme

extension SectionMaker {
    /// Who uses the programme's name without being part of it.
    func affiliation() -> Section {
        var section = plain()
        guard let groups = Sheet(report, "groups"), let people = groups.total("people"),
            let organisations = groups.total("organisations"), !groups.rows.isEmpty
        else {
            section.lead = [
                language.of(
                    "No work by who is not part of the programme was reported.",
                    "Tidak ada laporan kegiatan oleh pihak di luar program.")
            ]
            return section
        }
        section.lead = [
            language.of(
                "Work by \(organisations) organisations that are not part of the programme was refused "
                    + "and kept; their files name \(people) people in all.",
                "Kegiatan \(organisations) organisasi yang bukan bagian program ditolak dan dicatat; "
                    + "berkasnya menyebut \(people) orang seluruhnya.")
        ]
        if let chart = self.groups(
            language.of("Head counts by \(byWords)", "Jumlah orang menurut \(byWords)"),
            columns: [(key: "people", what: language.of("people named", "orang yang disebut"))])
        {
            section.charts = [chart]
        }
        return section
    }
}
