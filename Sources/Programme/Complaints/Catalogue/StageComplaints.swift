extension ComplaintCatalogue {
    /// Stages (E5xx, R5xx).
    static let stage: [Entry] = [
        Entry(
            .stageDateMalformed, example: #""occurred_on": "2018-02-30""#,
            english: Text(
                when: "A date of a stage update is malformed or does not exist.",
                mend: "Write a day that exists as YYYY-MM-DD."),
            indonesian: Text(
                when: "Tanggal dalam laporan langkah salah bentuk atau tidak ada.",
                mend: "Tulis hari yang ada sebagai YYYY-MM-DD.")),
        Entry(
            .stageDateInFuture, example: "occurred_on the day after submitted_at",
            english: Text(
                when: "A day lies after the day of submitted_at in Jakarta.",
                mend: "Check the date, or send the file on that day."),
            indonesian: Text(
                when: "Suatu hari jatuh setelah hari submitted_at di Jakarta.",
                mend: "Periksa tanggal, atau kirim berkas pada hari itu.")),
        Entry(
            .evidenceOfOtherStep, example: #""stage": "P3" with a licence"#,
            english: Text(
                when: "The evidence belongs to another step than the item reports.",
                mend: "Report the step that the evidence is of."),
            indonesian: Text(
                when: "Bukti bukan untuk langkah yang dilaporkan.",
                mend: "Laporkan langkah yang sesuai dengan buktinya.")),
        Entry(
            .fundingStepByLenderOnly, example: #""stage": "P7""#,
            english: Text(
                when: "A stage update reports P7, which a lender's disbursement alone reaches.",
                mend: "Leave it out; the lender sends a funding application."),
            indonesian: Text(
                when: "Laporan langkah menyebut P7, yang hanya dicapai lewat pencairan pemodal.",
                mend: "Hapus; pemodal mengirim pengajuan modal.")),
        Entry(
            .profitNotRevenueLessExpenses, example: "revenue 10, expenses 4, profit 5",
            english: Text(
                when: "profit is not revenue less expenses.",
                mend: "Check the three figures."),
            indonesian: Text(
                when: "profit bukan revenue dikurangi expenses.",
                mend: "Periksa ketiga angka itu.")),
        Entry(
            .periodMalformed, example: #""period": "June 2018""#,
            english: Text(
                when: "The period of accounts is no month.",
                mend: "Write it as YYYY-MM."),
            indonesian: Text(
                when: "Periode laporan keuangan bukan bulan.",
                mend: "Tulis sebagai YYYY-MM.")),
        Entry(
            .licenceNumberMalformed, example: #"a NIB "123""#,
            english: Text(
                when: "The number of a NIB is not 13 digits.",
                mend: "Copy it again from the licence."),
            indonesian: Text(
                when: "Nomor NIB tidak terdiri atas 13 angka.",
                mend: "Salin lagi dari surat izin.")),
        Entry(
            .correctionEmpty, example: #""action": "correct" with a reason only"#,
            english: Text(
                when: "A correction corrects nothing.",
                mend: "Give kelurahan, penggerak, name or business."),
            indonesian: Text(
                when: "Perbaikan tidak memperbaiki apa pun.",
                mend: "Isi kelurahan, penggerak, name, atau business.")),
        Entry(
            .licenceIssuedLater, example: "issued_on after occurred_on",
            english: Text(
                when: "A licence is reported as had before it was issued.",
                mend: "Put occurred_on on the day of issue or later."),
            indonesian: Text(
                when: "Izin dilaporkan dimiliki sebelum terbit.",
                mend: "Isi occurred_on dengan hari terbit atau sesudahnya.")),
        Entry(
            .registrationDiffers, example: "a second P1 with another kelurahan",
            english: Text(
                when: "A repeated P1 tells other details than the one that stands.",
                mend: "If the new ones are right, have them sent as a correct."),
            indonesian: Text(
                when: "Pendaftaran ulang memuat data lain daripada yang berlaku.",
                mend: "Bila data baru benar, mintakan perbaikan (correct).")),
        Entry(
            .occurredBeforeNeededStep, example: "P3 of 1 June, P2 reached on 8 June",
            english: Text(
                when: "A step occurred before the one it needs; it counts from then on.",
                mend: "Check both dates."),
            indonesian: Text(
                when: "Langkah terjadi sebelum langkah syaratnya; dihitung sejak langkah itu.",
                mend: "Periksa kedua tanggal.")),
    ]
}
