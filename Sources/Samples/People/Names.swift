/// Common Indonesian name parts, put together at random. Any real bearer is a coincidence.
enum Names {
    static let men = [
        "Agus", "Ahmad", "Andi", "Arif", "Bambang", "Bayu", "Budi", "Dani", "Dedi", "Dimas", "Eko",
        "Fajar", "Galih", "Hadi", "Hendra", "Heru", "Indra", "Irfan", "Joko", "Kurnia", "Lukman",
        "Mulyadi", "Nanang", "Nugroho", "Oki", "Pandu", "Rahmat", "Reza", "Rizki", "Rudi", "Sigit",
        "Slamet", "Sugeng", "Supri", "Teguh", "Tono", "Wahyu", "Wawan", "Yanto", "Yusuf",
    ]
    static let women = [
        "Ani", "Ayu", "Citra", "Desi", "Dewi", "Dian", "Endang", "Erna", "Fitri", "Hana", "Ida",
        "Indah", "Ika", "Juwita", "Kartika", "Lestari", "Lina", "Maya", "Mega", "Melati", "Mira",
        "Nani", "Nia", "Novi", "Nur", "Puji", "Putri", "Rani", "Ratna", "Rina", "Rini", "Sari",
        "Siti", "Sri", "Tari", "Tuti", "Wati", "Wulan", "Yanti", "Yuni",
    ]
    static let last = [
        "Abdullah", "Anggraini", "Aryanto", "Cahyono", "Darmawan", "Fauzi", "Firmansyah", "Gunawan",
        "Hakim", "Halim", "Handayani", "Harahap", "Hartono", "Hasanah", "Hidayat", "Iskandar",
        "Kurniawan", "Kusuma", "Lubis", "Maulana", "Nasution", "Ningsih", "Nurhayati", "Permana",
        "Pratama", "Purnomo", "Rahayu", "Rahman", "Ramadhan", "Safitri", "Santoso", "Saputra",
        "Setiawan", "Simanjuntak", "Suryadi", "Susanto", "Syahputra", "Utami", "Wibowo", "Wijaya",
    ]
    /// Trades with the sector that they count under.
    static let businesses = [
        ("Warung", "kuliner"), ("Dapur", "kuliner"), ("Katering", "kuliner"), ("Kue", "kuliner"),
        ("Kopi", "kuliner"), ("Jahit", "busana"), ("Busana", "busana"), ("Batik", "kriya"),
        ("Kriya", "kriya"), ("Cukur", "jasa"), ("Bengkel", "jasa"), ("Cuci", "jasa"),
        ("Toko", "perdagangan"), ("Kebun", "pertanian"), ("Lele", "perikanan"),
    ]
}
