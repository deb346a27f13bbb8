extension ComplaintCatalogue {
    /// Authority and affiliation (E4xx).
    static let authority: [Entry] = [
        Entry(
            .wrongOwner, example: "a file of another account",
            english: Text(
                when: "The file belongs to another account than the drop box is for.",
                mend: "Drop it as the account that is registered for the source."),
            indonesian: Text(
                when: "Berkas milik akun lain daripada akun kotak kiriman itu.",
                mend: "Kirim dengan akun yang terdaftar untuk sumber itu.")),
        Entry(
            .sourceNotOfDropBox, example: #""source": "KP-002" in the box of KP-021"#,
            english: Text(
                when: "source names another organisation than the drop box is for.",
                mend: "Use that source's own drop box, or correct source."),
            indonesian: Text(
                when: "source menyebut organisasi lain daripada pemilik kotak kiriman.",
                mend: "Pakai kotak kiriman sumber itu, atau perbaiki source.")),
        Entry(
            .sourceNotRegistered, example: "a source without an entry",
            english: Text(
                when: "The source is in no entry of the registry; kept as unaffiliated.",
                mend: "Check the code, or register with the programme office."),
            indonesian: Text(
                when: "Sumber tidak ada dalam daftar organisasi; dicatat sebagai pihak luar.",
                mend: "Periksa kode, atau daftarkan ke kantor program.")),
        Entry(
            .sourceNotActive, example: "a step of 2019 from a source active until 2018",
            english: Text(
                when: "The source was not active on the day it occurred; kept as unaffiliated.",
                mend: "Check the date, or have the registry corrected."),
            indonesian: Text(
                when: "Sumber tidak aktif pada hari kejadian; dicatat sebagai pihak luar.",
                mend: "Periksa tanggal, atau mintakan perbaikan daftar organisasi.")),
        Entry(
            .stepNotForSource, example: "P4 from a penggerak",
            english: Text(
                when: "The source may not report this step.",
                mend: "Let it be sent by an organisation that may."),
            indonesian: Text(
                when: "Sumber tidak berhak melaporkan langkah ini.",
                mend: "Mintalah organisasi yang berhak untuk mengirimnya.")),
        Entry(
            .schemaNotForSource, example: "a funding application from a penggerak",
            english: Text(
                when: "The source may not send this kind of file.",
                mend: "Let it be sent by who may, as the message says."),
            indonesian: Text(
                when: "Sumber tidak berhak mengirim jenis berkas ini.",
                mend: "Mintalah pihak yang berhak, seperti disebut dalam pesan.")),
        Entry(
            .outsideScope, example: "a P1 in 31.75.06 from a source for 31.71",
            english: Text(
                when: "A registration or class lies outside the source's kecamatan.",
                mend: "Check the code, or let who works there report it."),
            indonesian: Text(
                when: "Pendaftaran atau kelas di luar kecamatan sumber itu.",
                mend: "Periksa kode, atau mintalah pihak yang bekerja di sana.")),
        Entry(
            .penggerakNotRegistered, example: #""penggerak": "KP-999""#,
            english: Text(
                when: "The penggerak is no registered community; kept as unaffiliated.",
                mend: "Check the code, or have the community registered."),
            indonesian: Text(
                when: "Penggerak bukan komunitas terdaftar; dicatat sebagai pihak luar.",
                mend: "Periksa kode, atau daftarkan komunitas itu.")),
        Entry(
            .penggerakNotActive, example: "a P1 before its penggerak was active",
            english: Text(
                when: "The penggerak was not active on the day; kept as unaffiliated.",
                mend: "Check the date, or name another community."),
            indonesian: Text(
                when: "Penggerak tidak aktif pada hari itu; dicatat sebagai pihak luar.",
                mend: "Periksa tanggal, atau sebut komunitas lain.")),
        Entry(
            .penggerakNotItself, example: "a P1 from KP-021 that names KP-002",
            english: Text(
                when: "A penggerak registers someone for another community.",
                mend: "Name your own community, or let the other one register the member."),
            indonesian: Text(
                when: "Penggerak mendaftarkan orang untuk komunitas lain.",
                mend: "Sebut komunitas sendiri, atau mintalah komunitas itu mendaftarkan.")),
        Entry(
            .organiserNotRegistered, example: #""organiser": "KP-999""#,
            english: Text(
                when: "The organiser is no registered one; kept as unaffiliated.",
                mend: "Check the code, or have the organiser registered."),
            indonesian: Text(
                when: "Penyelenggara tidak terdaftar; dicatat sebagai pihak luar.",
                mend: "Periksa kode, atau daftarkan penyelenggara itu.")),
        Entry(
            .organiserNotActive, example: "a class after its organiser left",
            english: Text(
                when: "The organiser was not active on the day; kept as unaffiliated.",
                mend: "Check the dates, or have the registry corrected."),
            indonesian: Text(
                when: "Penyelenggara tidak aktif pada hari itu; dicatat sebagai pihak luar.",
                mend: "Periksa tanggal, atau mintakan perbaikan daftar organisasi.")),
        Entry(
            .classNotForSource, example: "a roster of KP-002's class from KP-021",
            english: Text(
                when: "Neither the organiser nor an SKPD reports the class.",
                mend: "Let the organiser or an SKPD send the roster."),
            indonesian: Text(
                when: "Kelas dilaporkan bukan oleh penyelenggara atau SKPD.",
                mend: "Mintalah penyelenggara atau SKPD mengirim daftar hadir.")),
        Entry(
            .actionNotForSource, example: #""action": "correct" from a penggerak"#,
            english: Text(
                when: "The source may not correct a member's details.",
                mend: "Ask the portal, an SKPD or the operator."),
            indonesian: Text(
                when: "Sumber tidak berhak memperbaiki data anggota.",
                mend: "Mintalah kepada portal, SKPD, atau operator.")),
        Entry(
            .boxNotRegistered, example: #"pause of "KP-999""#,
            english: Text(
                when: "An operator pauses or resumes a source that is in no registry.",
                mend: "Check the code; okocectl status lists the sources."),
            indonesian: Text(
                when: "Operator menjeda atau melanjutkan sumber yang tidak terdaftar.",
                mend: "Periksa kode; okocectl status menampilkan daftar sumber.")),
        Entry(
            .operatorsBoxStaysOpen, example: #"pause of "OPERATOR""#,
            english: Text(
                when: "The operators' own drop box is to be paused.",
                mend: "It stays open, else no command could open it; pause the sources."),
            indonesian: Text(
                when: "Kotak operator sendiri hendak dijeda.",
                mend: "Kotak itu tetap terbuka agar dapat dibuka lagi; jeda sumber lain.")),
    ]
}
