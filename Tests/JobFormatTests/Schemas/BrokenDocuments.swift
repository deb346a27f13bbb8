import Programme

@testable import JobFormat

/// Breaks documents, or only bends them: many stay good. Drawn by a seed.
struct BrokenDocuments {
    private var random: RandomJobs

    init(seed: UInt64) {
        random = RandomJobs(seed: seed)
    }

    /// A job file of any kind in one line, as it should be or with one or two changes.
    mutating func next() throws -> String {
        var bytes: [UInt8]
        repeat {
            let (envelope, body) = random.job()
            bytes = JobDocumentWriter.bytes(envelope, body)
            // Half of what is drawn is refused from anyone: most of that teaches nothing more.
        } while try job(String(decoding: bytes, as: UTF8.self)).isRefusedFromAnyone
            && random.number(8) != 0
        var document = WireValue(try read(bytes))
        for _ in 0..<[0, 1, 1, 1, 1, 1, 1, 2][random.number(8)] {
            document = change(document)
        }
        return document.text
    }

    private mutating func change(_ document: WireValue) -> WireValue {
        let place = random.number(document.count)
        let donor = random.number(document.count)
        var copied = document
        _ = document.changing(donor) { value in
            copied = value
            return value
        }
        return document.changing(place) { value in
            switch random.number(10) {
            case 0...1 where place > 0: nil
            case 2: copied
            case 3: ofAnyType()
            default: altered(value, copied)
            }
        } ?? document
    }

    /// The same kind of value, other in a way that may matter.
    private mutating func altered(_ value: WireValue, _ other: WireValue) -> WireValue {
        switch value {
        case .word(let word):
            let isPlain = word.utf8.allSatisfy { (0x30...0x39).contains($0) }
            return .word(isPlain && random.number(3) == 0 ? word + ".0" : any(of: Edges.words))
        case .string(let text):
            return .string(altered(text))
        case .array(let elements):
            guard let element = elements.first, random.number(2) == 0 else { return .array([]) }
            return .array(elements + [random.number(2) == 0 ? element : other])
        case .object:
            let names = WireName.allCases.map(\.rawValue) + ["Nik", "note", "x-extra", ""]
            return value.adding(any(of: names), other)
        }
    }

    private mutating func altered(_ text: String) -> String {
        switch random.number(4) {
        case 0: return any(of: Edges.texts)
        case 1: return any(of: Edges.like(text))
        case 2:
            return [text + "\n", text + " ", String(text.dropLast()), text + "x", "0" + text][
                random.number(5)]
        default:
            var characters = Array(text)
            guard !characters.isEmpty else { return " " }
            characters[random.number(characters.count)] = any(of: Array("0123456789-:.TzZé /"))
            return String(characters)
        }
    }

    private mutating func ofAnyType() -> WireValue {
        switch random.number(4) {
        case 0: .word(any(of: Edges.words))
        case 1: .string(any(of: Edges.texts))
        case 2: .array([])
        default: .object([])
        }
    }

    private mutating func any<Value>(of values: [Value]) -> Value {
        values[random.number(values.count)]
    }
}
