/// Where each kecamatan's tile lies: roughly as on the map of Jakarta, north above, with the islands
/// of Kepulauan Seribu on top, which lie far out in the sea.
enum KecamatanTiles {
    struct Tile: Hashable {
        let column: Int
        let row: Int
        /// For a tile that has no room for the name.
        let short: String
    }

    static let columns = 8
    static let rows = 9

    /// By Kemendagri's code of the kecamatan.
    static let tiles: [String: Tile] = {
        var tiles: [String: Tile] = [:]
        for (row, line) in layout.enumerated() {
            for (column, place) in line.enumerated() {
                let words = place.split(separator: " ")
                guard words.count == 2 else { continue }
                tiles[String(words[0])] = Tile(column: column, row: row, short: String(words[1]))
            }
        }
        return tiles
    }()

    private static let layout: [[String]] = [
        ["", "", "31.01.01 SrU", "31.01.02 SrS"],
        [
            "", "", "", "31.72.01 Pnj", "31.72.05 Pdm", "31.72.02 TjP", "31.72.03 Koj",
        ],
        [
            "31.73.06 Kld", "31.73.01 Ckr", "31.73.04 Tbr", "31.73.03 TmS", "31.71.02 SwB",
            "31.71.03 Kmy", "31.72.06 KGd", "31.72.04 Cln",
        ],
        [
            "31.73.08 Kmb", "31.73.05 KJr", "31.73.02 Grg", "31.71.01 Gbr", "31.71.04 Snn",
            "31.71.08 JhB", "31.71.05 CpP", "31.75.06 Ckg",
        ],
        [
            "", "", "31.73.07 PMr", "31.71.07 TAb", "31.71.06 Mtg", "31.75.01 Mtr",
            "31.75.02 Plg", "31.75.07 DSw",
        ],
        [
            "", "31.74.10 Psg", "31.74.05 KbL", "31.74.07 KbB", "31.74.02 Stb", "31.74.01 Tbt",
            "31.75.03 Jtn", "31.75.08 Mks",
        ],
        [
            "", "", "", "31.74.06 Cld", "31.74.03 Mpg", "31.74.08 Pnc", "31.75.04 KrJ",
            "31.75.10 Cpy",
        ],
        ["", "", "", "", "31.74.04 PsM", "31.75.05 PsR", "31.75.09 Crc"],
        ["", "", "", "", "31.74.09 Jgk"],
    ]
}
