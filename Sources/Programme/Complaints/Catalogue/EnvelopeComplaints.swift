extension ComplaintCatalogue {
    /// Envelope and JSON (E1xx).
    static let envelope: [Entry] = [
        Entry(
            .notJSON, example: #"{"job_id": "a",}"#,
            english: Text(
                when: "The file is not strict JSON (RFC 8259) in UTF-8 without a BOM.",
                mend: "Write it with a JSON library."),
            indonesian: Text(
                when: "Berkas bukan JSON yang sah (RFC 8259) dalam UTF-8 tanpa BOM.",
                mend: "Tulis berkas dengan pustaka JSON.")),
        Entry(
            .duplicateKey, example: #"{"nik": "...", "nik": "..."}"#,
            english: Text(
                when: "A key stands twice in one object.",
                mend: "Leave one of the two out."),
            indonesian: Text(
                when: "Satu kunci muncul dua kali dalam satu objek.",
                mend: "Hapus salah satunya.")),
        Entry(
            .limitPassed, example: "6,000 items",
            english: Text(
                when: "The file passes a limit: 4 MiB, 32 levels deep, 5,000 items.",
                mend: "Split the job; each part has its own job_id."),
            indonesian: Text(
                when: "Berkas melewati batas: 4 MiB, kedalaman 32, 5.000 butir.",
                mend: "Bagi pekerjaan itu; setiap bagian memakai job_id sendiri.")),
        Entry(
            .notUnicode, example: #""\ud83d""#,
            english: Text(
                when: "A text holds a lone surrogate and so is no Unicode text.",
                mend: "Escape whole characters, or write them as UTF-8."),
            indonesian: Text(
                when: "Teks memuat surogat tunggal sehingga bukan teks Unicode.",
                mend: "Tulis karakter secara utuh, atau langsung sebagai UTF-8.")),
        Entry(
            .notAnObject, example: "[1, 2]",
            english: Text(
                when: "The file is JSON, but not one object.",
                mend: "Put the job's fields into one object."),
            indonesian: Text(
                when: "Berkas berisi JSON, tetapi bukan satu objek.",
                mend: "Letakkan semua isian pekerjaan dalam satu objek.")),
        Entry(
            .notARegularFile, example: "a link named x.json",
            english: Text(
                when: "What lies in the drop box is a link, a directory, a FIFO: no file.",
                mend: "Drop a regular file."),
            indonesian: Text(
                when: "Isi kotak kiriman berupa tautan, direktori, atau FIFO: bukan berkas.",
                mend: "Kirim berkas biasa.")),
        Entry(
            .notReadable, example: "a file with mode 000",
            english: Text(
                when: "The file cannot be opened or read.",
                mend: "Give the daemon the right to read it and send it again."),
            indonesian: Text(
                when: "Berkas tidak dapat dibuka atau dibaca.",
                mend: "Beri layanan ini hak baca, lalu kirim lagi.")),
        Entry(
            .killsTheProgram, example: "a file that meets a fault of ours",
            english: Text(
                when: "The program died while it had this file in work, and no other; so the file "
                    + "is set aside unread. This is a fault of the program.",
                mend: "Tell the operator. Send it again once the program is mended, or changed."),
            indonesian: Text(
                when: "Program mati ketika hanya berkas ini yang sedang dikerjakan; karena itu "
                    + "berkas disisihkan tanpa dibaca. Ini kesalahan program.",
                mend: "Beri tahu operator. Kirim lagi setelah program diperbaiki, atau ubah isinya."
            )),
        Entry(
            .fieldMissing, example: #"no "job_id""#,
            english: Text(
                when: "A field that must be there is missing.",
                mend: "Add the field that the pointer names."),
            indonesian: Text(
                when: "Isian wajib tidak ada.",
                mend: "Tambahkan isian yang ditunjuk.")),
        Entry(
            .fieldUnknown, example: #""remarks": "...""#,
            english: Text(
                when: "A field does not belong where it stands.",
                mend: "Leave it out; check its spelling."),
            indonesian: Text(
                when: "Isian tidak dikenal di tempat itu.",
                mend: "Hapus; periksa ejaannya.")),
        Entry(
            .wrongType, example: #""amount": "10""#,
            english: Text(
                when: "A value is of another JSON type than the field has.",
                mend: "Write it as the type that the message names."),
            indonesian: Text(
                when: "Jenis JSON suatu nilai tidak sesuai dengan isiannya.",
                mend: "Tulis dengan jenis yang disebut dalam pesan.")),
        Entry(
            .notAllowedValue, example: #""mode": "some""#,
            english: Text(
                when: "A word is none of those that the field may have.",
                mend: "Use one of the words that the message lists."),
            indonesian: Text(
                when: "Kata tidak termasuk pilihan isian itu.",
                mend: "Pakai salah satu kata yang disebut dalam pesan.")),
        Entry(
            .identifierMalformed, example: #""job_id": "a b""#,
            english: Text(
                when: "An identifier is not 1 to 64 of the characters A-Z a-z 0-9 . _ -",
                mend: "Use these characters only."),
            indonesian: Text(
                when: "Pengenal tidak terdiri atas 1 sampai 64 karakter A-Z a-z 0-9 . _ -",
                mend: "Pakai hanya karakter tersebut.")),
        Entry(
            .numberOutOfRange, example: #""capacity": 0"#,
            english: Text(
                when: "A number lies outside what the field may have.",
                mend: "Check the number and its unit."),
            indonesian: Text(
                when: "Angka di luar rentang isian itu.",
                mend: "Periksa angka dan satuannya.")),
        Entry(
            .schemaUnknown, example: #""schema": "okoce/stage-update/9""#,
            english: Text(
                when: "The schema is none that is known.",
                mend: "Use one of the schemas that the message lists."),
            indonesian: Text(
                when: "Skema tidak dikenal.",
                mend: "Pakai salah satu skema yang disebut dalam pesan.")),
        Entry(
            .textMalformed, example: #""name": "  ""#,
            english: Text(
                when: "A text is blank, too long, or holds control characters.",
                mend: "Write it anew, within the length that the message names."),
            indonesian: Text(
                when: "Teks kosong, terlalu panjang, atau memuat karakter kendali.",
                mend: "Tulis ulang dengan panjang yang disebut dalam pesan.")),
        Entry(
            .instantMalformed, example: #""submitted_at": "2018-06-12 09:00""#,
            english: Text(
                when: "An instant is not RFC 3339 with an offset.",
                mend: "Write it as 2018-06-12T09:00:00+07:00."),
            indonesian: Text(
                when: "Waktu tidak mengikuti RFC 3339 dengan selisih zona.",
                mend: "Tulis seperti 2018-06-12T09:00:00+07:00.")),
        Entry(
            .submittedInFuture, example: "submitted_at two days after receipt",
            english: Text(
                when: "submitted_at is more than 24 hours after the file was received.",
                mend: "Check the sending computer's clock and time zone."),
            indonesian: Text(
                when: "submitted_at lebih dari 24 jam setelah berkas diterima.",
                mend: "Periksa jam dan zona waktu komputer pengirim.")),
        Entry(
            .itemIDRepeated, example: #"two items "a1""#,
            english: Text(
                when: "An item_id stands twice in the job.",
                mend: "Give each item an item_id of its own."),
            indonesian: Text(
                when: "Satu item_id muncul dua kali dalam pekerjaan.",
                mend: "Beri setiap butir item_id sendiri.")),
        Entry(
            .noItems, example: #""items": []"#,
            english: Text(
                when: "A job that is no roster has no items.",
                mend: "Send at least one item, or no file."),
            indonesian: Text(
                when: "Pekerjaan selain daftar hadir tidak memuat butir.",
                mend: "Kirim sedikitnya satu butir, atau jangan kirim berkas.")),
        Entry(
            .controlItemsMismatch, example: #""control": {"items": 2} with 3 items"#,
            english: Text(
                when: "control counts other items than the file has.",
                mend: "Send the whole file, or count again."),
            indonesian: Text(
                when: "Jumlah butir dalam control berbeda dengan isi berkas.",
                mend: "Kirim berkas seutuhnya, atau hitung ulang.")),
        Entry(
            .controlAmountMismatch, example: #""amount_total": 9 with amounts 4 and 4"#,
            english: Text(
                when: "amount_total is not the sum of every amount as sent.",
                mend: "Send the whole file, or add up again."),
            indonesian: Text(
                when: "amount_total bukan jumlah seluruh amount yang dikirim.",
                mend: "Kirim berkas seutuhnya, atau jumlahkan ulang.")),
        Entry(
            .controlAmountNotAllowed, example: #""amount_total" in a roster"#,
            english: Text(
                when: "amount_total stands in a file that is no funding application.",
                mend: "Leave it out."),
            indonesian: Text(
                when: "amount_total ada dalam berkas selain pengajuan modal.",
                mend: "Hapus isian itu.")),
        Entry(
            .otherItemRefused, example: #""mode": "all" with one bad item"#,
            english: Text(
                when: "Good in itself; the job says mode all and another item is refused.",
                mend: "Mend or leave out the refused item and send the job again."),
            indonesian: Text(
                when: "Butir ini benar; pekerjaan memakai mode all dan butir lain ditolak.",
                mend: "Perbaiki atau hapus butir yang ditolak, lalu kirim lagi.")),
        Entry(
            .jobIDConflict, example: "job_id of a recorded job, other bytes",
            english: Text(
                when: "A job with this id was recorded with other content; it stays.",
                mend: "Send new items under a new job_id; take old ones back with revoke."),
            indonesian: Text(
                when: "Pekerjaan dengan job_id ini sudah dicatat dengan isi lain; yang lama tetap.",
                mend: "Kirim butir baru dengan job_id baru; cabut yang lama dengan revoke.")),
        Entry(
            .operatorNoteMissing, example: #"no "operator""#,
            english: Text(
                when: "A file in the operator's drop box does not say who sends it and why.",
                mend: "Add operator and reason to the envelope."),
            indonesian: Text(
                when: "Berkas di kotak operator tidak menyebut siapa pengirimnya dan alasannya.",
                mend: "Tambahkan operator dan reason pada amplop.")),
        Entry(
            .operatorNoteNotAllowed, example: #""operator" from a penggerak"#,
            english: Text(
                when: "operator and reason stand in a file that is not the operator's.",
                mend: "Leave them out of the envelope."),
            indonesian: Text(
                when: "operator dan reason ada dalam berkas yang bukan dari operator.",
                mend: "Hapus keduanya dari amplop.")),
        Entry(
            .moreComplaints, example: "30 faults in one item",
            english: Text(
                when: "There are more complaints than are listed.",
                mend: "Mend those that are listed first and send the file again."),
            indonesian: Text(
                when: "Keluhan lebih banyak daripada yang didaftar.",
                mend: "Perbaiki dahulu yang didaftar, lalu kirim lagi.")),
        Entry(
            .askedInFuture, example: #""asked_at" an hour after "submitted_at""#,
            english: Text(
                when: "A person is said to have asked after the command was submitted.",
                mend: "Give the moment at which they asked; the 72 hours begin then."),
            indonesian: Text(
                when: "Permintaan orang itu dicatat sesudah perintahnya dikirim.",
                mend: "Isi saat orang itu meminta; 72 jam dihitung sejak saat itu.")),
    ]
}
