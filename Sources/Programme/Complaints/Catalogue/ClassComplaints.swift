extension ComplaintCatalogue {
    /// Classes (E6xx, W6xx).
    static let `class`: [Entry] = [
        Entry(
            .classDateMalformed, example: #""date": "2018-13-01""#,
            english: Text(
                when: "A date of a roster is malformed or does not exist.",
                mend: "Write a day that exists as YYYY-MM-DD."),
            indonesian: Text(
                when: "Tanggal dalam daftar hadir salah bentuk atau tidak ada.",
                mend: "Tulis hari yang ada sebagai YYYY-MM-DD.")),
        Entry(
            .classDateInFuture, example: "a held class with a session tomorrow",
            english: Text(
                when: "A held class has a session after the day of submitted_at.",
                mend: "Check the date, or report the class as planned."),
            indonesian: Text(
                when: "Kelas yang sudah berlangsung memuat sesi setelah hari submitted_at.",
                mend: "Periksa tanggal, atau laporkan kelas sebagai planned.")),
        Entry(
            .sessionsMissing, example: #""sessions": []"#,
            english: Text(
                when: "A class has no session.",
                mend: "Add at least one, with date and hours."),
            indonesian: Text(
                when: "Kelas tidak memuat sesi.",
                mend: "Tambahkan sedikitnya satu, dengan date dan hours.")),
        Entry(
            .personRepeated, example: "one NIK in two rows",
            english: Text(
                when: "A NIK stands in more than one row: all of these are refused.",
                mend: "Send one row for each person, under a new job_id."),
            indonesian: Text(
                when: "Satu NIK ada di lebih dari satu baris: semua baris itu ditolak.",
                mend: "Kirim satu baris untuk setiap orang, dengan job_id baru.")),
        Entry(
            .speakerRepeated, example: "two speakers s1",
            english: Text(
                when: "A speaker_id stands twice in a class.",
                mend: "Name each speaker once."),
            indonesian: Text(
                when: "Satu speaker_id muncul dua kali dalam kelas.",
                mend: "Sebut setiap narasumber satu kali.")),
        Entry(
            .classRefused, example: "a row under a class that is refused",
            english: Text(
                when: "A row is good in itself, but its class is refused.",
                mend: "Mend the class and send the roster again."),
            indonesian: Text(
                when: "Baris ini benar, tetapi kelasnya ditolak.",
                mend: "Perbaiki kelas, lalu kirim lagi daftar hadir.")),
        Entry(
            .moreThanCapacity, example: "58 attended, capacity 50",
            english: Text(
                when: "More people attended than the class has room for.",
                mend: "Check capacity; if it was so, nothing."),
            indonesian: Text(
                when: "Peserta yang hadir melebihi kapasitas kelas.",
                mend: "Periksa capacity; bila memang demikian, biarkan.")),
    ]
}
