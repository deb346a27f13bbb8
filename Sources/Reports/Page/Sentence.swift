/// Words with figures among them, which keep where they come from.
struct Sentence: ExpressibleByStringInterpolation {
    enum Run {
        case text(String)
        case figure(Figure)
    }

    private(set) var runs: [Run]

    init(stringLiteral text: String) {
        runs = [.text(text)]
    }

    init(stringInterpolation: StringInterpolation) {
        runs = stringInterpolation.runs
    }

    static func + (left: Sentence, right: Sentence) -> Sentence {
        var sentence = left
        sentence.runs += right.runs
        return sentence
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var runs: [Run] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ text: String) {
            if !text.isEmpty { runs.append(.text(text)) }
        }

        mutating func appendInterpolation(_ text: String) { runs.append(.text(text)) }
        mutating func appendInterpolation(_ figure: Figure) { runs.append(.figure(figure)) }
    }
}

extension Language {
    /// The one of two that is in this language.
    func of<Words>(
        _ english: @autoclosure () -> Words, _ indonesian: @autoclosure () -> Words
    ) -> Words {
        switch self {
        case .english: english()
        case .indonesian: indonesian()
        }
    }
}
