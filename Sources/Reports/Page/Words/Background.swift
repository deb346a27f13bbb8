/// What a reader who has never seen the programme must know to read its figures.
enum Background {
    /// Whose figures they are (the rulebook, "Who does what").
    static let publisher = Phrase(
        "Programme office of OK OCE / Jakpreneur (Biro Perekonomian, PGO), DKI Jakarta",
        "Kantor program OK OCE / Jakpreneur (Biro Perekonomian, PGO), DKI Jakarta")

    /// What the programme is.
    static let programme = [
        Phrase(
            "OK OCE (One Kecamatan, One Center of Entrepreneurship) is Jakarta's programme that takes "
                + "a citizen from registering to a funded business in seven steps, P1 to P7, the 7 PAS "
                + "(Pasti Akan Sukses). It began on 14 December 2017 and has been called Jakpreneur "
                + "since 2020.",
            "OK OCE (One Kecamatan, One Center of Entrepreneurship) adalah program Jakarta yang "
                + "mendampingi warga dari pendaftaran sampai usaha yang bermodal dalam tujuh langkah, "
                + "P1 sampai P7, yaitu 7 PAS (Pasti Akan Sukses). Program ini diluncurkan pada "
                + "14 Desember 2017 dan sejak 2020 bernama Jakpreneur."),
        Phrase(
            "City agencies, coaching communities, the licence office and lenders report what happened. "
                + "Every figure here is counted anew from those reports, each member once a step.",
            "Dinas, komunitas penggerak, kantor perizinan, dan pemberi modal melaporkan apa yang "
                + "terjadi. Setiap angka di sini dihitung dari laporan itu, tiap anggota sekali per "
                + "langkah."),
    ]

    /// Words that the page uses.
    static let glossary: [(word: Phrase, meaning: Phrase)] = [
        (
            "kota, kecamatan, kelurahan",
            Phrase(
                "city, district, ward: Jakarta (DKI) has 6 kota (one of them a regency of islands), "
                    + "44 kecamatan, 267 kelurahan",
                "DKI Jakarta memiliki 6 kota (satu di antaranya kabupaten kepulauan), 44 kecamatan, "
                    + "267 kelurahan")
        ),
        (
            "penggerak",
            Phrase(
                "an entrepreneurs' community that trains and coaches members",
                "komunitas pengusaha yang melatih dan mendampingi anggota")
        ),
        (
            "SKPD",
            Phrase(
                "an agency of the city that accompanies its members from P1 to P7",
                "dinas Pemprov yang mendampingi anggotanya dari P1 sampai P7")
        ),
        (
            "DPMPTSP",
            Phrase(
                "the city's one-stop licence office", "pelayanan terpadu satu pintu untuk perizinan"
            )
        ),
        (
            "DKI",
            Phrase(
                "the capital region, Jakarta; who lives outside it may register, is shown apart and "
                    + "counts for no target",
                "Daerah Khusus Ibukota Jakarta; yang tinggal di luarnya boleh mendaftar, ditampilkan "
                    + "tersendiri, dan tidak dihitung untuk target")
        ),
        (
            Phrase("held, contradicted", "ditahan, bertentangan"),
            Phrase(
                "a recorded fact that waits for another report, or for a person's decision; it counts "
                    + "when that comes",
                "fakta tercatat yang menunggu laporan lain, atau keputusan; dihitung setelah itu ada"
            )
        ),
        (
            Phrase("jobs", "tenaga kerja"),
            Phrase(
                "people at work in the members' businesses, their owners included, by each member's "
                    + "latest accounts (P6)",
                "orang yang bekerja di usaha anggota, termasuk pemiliknya, menurut laporan keuangan "
                    + "(P6) terakhir tiap anggota")
        ),
        (
            Phrase("as-of day", "hari laporan"),
            Phrase(
                "the last day that counts, in Jakarta: what occurred later is not in the figures",
                "hari terakhir yang dihitung, di Jakarta: yang terjadi sesudahnya tidak termasuk")
        ),
        (
            Phrase("known at", "menurut data tercatat"),
            Phrase(
                "only what had been recorded by that moment; a figure once published can be made again",
                "hanya yang sudah tercatat saat itu; angka yang pernah terbit dapat dibuat ulang")
        ),
        (
            Phrase("fortnight", "dua minggu"),
            Phrase(
                "the 14 days up to the as-of day: the rhythm of the evaluation",
                "14 hari sampai hari laporan: irama evaluasi")
        ),
    ]
}
