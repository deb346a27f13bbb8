import Programme

/// The kecamatan as tiles laid out like the map, coloured by a figure; what is in none of them
/// stands beside.
struct TileMap {
    let sheet: Sheet
    let column: String
    /// What the figure counts, for the words of a tile.
    let what: String
    /// All there are, those without a row in the table among them.
    let kecamatan: [Group]
    let language: Language

    /// Shades from little to much.
    static let shades = 5

    /// Below so many per cent between the lowest and the highest a reader is told that it is little.
    private static let narrowRange = 25

    /// Rows of the table that are no kecamatan: outside DKI, without a place.
    private var others: [Int] {
        sheet.rows.filter { KecamatanTiles.tiles[code($0)] == nil }
    }

    private var known: [Int] {
        sheet.rows.filter { KecamatanTiles.tiles[code($0)] != nil && !figure($0).isMissing }
    }

    private func code(_ row: Int) -> String { sheet.text("code", row: row, language) }
    private func name(_ row: Int) -> String { sheet.text("name", row: row, language) }
    private func figure(_ row: Int) -> Figure { sheet.figure(column, row: row) }

    /// Which kecamatan have most and least, and how many have nothing.
    var extremes: [Sentence] {
        guard let most = known.max(by: { figure($0).value < figure($1).value }),
            let least = known.min(by: { figure($0).value < figure($1).value })
        else { return [] }
        let (high, low) = (figure(most), figure(least))
        let without = kecamatan.count - known.count
        var rest: Sentence =
            without == 0
            ? ""
            : language.of(
                " Nothing in \(String(without)) of \(String(kecamatan.count)) kecamatan.",
                " Belum ada di \(String(without)) dari \(String(kecamatan.count)) kecamatan.")
        guard low.value < high.value else {
            return [
                language.of(
                    "The same in all that have it: \(high).", "Sama di semua yang ada: \(high).")
                    + rest
            ]
        }
        let more = low.value > 0 ? Int(((high.value / low.value - 1) * 100).rounded()) : nil
        if let more, more < TileMap.narrowRange {
            rest =
                rest
                + language.of(
                    " They differ little: the shades part a range in which the highest is "
                        + "\(String(more)) % above the lowest.",
                    " Perbedaannya kecil: warna membagi rentang yang nilai tertingginya hanya "
                        + "\(String(more)) % di atas yang terendah.")
        }
        return [
            language.of(
                "Highest: \(names(of: high)) (\(high)). Lowest: \(names(of: low)) (\(low)).",
                "Tertinggi: \(names(of: high)) (\(high)). Terendah: \(names(of: low)) (\(low)).")
                + rest
        ]
    }

    /// Whose figure is as large.
    private func names(of value: Figure) -> String {
        let names = known.filter { figure($0).value == value.value }.map(name)
        guard names.count > 3 else { return names.joined(separator: ", ") }
        return language.of(
            "\(names[0]), \(names[1]) and \(names.count - 2) more",
            "\(names[0]), \(names[1]), dan \(names.count - 2) lainnya")
    }

    func draw(on canvas: inout Canvas) {
        let gap = canvas.isNarrow ? 2.0 : 4
        let slot = canvas.width / Double(KecamatanTiles.columns)
        let height = canvas.isNarrow ? 42.0 : 62
        let classes = Classes(known.map { figure($0).value })
        for group in kecamatan {
            guard let tile = KecamatanTiles.tiles[group.code] else { continue }
            // The islands lie apart.
            let y = Double(tile.row) * height + (tile.row > 0 ? 10 : 0)
            let frame = Frame(
                x: Double(tile.column) * slot, y: y, width: slot - gap, height: height - gap)
            draw(group, tile, on: &canvas, frame, classes)
        }
        let bottom = Double(KecamatanTiles.rows) * height + 10
        drawOthers(on: &canvas, bottom: bottom - gap, width: 2.8 * slot)
        drawLegend(classes, on: &canvas, y: bottom + 12)
        canvas.height = bottom + (classes.unit(language).words.isEmpty ? 42 : 58)
    }

    private struct Frame {
        let x: Double
        let y: Double
        let width: Double
        let height: Double
    }

    private func draw(
        _ group: Group, _ tile: KecamatanTiles.Tile, on canvas: inout Canvas, _ frame: Frame,
        _ classes: Classes
    ) {
        let figure = sheet.row(group.code).map { self.figure($0) }
        let name = group.name[language]
        let shade = figure.flatMap { $0.isMissing ? nil : classes.shade(of: $0.value) }
        let style = shade.map { "on\($0)" } ?? "soft"
        let says =
            shade == nil
            ? language.of("nothing", "belum ada")
            : "\(figure?.text(language) ?? "") \(what)"
        let (x, y) = (frame.x + frame.width / 2, frame.y)
        let language = language
        canvas.mark("\(name) (\(group.code)): \(says)", figure.map { [$0] } ?? []) { mark in
            mark.rect(
                x: frame.x, y: y, width: frame.width, height: frame.height,
                shade.map { "shade\($0)" } ?? "hollow", radius: 3)
            if mark.isNarrow {
                mark.text(tile.short, x: x, y: y + 17, "\(style) tiny", .middle)
            } else {
                let lines = Lettering.lines(name.replacing("Kepulauan", with: "Kep."))
                for (index, line) in lines.enumerated() {
                    let top = lines.count == 1 ? 24.0 : 17 + 13 * Double(index)
                    mark.text(line, x: x, y: y + top, "\(style) small", .middle)
                }
            }
            guard let figure, !figure.isMissing else { return }
            // The whole number is in the mark's words and in the table.
            mark.text(
                figure, language, x: x, y: y + (mark.isNarrow ? 31 : 48),
                "\(style) \(mark.isNarrow ? "tiny" : "strong")", .middle,
                within: mark.isNarrow ? 6 : 10)
        }
    }

    /// Who is counted and lives in no kecamatan.
    private func drawOthers(on canvas: inout Canvas, bottom: Double, width: Double) {
        let line = 26.0
        for (index, row) in others.reversed().enumerated() {
            let y = bottom - line * Double(index + 1)
            let figure = figure(row)
            let name = name(row)
            let language = language
            canvas.mark("\(name): \(figure.text(language)) \(what)", [figure]) { mark in
                mark.rect(x: 0, y: y, width: width, height: line - 4, "hollow", radius: 3)
                mark.text(
                    Lettering.fitting(name, in: width - 50, scale: 0.9), x: 7, y: y + 15,
                    "soft small")
                mark.text(figure, language, x: width - 7, y: y + 15, "ink small strong", .end)
            }
        }
    }

    /// The shades with what lies between them; large sums in millions or billions.
    private func drawLegend(_ classes: Classes, on canvas: inout Canvas, y: Double) {
        let (scale, unit) = classes.unit(language)
        // As many digits after the point as tell the ends apart.
        let digits =
            (0...3).first { digit in
                classes.ends.allSatisfy {
                    ($0 * Double(powerOfTen(digit))).truncatingRemainder(dividingBy: scale) == 0
                }
            } ?? 3
        let width = (canvas.width - 2) / Double(TileMap.shades)
        canvas.text(unit, x: 0, y: y + 40, "soft small")
        for (index, end) in classes.ends.enumerated() {
            let x = Double(index) * width
            if index < TileMap.shades {
                canvas.rect(x: x, y: y, width: width - 2, height: 10, "shade\(index)")
            }
            let isLast = index == classes.ends.count - 1
            let number = FixedPoint(
                dividing: Int64(end), by: Int64(scale), digits: scale == 1 ? 0 : digits)
            canvas.text(
                number.map { NumberText.grouped($0, language) } ?? "", x: x,
                y: y + 25, canvas.isNarrow ? "soft tiny" : "soft small",
                index == 0 ? .start : isLast ? .end : .middle)
        }
    }
}

/// Values parted into as many classes as there are shades, all as wide, at round ends.
struct Classes {
    /// Where each class begins, and where the last one ends; a value on an end is in the class that
    /// begins there.
    let ends: [Double]

    init(_ values: [Double]) {
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        var magnitude = 1.0
        let rough = max(1, (high - low + 1) / Double(TileMap.shades))
        while magnitude * 10 <= rough { magnitude *= 10 }
        let widths = [1, 2, 3, 4, 5, 6, 8, 10, 20].map { $0 * magnitude }
        func start(_ width: Double) -> Double { (low / width).rounded(.down) * width }
        let width =
            widths.first { start($0) + $0 * Double(TileMap.shades) > high } ?? 20 * magnitude
        ends = (0...TileMap.shades).map { start(width) + Double($0) * width }
    }

    /// In what its ends are written, and the words of it: large ones in millions or billions.
    func unit(_ language: Language) -> (scale: Double, words: String) {
        switch ends[TileMap.shades] {
        case 1_000_000_000...: (1_000_000_000, language.of("in billions (bn)", "dalam miliar (M)"))
        case 2_000_000...: (1_000_000, language.of("in millions (m)", "dalam juta (jt)"))
        default: (1, "")
        }
    }

    func shade(of value: Double) -> Int {
        (ends.dropLast().lastIndex { $0 <= value }) ?? 0
    }
}
