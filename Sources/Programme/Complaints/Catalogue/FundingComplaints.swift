extension ComplaintCatalogue {
    /// Funding (E7xx, W7xx, R7xx).
    static let funding: [Entry] = [
        Entry(
            .fundingDateMalformed, example: #""occurred_on": "12-06-2018""#,
            english: Text(
                when: "A date of a funding application is malformed or does not exist.",
                mend: "Write a day that exists as YYYY-MM-DD."),
            indonesian: Text(
                when: "Tanggal dalam pengajuan modal salah bentuk atau tidak ada.",
                mend: "Tulis hari yang ada sebagai YYYY-MM-DD.")),
        Entry(
            .fundingDateInFuture, example: "disbursed tomorrow",
            english: Text(
                when: "An event lies after the day of submitted_at in Jakarta.",
                mend: "Check the date, or send the file on that day."),
            indonesian: Text(
                when: "Kejadian jatuh setelah hari submitted_at di Jakarta.",
                mend: "Periksa tanggal, atau kirim berkas pada hari itu.")),
        Entry(
            .fundingFieldMissing, example: "disbursed without amount",
            english: Text(
                when: "An event lacks a field that it needs.",
                mend: "Add amount, tenor_months, rate_bp or reason."),
            indonesian: Text(
                when: "Kejadian tidak memuat isian yang diperlukannya.",
                mend: "Tambahkan amount, tenor_months, rate_bp, atau reason.")),
        Entry(
            .fundingFieldNotOfEvent, example: "assessed with amount",
            english: Text(
                when: "An event has a field that belongs to another event.",
                mend: "Leave it out, or correct event."),
            indonesian: Text(
                when: "Kejadian memuat isian milik kejadian lain.",
                mend: "Hapus, atau perbaiki event.")),
        Entry(
            .aboveCeiling, example: "Rp 12 million of a product to Rp 10 million",
            english: Text(
                when: "The amount is above the product's ceiling on the day.",
                mend: "Check amount and product."),
            indonesian: Text(
                when: "Jumlah melebihi plafon produk pada hari itu.",
                mend: "Periksa amount dan product.")),
        Entry(
            .productUnknown, example: #""product": "MONAS_9""#,
            english: Text(
                when: "The lender has no product with this code in the configuration.",
                mend: "Check the code, or have the product entered."),
            indonesian: Text(
                when: "Pemodal tidak memiliki produk dengan kode ini dalam konfigurasi.",
                mend: "Periksa kode, atau mintakan produk itu dimasukkan.")),
        Entry(
            .productNotOnOffer, example: "a product of 2023 in 2018",
            english: Text(
                when: "The product was not on offer on the day of the event.",
                mend: "Check product and date."),
            indonesian: Text(
                when: "Produk tidak ditawarkan pada hari kejadian.",
                mend: "Periksa produk dan tanggal.")),
        Entry(
            .eventsImplied, example: "disbursed without approved",
            english: Text(
                when: "Events between were never reported and are taken as implied.",
                mend: "Send them; they fill in."),
            indonesian: Text(
                when: "Kejadian di antaranya tidak dilaporkan dan dianggap tersirat.",
                mend: "Kirim kejadian itu; akan dilengkapi.")),
        Entry(
            .repaidSumDiffers, example: "repaid, with repayments of half",
            english: Text(
                when: "repaid stands, but the repayments differ from what was disbursed.",
                mend: "Send the repayments that are missing."),
            indonesian: Text(
                when: "repaid berlaku, tetapi jumlah angsuran berbeda dengan pencairan.",
                mend: "Kirim angsuran yang belum dilaporkan.")),
        Entry(
            .productStepsMissing, example: "MONAS_PEMULA before P6",
            english: Text(
                when: "The applicant had not reached the steps that the product asks for.",
                mend: "Check the product, or have the steps reported."),
            indonesian: Text(
                when: "Pemohon belum mencapai langkah yang disyaratkan produk.",
                mend: "Periksa produk, atau mintakan langkah itu dilaporkan.")),
    ]
}
