import Programme
import Yams

/// A kind of scalar that a key may hold: what is expected, and how it is read.
struct YAMLValue<Value> {
    /// Ends the sentence "is not ..." and "Write ...": `a whole number from 1 to 64`.
    let expected: String
    /// What YAML may take the unquoted text for. `code: NO` is a boolean and `code: 021` a number
    /// to YAML; where a text is expected that is a fault rather than a guess.
    let tags: [Tag.Name]
    /// Nil if the text is not of this kind or is out of its limits.
    let read: (String) -> Value?

    init(_ expected: String, tags: [Tag.Name] = [.str], read: @escaping (String) -> Value?) {
        self.expected = expected
        self.tags = tags
        self.read = read
    }
}

extension YAMLValue where Value == String {
    /// 1 to `limit` characters without control characters.
    static func text(upTo limit: Int) -> Self {
        Self("a text of 1 to \(limit) characters") { text in
            isPlain(text) && (1...limit).contains(text.count) ? text : nil
        }
    }

    /// An absolute path.
    static var path: Self {
        Self("an absolute path, one that begins with /") { text in
            isPlain(text) && text.hasPrefix("/") && text.utf8.count < 4096 ? text : nil
        }
    }

    /// An absolute path of a file that node_exporter's textfile collector reads.
    static var textfile: Self {
        Self("an absolute path that ends in .prom, such as /run/okoce/okoce.prom") { text in
            guard let path = path.read(text), path.hasSuffix(".prom"), !path.hasSuffix("/.prom")
            else { return nil }
            return path
        }
    }

    /// The name of a Unix account, as useradd(8) takes them.
    static var account: Self {
        Self("the name of a Unix account, such as okoce-portal") { text in
            let isName = text.utf8.allSatisfy { isIdentifierByte($0) }
            let starts = text.utf8.first.map { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ".") }
            return isName && starts == true && text.utf8.count <= 32 ? text : nil
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}

extension YAMLValue where Value == Int {
    /// A whole number within limits; `_` may separate digits: `10_000_000`.
    static func integer(_ limits: ClosedRange<Int>, _ unit: String) -> Self {
        Self(
            "a whole number from \(limits.lowerBound) to \(limits.upperBound) (\(unit))",
            tags: [.int]
        ) { text in
            let digits = text.filter { $0 != "_" }
            // YAML takes 010 for eight, a reader for ten.
            guard digits.utf8.allSatisfy(isDigit), digits == "0" || !digits.hasPrefix("0"),
                let value = Int(digits)
            else { return nil }
            return limits.contains(value) ? value : nil
        }
    }

    /// A size in bytes, written with its unit: `512 KiB`.
    static func size(_ limits: ClosedRange<Int>, _ words: String) -> Self {
        Self("a size \(words), with its unit (B, KiB, MiB), such as 4 MiB") { text in
            guard let (number, unit) = quantity(text),
                let scale = ["B": 1, "KiB": 1 << 10, "MiB": 1 << 20][unit]
            else { return nil }
            let (bytes, overflow) = number.multipliedReportingOverflow(by: scale)
            return !overflow && limits.contains(bytes) ? bytes : nil
        }
    }

    /// A number of whole days, written with its unit: `14 d`.
    static func days(_ limits: ClosedRange<Int>) -> Self {
        let span = "\(limits.lowerBound) d to \(limits.upperBound) d"
        return Self("a number of days from \(span), such as 14 d") { text in
            guard let (number, unit) = quantity(text), unit == "d" else { return nil }
            return limits.contains(number) ? number : nil
        }
    }
}

extension YAMLValue where Value == Duration {
    /// A time, written with its unit: `250 ms`, `2 s`, `10 min`, `1 h`, `14 d`.
    static func duration(_ limits: ClosedRange<Duration>, _ words: String) -> Self {
        Self("a time \(words), with its unit (ms, s, min, h, d), such as 2 s") { text in
            let scales = ["ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000, "d": 86_400_000]
            guard let (number, unit) = quantity(text), let scale = scales[unit] else { return nil }
            let (milliseconds, overflow) = number.multipliedReportingOverflow(by: scale)
            let duration = Duration.milliseconds(milliseconds)
            return !overflow && limits.contains(duration) ? duration : nil
        }
    }
}

extension YAMLValue where Value == Day {
    /// A calendar day.
    static var day: Self {
        Self("a day that exists, as YYYY-MM-DD", tags: [.str, .timestamp]) { Day($0) }
    }
}

extension YAMLValue where Value == DaemonFile.PolicyStart {
    /// A calendar day, or the word `never`.
    static var policyStart: Self {
        Self("a day that exists, as YYYY-MM-DD, or never", tags: [.str, .timestamp]) { text in
            text == "never" ? .never : Day(text).map { .on($0) }
        }
    }
}

extension YAMLValue where Value == RegionCode {
    /// A well-formed region code. Quoted: YAML takes `31.71` for a number.
    static var region: Self {
        Self("a region code in quotes, such as \"31.71.03\"") { RegionCode($0) }
    }
}

extension YAMLValue where Value == Stage {
    /// `P1` to `P7`.
    static var stage: Self {
        Self("a step, P1 to P7") { Stage($0) }
    }
}

extension YAMLValue where Value: Identifier {
    /// 1 to 64 of `A-Z a-z 0-9 . _ -`, a letter or digit first: a code also names a drop box, and
    /// `..` would name another folder.
    static var identifier: Self {
        Self("1 to 64 of the characters A-Z a-z 0-9 . _ -, a letter or digit first") { text in
            guard let first = text.utf8.first, isIdentifierByte(first),
                !"._-".utf8.contains(first)
            else { return nil }
            return Value(text)
        }
    }
}

extension YAMLValue where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of a list of words.
    static var choice: Self {
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return Self("one of \(words)") { Value(rawValue: $0) }
    }
}

/// Splits `10 min` or `10min` into number and unit.
private func quantity(_ text: String) -> (number: Int, unit: String)? {
    let digits = text.prefix { $0.utf8.allSatisfy(isDigit) }
    guard !digits.isEmpty, let number = Int(digits) else { return nil }
    return (number, String(text.dropFirst(digits.count).drop { $0 == " " }))
}

private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
