package import Programme

/// Finds what the bytes of a job file say of one person, for who asks what is held of them.
///
/// What else is in the file is about others and is not given away.
package struct PersonSearch: Sendable {
    private let number: Int64

    package init(_ nik: NIK) {
        number = nik.number
    }

    /// An item that is about the person.
    package struct Item: Hashable, Sendable {
        /// Place in `items`, from 0.
        package let position: Int
        /// As it was sent.
        package let text: String

        package init(position: Int, text: String) {
            self.position = position
            self.text = text
        }
    }

    /// The person's items.
    ///
    /// - Returns: nil if the person is not in the file; none if their number stands outside any item,
    ///   or the file is no JSON in which items could be told apart.
    package func items(in bytes: [UInt8]) -> [Item]? {
        let stands = stands(in: bytes)
        guard stands || bytes.hasEscapedScalar else { return nil }
        var tape = JSONTape()
        guard (try? tape.read(bytes)) != nil, tape.kind(JSONTape.root) == .object else {
            return stands ? [] : nil
        }
        var items: [Item] = []
        if let list = tape.first(.items, of: JSONTape.root), tape.kind(list) == .array {
            for (position, item) in tape.elements(of: list).enumerated() {
                guard tape.kind(item) == .object, isAbout(item, tape) else { continue }
                let start = Int(tape.nodes[item].offset)
                items.append(
                    Item(
                        position: position,
                        text: String(decoding: bytes.object(from: start), as: UTF8.self)))
            }
        }
        return stands || !items.isEmpty ? items : nil
    }

    /// Whether the number stands in a text, with separators or run on into others too.
    package func stands(in bytes: [UInt8]) -> Bool {
        var found = false
        NIKSearch.each(in: bytes) { number, _ in if number == self.number { found = true } }
        return found
    }

    /// An item of somebody else's is theirs, also if the person's number is part of its id.
    private func isAbout(_ item: Int, _ tape: JSONTape) -> Bool {
        if let nik = tape.first(.nik, of: item), tape.kind(nik) == .string,
            case .success(let other) = NIK.read(tape.text(nik))
        {
            return other.number == number
        }
        var found = false
        tape.eachNumber(in: item) { if $0 == number { found = true } }
        return found
    }
}

extension [UInt8] {
    /// A JSON object that begins here, to its closing brace; the text is known to be JSON.
    fileprivate func object(from start: Int) -> ArraySlice<UInt8> {
        var (depth, isInString, isEscaped) = (0, false, false)
        for place in start..<count {
            let byte = self[place]
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString.toggle()
            } else if !isInString, byte == UInt8(ascii: "{") {
                depth += 1
            } else if !isInString, byte == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return self[start...place] }
            }
        }
        return self[start...]
    }
}
