import Foundation
import Programme
import Testing

@testable import Reports

struct KecamatanTilesTests {
    /// Codes of the kecamatan in Config/regions.csv.
    private func codes() throws -> [String] {
        let top = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let text = try String(
            contentsOf: top.appending(path: "Config/regions.csv"), encoding: .utf8)
        var codes: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let fields = line.split(separator: ",")
            if fields.count == 4, fields[1] == "kecamatan" { codes.append(String(fields[0])) }
        }
        return codes
    }

    @Test func `each of the 44 kecamatan has one tile, and no two share a place or a name`() throws
    {
        let codes = try codes()
        #expect(codes.count == 44)
        #expect(Set(KecamatanTiles.tiles.keys) == Set(codes))
        let tiles = KecamatanTiles.tiles.values
        #expect(Set(tiles.map { [$0.column, $0.row] }).count == 44)
        #expect(Set(tiles.map(\.short)).count == 44)
        #expect(tiles.allSatisfy { (0..<KecamatanTiles.columns).contains($0.column) })
        #expect(tiles.allSatisfy { (0..<KecamatanTiles.rows).contains($0.row) })
    }

    @Test func `the islands are on top, and the cities lie where they are`() throws {
        func tiles(_ kota: String) -> [KecamatanTiles.Tile] {
            KecamatanTiles.tiles.filter { $0.key.hasPrefix(kota) }.map(\.value)
        }
        func middle(_ kota: String) -> (column: Double, row: Double) {
            let all = tiles(kota)
            return (
                Double(all.reduce(0) { $0 + $1.column }) / Double(all.count),
                Double(all.reduce(0) { $0 + $1.row }) / Double(all.count)
            )
        }
        #expect(tiles("31.01").allSatisfy { $0.row == 0 })
        #expect(KecamatanTiles.tiles.values.filter { $0.row == 0 }.count == 2)
        let (centre, north) = (middle("31.71"), middle("31.72"))
        let (west, south, east) = (middle("31.73"), middle("31.74"), middle("31.75"))
        #expect(north.row < centre.row && centre.row < south.row)
        #expect(west.column < centre.column && centre.column < east.column)
    }
}

struct AxisTests {
    @Test(
        arguments: [
            (0.0, [0.0, 1]), (3, [0, 1, 2, 3]), (87, [0, 50, 100]),
            (284_164, [0, 100_000, 200_000, 300_000]), (4_230, [0, 2_000, 4_000, 6_000]),
        ] as [(Double, [Double])])
    func `an axis has few, round numbers`(largest: Double, ticks: [Double]) {
        #expect(Axis(upTo: largest).ticks == ticks)
    }

    @Test func `what is largest is on the axis`() {
        for largest in [1.0, 7, 99, 100, 101, 12_345, 724_500_000] {
            let axis = Axis(upTo: largest)
            #expect(axis.end >= largest)
            #expect(axis.ticks.count <= 6)
            #expect(axis.share(largest) <= 1)
            #expect(axis.share(0) == 0)
        }
    }
}

struct ClassesTests {
    @Test(arguments: [
        [48.0, 87], [0, 0], [1, 1], [250_000, 340_909], [15_000_000, 45_000_000], [0, 4],
        [6_350, 6_521],
    ])
    func `every value has a shade, the least the first`(values: [Double]) {
        let classes = Classes(values)
        #expect(classes.ends.count == TileMap.shades + 1)
        #expect(classes.shade(of: values[0]) == 0)
        #expect(classes.ends[0] <= values[0])
        #expect(classes.ends[TileMap.shades] > values[1])
        for end in classes.ends.dropLast() {
            #expect(classes.ends[classes.shade(of: end)] == end)
        }
    }

    @Test func `classes that are as wide as can be told apart use more than one shade`() {
        let classes = Classes([48, 87])
        #expect(classes.shade(of: 87) >= 3)
    }
}

struct ColumnsChartTests {
    @Test func `weeks and months are numbered without a gap, over the new year too`() throws {
        func number(_ code: String) throws -> Int { try #require(ColumnsChart.number(of: code)) }
        #expect(try number("2021-01") - number("2020-12") == 1)
        #expect(try number("2021-W01") - number("2020-W53") == 1)
        #expect(try number("2020-W01") - number("2019-W52") == 1)
        #expect(ColumnsChart.number(of: "before") == nil)
    }
}

struct LetteringTests {
    @Test func `a name is parted where its lines are shortest`() {
        #expect(Lettering.lines("Kebayoran Lama") == ["Kebayoran", "Lama"])
        #expect(Lettering.lines("Kep. Seribu Selatan") == ["Kep. Seribu", "Selatan"])
        #expect(Lettering.lines("Koja") == ["Koja"])
    }

    @Test func `a name that is too long ends in an ellipsis`() {
        #expect(Lettering.fitting("Kebayoran", in: 26) == "Keb…")
        #expect(Lettering.fitting("Koja", in: 26) == "Koja")
    }
}
