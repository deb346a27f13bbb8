extension ComplaintCatalogue {
    /// Identity (E2xx, W2xx).
    static let identity: [Entry] = [
        Entry(
            .nikNotSixteenDigits, example: #""nik": "317103""#,
            english: Text(
                when: "A NIK is not 16 digits.",
                mend: "Copy it again from the KTP, as a string."),
            indonesian: Text(
                when: "NIK tidak terdiri atas 16 angka.",
                mend: "Salin lagi dari KTP, sebagai teks.")),
        Entry(
            .nikImpossibleDate, example: "a NIK with day 31 of month 11",
            english: Text(
                when: "Digits 7 to 12 of a NIK are a date in no century.",
                mend: "Copy it again from the KTP; for women the day is 40 more."),
            indonesian: Text(
                when: "Angka ke-7 sampai ke-12 NIK bukan tanggal di abad mana pun.",
                mend: "Salin lagi dari KTP; bagi perempuan tanggal ditambah 40.")),
        Entry(
            .nikSerialZero, example: "a NIK that ends in 0000",
            english: Text(
                when: "The serial of a NIK is 0000; it begins at 0001.",
                mend: "Copy it again from the KTP."),
            indonesian: Text(
                when: "Nomor urut NIK adalah 0000; seharusnya mulai dari 0001.",
                mend: "Salin lagi dari KTP.")),
        Entry(
            .nikOneDigit, example: "3333333333333333",
            english: Text(
                when: "A NIK is one digit sixteen times.",
                mend: "Copy it from the KTP; do not fill in a placeholder."),
            indonesian: Text(
                when: "NIK berisi satu angka yang diulang enam belas kali.",
                mend: "Salin dari KTP; jangan isi angka pengganti.")),
        Entry(
            .personErased, example: "an old file that comes again",
            english: Text(
                when: "The item is about somebody who was erased at their own wish, and tells of "
                    + "the time before.",
                mend: "Take the person out of your files too; only what is new is taken again."),
            indonesian: Text(
                when: "Butir ini tentang orang yang datanya sudah dihapus atas permintaannya, dari "
                    + "masa sebelum itu.",
                mend: "Hapus pula orang itu dari berkas Anda; hanya data baru yang diterima.")),
        Entry(
            .nikRegionUnknown, example: "a NIK that begins with 99",
            english: Text(
                when: "The first six digits of a NIK name no region that issues one.",
                mend: "Compare it with the KTP; if it is so there, let it stand."),
            indonesian: Text(
                when: "Enam angka pertama NIK bukan wilayah penerbit yang dikenal.",
                mend: "Cocokkan dengan KTP; bila memang demikian, biarkan.")),
        Entry(
            .nikIssuedOutsideDKI, example: "a NIK that begins with 32",
            english: Text(
                when: "A NIK was issued outside DKI Jakarta; the person may well live in it.",
                mend: "Nothing, if the KTP says so."),
            indonesian: Text(
                when: "NIK diterbitkan di luar DKI Jakarta; orangnya bisa saja tinggal di DKI.",
                mend: "Tidak ada, bila KTP memang demikian.")),
        Entry(
            .birthDateDiffersFromNIK, example: "NIK ...050690..., birth_date 1990-06-06",
            english: Text(
                when: "birth_date is another day than the NIK tells.",
                mend: "Compare both with the KTP and correct the wrong one."),
            indonesian: Text(
                when: "birth_date berbeda dengan tanggal dalam NIK.",
                mend: "Cocokkan keduanya dengan KTP dan perbaiki yang salah.")),
        Entry(
            .sexDiffersFromNIK, example: #"NIK ...450690..., "sex": "L""#,
            english: Text(
                when: "sex is another one than the NIK tells.",
                mend: "Compare both with the KTP and correct the wrong one."),
            indonesian: Text(
                when: "sex berbeda dengan yang tersirat dalam NIK.",
                mend: "Cocokkan keduanya dengan KTP dan perbaiki yang salah.")),
        Entry(
            .underSeventeen, example: "birth_date sixteen years before occurred_on",
            english: Text(
                when: "By birth_date the person was under 17 on the day of registration.",
                mend: "Check birth_date; KTP are issued from 17 on."),
            indonesian: Text(
                when: "Menurut birth_date, orang itu belum 17 tahun pada hari pendaftaran.",
                mend: "Periksa birth_date; KTP diterbitkan mulai usia 17 tahun.")),
    ]
}
