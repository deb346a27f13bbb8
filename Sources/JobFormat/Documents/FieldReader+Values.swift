import Programme

/// Single values. Each takes nil for a field that is not there, and then says nothing.
extension FieldReader {
    /// Any string.
    mutating func string(_ node: Int?) -> String? {
        guard let node else { return nil }
        guard tape.kind(node) == .string else {
            complain(.wrongType, at: node, "Must be a string.")
            return nil
        }
        return tape.text(node)
    }

    /// What a person wrote: not blank, bounded (in Unicode scalars), without control characters.
    mutating func text(_ node: Int?, maxLength: Int = 200) -> String? {
        guard let node, let text = string(node) else { return nil }
        let scalars = text.unicodeScalars
        guard scalars.count <= maxLength,
            !scalars.allSatisfy(\.properties.isWhitespace),
            !scalars.contains(where: isControl)
        else {
            complain(
                .textMalformed, at: node,
                "Must be a text of 1 to \(maxLength) characters, not blank, no control characters."
            )
            return nil
        }
        return text
    }

    /// C0, DEL, C1, and the separators that some programs take for line ends.
    private func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
        default: false
        }
    }

    /// A reason that somebody gives.
    mutating func reason(_ node: Int?) -> String? {
        text(node, maxLength: 500)
    }

    mutating func personName(_ node: Int?) -> PersonName? {
        text(node).map { PersonName($0) }
    }

    mutating func identifier<ID: Identifier>(_ type: ID.Type, _ node: Int?) -> ID? {
        guard let node, let text = string(node) else { return nil }
        if let identifier = ID(text) { return identifier }
        complain(
            .identifierMalformed, at: node,
            "Must be an identifier: 1 to 64 of the characters A-Z a-z 0-9 . _ -")
        return nil
    }

    mutating func nik(_ node: Int?) -> NIK? {
        guard let node, let text = string(node) else { return nil }
        switch NIK.read(text) {
        case .success(let nik): return nik
        case .failure(let fault):
            let message =
                switch fault {
                case .notSixteen: "A NIK has 16 digits."
                case .oneDigit: "A NIK is not one digit sixteen times."
                case .serialZero: "The last four digits of a NIK begin at 0001."
                case .impossibleDate: "Digits 7 to 12 of this NIK are no date in any century."
                case .erased: "This person was erased at their wish; nothing older is taken again."
                }
            complain(fault.code, at: node, message)
            return nil
        }
    }

    /// One of some words.
    mutating func choice<Value>(
        _ node: Int?, _ words: String, else code: ComplaintCode = .notAllowedValue,
        _ make: (String) -> Value?
    ) -> Value? {
        guard let node, let text = string(node) else { return nil }
        if let value = make(text) { return value }
        complain(code, at: node, "Must be one of: \(words).")
        return nil
    }

    /// One of the words of an enumeration.
    mutating func choice<Value>(_ type: Value.Type, _ node: Int?) -> Value?
    where Value: RawRepresentable<String> & CaseIterable {
        choice(node, Value.allCases.map(\.rawValue).joined(separator: ", ")) {
            Value(rawValue: $0)
        }
    }

    mutating func boolean(_ node: Int?) -> Bool? {
        guard let node else { return nil }
        switch tape.kind(node) {
        case .true: return true
        case .false: return false
        default:
            complain(.wrongType, at: node, "Must be true or false.")
            return nil
        }
    }

    /// A number that is an integer by value and not less than `least`.
    mutating func integer(
        _ node: Int?, atLeast least: Int64 = -JSONInteger.greatestMagnitude,
        atMost most: Int64 = JSONInteger.greatestMagnitude
    ) -> Int64? {
        guard let node else { return nil }
        guard tape.kind(node) == .number else {
            complain(.wrongType, at: node, "Must be a number.")
            return nil
        }
        switch tape.integer(node) {
        case .value(let value) where (least...most).contains(value): return value
        case .notAnInteger:
            complain(.wrongType, at: node, "Must be an integer.")
        case .value, .tooLarge:
            complain(.numberOutOfRange, at: node, "Must be from \(least) to \(most).")
        }
        return nil
    }

    mutating func rupiah(
        _ node: Int?, atLeast least: Int64 = -JSONInteger.greatestMagnitude
    ) -> Rupiah? {
        integer(node, atLeast: least).map { Rupiah($0) }
    }

    mutating func day(_ node: Int?) -> Day? {
        guard let node, let text = string(node) else { return nil }
        if let day = Day(text) { return day }
        complain(malformedDate, at: node, "Must be a day that exists, as YYYY-MM-DD.")
        return nil
    }

    mutating func instant(_ node: Int?) -> Instant? {
        guard let node, let text = string(node) else { return nil }
        if let instant = Instant(text) { return instant }
        complain(
            .instantMalformed, at: node,
            "Must be an instant with an offset (RFC 3339), as 2018-06-12T09:00:00+07:00.")
        return nil
    }

    /// A region's code, of the level that the field is for.
    mutating func region(_ node: Int?, _ level: RegionCode.Level) -> RegionCode? {
        guard let node, let text = string(node) else { return nil }
        guard let code = RegionCode(text) else {
            complain(
                .placeMalformed, at: node,
                "Must be a Kemendagri code, as 31.71.01 or 31.71.01.1001.")
            return nil
        }
        guard code.level == level else {
            complain(.placeWrongLevel, at: node, "Must be the code of a \(level).")
            return nil
        }
        return code
    }

    /// The place that `kelurahan` and `kecamatan` name together; where both stand, they agree.
    mutating func place(_ fields: Fields) -> Place? {
        let kelurahan = region(fields[.kelurahan], .kelurahan)
        let kecamatan = region(fields[.kecamatan], .kecamatan)
        if let kelurahan, let kecamatan, kelurahan.kecamatan != kecamatan {
            complain(
                .placesDisagree, at: fields[.kelurahan] ?? fields.object,
                "This kelurahan does not lie in the kecamatan that is given with it.")
            return nil
        }
        return (kelurahan ?? kecamatan).flatMap { Place($0) }
    }

    /// The elements of an array.
    mutating func elements(_ node: Int?) -> [Int]? {
        guard let node else { return nil }
        guard tape.kind(node) == .array else {
            complain(.wrongType, at: node, "Must be an array.")
            return nil
        }
        return Array(tape.elements(of: node))
    }
}
