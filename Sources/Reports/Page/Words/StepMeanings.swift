import Programme

/// What each of the seven steps is (the rulebook, "The seven steps"), for who has never heard of
/// them.
enum StepMeanings {
    static func table(_ language: Language) -> Section.Explanation {
        Section.Explanation(
            title: language.of("What each step means", "Arti tiap langkah"),
            headings: [
                language.of("Step", "Langkah"), language.of("Name", "Nama"),
                language.of("What happens", "Yang terjadi"),
                language.of("What proves it", "Buktinya"),
                language.of("Who reports it", "Yang melaporkan"),
            ],
            rows: Stage.allCases.map { stage in
                let meaning = meaning(of: stage)
                return [
                    stage.description, stage.words[language], meaning.happens[language],
                    meaning.proof[language], meaning.reporters[language],
                ]
            })
    }

    private struct Meaning {
        let happens: Phrase
        let proof: Phrase
        let reporters: Phrase
    }

    private static func meaning(of stage: Stage) -> Meaning {
        switch stage {
        case .registration:
            Meaning(
                happens: Phrase(
                    "A citizen registers and chooses the community (penggerak) that will coach them.",
                    "Warga mendaftar dan memilih komunitas penggerak yang akan mendampinginya."),
                proof: Phrase(
                    "Name, kelurahan, penggerak and consent.",
                    "Nama, kelurahan, penggerak, dan persetujuan."),
                reporters: Phrase(
                    "The portal, a city agency (SKPD), the penggerak.",
                    "Portal, SKPD, penggerak."))
        case .training:
            Meaning(
                happens: Phrase(
                    "They are trained in their trade and in managing a business.",
                    "Dilatih keterampilan usaha dan pengelolaannya."),
                proof: Phrase(
                    "They attended a class that was held; being invited is not enough.",
                    "Hadir di kelas yang terlaksana; diundang saja tidak cukup."),
                reporters: Phrase(
                    "SKPD and penggerak, by the class's roster.",
                    "SKPD dan penggerak, lewat daftar hadir kelas."))
        case .mentoring:
            Meaning(
                happens: Phrase(
                    "A mentor accompanies their business.", "Usahanya didampingi seorang mentor."),
                proof: Phrase("The mentor and the day.", "Mentor dan tanggalnya."),
                reporters: Phrase("SKPD, their penggerak.", "SKPD, penggeraknya."))
        case .licensing:
            Meaning(
                happens: Phrase(
                    "They get the licences that their trade needs (IUMK, SKU, PIRT, NIB).",
                    "Memperoleh izin yang diperlukan usahanya (IUMK, SKU, PIRT, NIB)."),
                proof: Phrase(
                    "Type, number and day of the licence.", "Jenis, nomor, dan tanggal izin."),
                reporters: Phrase(
                    "The licence office (DPMPTSP), SKPD.", "DPMPTSP, SKPD."))
        case .marketing:
            Meaning(
                happens: Phrase(
                    "Their goods reach buyers, online or offline (OK OCE Mart, bazaar, marketplace).",
                    "Barangnya sampai ke pembeli, daring atau luring (OK OCE Mart, bazar, lokapasar)."
                ),
                proof: Phrase("The channel and its name.", "Saluran dan namanya."),
                reporters: Phrase("SKPD, their penggerak.", "SKPD, penggeraknya."))
        case .accounts:
            Meaning(
                happens: Phrase(
                    "They keep accounts that show profit or loss.",
                    "Membuat laporan keuangan yang menunjukkan laba atau rugi."),
                proof: Phrase(
                    "A month's revenue, expenses and profit.",
                    "Pendapatan, pengeluaran, dan laba satu bulan."),
                reporters: Phrase("SKPD, their penggerak.", "SKPD, penggeraknya."))
        case .funding:
            Meaning(
                happens: Phrase(
                    "They get capital that fits the business.",
                    "Memperoleh modal yang sesuai dengan usahanya."),
                proof: Phrase(
                    "The lender reported that it paid out, and has not taken it back.",
                    "Pemberi modal melaporkan pencairan dan tidak membatalkannya."),
                reporters: Phrase("The lender, nobody else.", "Hanya pemberi modal."))
        }
    }
}
