/// What a chart is drawn on. Units are CSS pixels; the first shape lies lowest.
struct Canvas {
    /// Beside a text, and for as much room as there is on a phone: a drawing that is only scaled
    /// down has letters that nobody can read.
    enum Width: Double, CaseIterable {
        case wide = 720
        case narrow = 340
    }

    let size: Width
    var height = 0.0
    private(set) var elements: [Element] = []

    init(_ size: Width) {
        self.size = size
    }

    var width: Double { size.rawValue }
    var isNarrow: Bool { size == .narrow }

    enum Anchor: String {
        case start
        case middle
        case end
    }

    /// - Parameter style: classes of the style sheet.
    mutating func text(
        _ text: String, x: Double, y: Double, _ style: String = "ink", _ anchor: Anchor = .start
    ) {
        elements.append(
            Element(
                "text",
                [
                    "x": Canvas.number(x), "y": Canvas.number(y), "class": style,
                    "text-anchor": anchor.rawValue,
                ], text: text))
    }

    /// A figure as text; the test of the page reads it against the JSON.
    ///
    /// - Parameter letters: for so many there is room; nil is for all.
    mutating func text(
        _ figure: Figure, _ language: Language, x: Double, y: Double, _ style: String = "ink",
        _ anchor: Anchor = .start, within letters: Int? = nil
    ) {
        let words = letters.map { figure.text(language, within: $0) } ?? figure.text(language)
        text(words, x: x, y: y, style, anchor)
        mend(last: "data-figure", figure.address)
    }

    /// Which of two styles of bars means what, from the right edge to the left.
    mutating func legend(_ keys: [(style: String, words: String)], y: Double) {
        var x = width
        for key in keys.reversed() {
            x -= Lettering.width(of: key.words)
            text(key.words, x: x, y: y, "soft small")
            x -= 15
            rect(x: x, y: y - 9, width: 10, height: 10, key.style, radius: 2)
            x -= 14
        }
    }

    mutating func line(
        x1: Double, y1: Double, x2: Double, y2: Double, _ style: String
    ) {
        elements.append(
            Element(
                "line",
                [
                    "x1": Canvas.number(x1), "y1": Canvas.number(y1), "x2": Canvas.number(x2),
                    "y2": Canvas.number(y2), "class": style,
                ]))
    }

    mutating func path(_ points: [(x: Double, y: Double)], _ style: String) {
        let steps = points.enumerated().map { index, point in
            "\(index == 0 ? "M" : "L")\(Canvas.number(point.x)) \(Canvas.number(point.y))"
        }
        elements.append(Element("path", ["d": steps.joined(), "class": style]))
    }

    mutating func rect(
        x: Double, y: Double, width: Double, height: Double, _ style: String, radius: Double = 0
    ) {
        elements.append(
            Element(
                "rect",
                [
                    "x": Canvas.number(x), "y": Canvas.number(y),
                    "width": Canvas.number(max(0, width)),
                    "height": Canvas.number(max(0, height)), "rx": Canvas.number(radius),
                    "class": style,
                ]))
    }

    mutating func circle(x: Double, y: Double, radius: Double, _ style: String) {
        elements.append(
            Element(
                "circle",
                [
                    "cx": Canvas.number(x), "cy": Canvas.number(y), "r": Canvas.number(radius),
                    "class": style,
                ]))
    }

    /// Says that the last shape is as long, or stands as high, as a figure is large: all shapes of a
    /// drawing that measure by the same attribute share one scale.
    mutating func measures(_ figure: Figure, by attribute: String) {
        mend(last: "data-figure", figure.address)
        mend(last: "data-measure", attribute)
    }

    /// Shapes that mean something together: their words are shown to who points at them or comes to
    /// them by keyboard, and read to who cannot see them.
    ///
    /// - Parameter figures: those that the words have in them.
    mutating func mark(_ words: String, _ figures: [Figure], _ draw: (inout Canvas) -> Void) {
        var inner = Canvas(size)
        draw(&inner)
        var group = Element("g", ["class": "mark", "role": "img"])
        let addresses = figures.filter { !$0.isMissing }.map(\.address)
        group.attributes.append(
            Element.Attribute(name: "data-says", value: addresses.joined(separator: " ")))
        group.children = [Element("title", text: words)] + inner.elements
        elements.append(group)
    }

    private mutating func mend(last name: String, _ value: String) {
        elements[elements.count - 1].attributes.append(
            Element.Attribute(name: name, value: value))
    }

    /// With one digit after the point: a tenth of a pixel is nothing that one sees.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}
