extension ComplaintCatalogue {
    /// Place (E3xx, W3xx).
    static let place: [Entry] = [
        Entry(
            .placeMalformed, example: #""kelurahan": "3171011001""#,
            english: Text(
                when: "A region code is not well formed.",
                mend: "Use Kemendagri's codes with dots, as 31.71.01.1001."),
            indonesian: Text(
                when: "Kode wilayah tidak sesuai bentuknya.",
                mend: "Pakai kode Kemendagri dengan titik, seperti 31.71.01.1001.")),
        Entry(
            .placeUnknown, example: #""kelurahan": "31.71.01.1099""#,
            english: Text(
                when: "A code begins with 31, but DKI Jakarta has no such region.",
                mend: "Look it up in Kemendagri's list; BPS numbers them differently."),
            indonesian: Text(
                when: "Kode diawali 31, tetapi wilayah itu tidak ada di DKI Jakarta.",
                mend: "Cari dalam daftar Kemendagri; penomoran BPS berbeda.")),
        Entry(
            .placeWrongLevel, example: #""kelurahan": "31.71.01""#,
            english: Text(
                when: "A code is of another level than its field.",
                mend: "Put a kelurahan's code into kelurahan, a kecamatan's into kecamatan."),
            indonesian: Text(
                when: "Tingkat kode tidak sesuai dengan isiannya.",
                mend: "Isi kelurahan dengan kode kelurahan, kecamatan dengan kode kecamatan.")),
        Entry(
            .kelurahanRequired, example: "a P1 of 2018-06-11 with a kecamatan only",
            english: Text(
                when: "From 11 June 2018 on a registration needs a kelurahan.",
                mend: "Add the kelurahan."),
            indonesian: Text(
                when: "Sejak 11 Juni 2018 pendaftaran wajib menyebut kelurahan.",
                mend: "Tambahkan kelurahan.")),
        Entry(
            .placesDisagree, example: "kelurahan 31.71.01.1001 in kecamatan 31.71.02",
            english: Text(
                when: "The kelurahan does not lie in the kecamatan given with it.",
                mend: "Correct one of the two, or give the kelurahan only."),
            indonesian: Text(
                when: "Kelurahan tidak terletak di kecamatan yang disebut bersamanya.",
                mend: "Perbaiki salah satunya, atau sebut kelurahan saja.")),
        Entry(
            .placeMissing, example: #"no "kelurahan", no "kecamatan""#,
            english: Text(
                when: "An item or class that needs a place has none.",
                mend: "Add kelurahan or kecamatan."),
            indonesian: Text(
                when: "Butir atau kelas yang memerlukan tempat tidak menyebutnya.",
                mend: "Tambahkan kelurahan atau kecamatan.")),
        Entry(
            .placeOutsideDKI, example: #""kelurahan": "32.75.01.1001""#,
            english: Text(
                when: "A place lies outside DKI Jakarta; it is left out of the targets.",
                mend: "Nothing, if it is so."),
            indonesian: Text(
                when: "Tempat berada di luar DKI Jakarta; tidak dihitung dalam target.",
                mend: "Tidak ada, bila memang demikian.")),
    ]
}
