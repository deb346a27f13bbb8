/// A JSON Pointer (RFC 6901): the way from the document to a value in it, as text.
package struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// The pointer as it is written: `/items/3/nik`; of the document itself, empty.
    package let text: String

    /// The document itself.
    package static let root = JSONPointer(text: "")

    /// A pointer as someone wrote it. What does not begin with `/` leads nowhere.
    package init(text: String) {
        self.text = text
    }

    /// The way on to a member of an object.
    package func appending(_ key: String) -> JSONPointer {
        var text = text + "/"
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return JSONPointer(text: text)
    }

    /// The way on to an element of an array.
    package func appending(_ index: Int) -> JSONPointer {
        JSONPointer(text: "\(text)/\(index)")
    }

    /// The pointer as it is written.
    package var description: String { text }

    /// The keys and indexes on the way, unescaped, as UTF-8 (keys compare as bytes).
    var steps: [[UInt8]] {
        text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .dropFirst()
            .map { step in
                var unescaped: [UInt8] = []
                var afterTilde = false
                for byte in step {
                    switch (afterTilde, byte) {
                    case (true, UInt8(ascii: "0")): unescaped.append(UInt8(ascii: "~"))
                    case (true, UInt8(ascii: "1")): unescaped.append(UInt8(ascii: "/"))
                    case (false, UInt8(ascii: "~")): break
                    default: unescaped.append(byte)
                    }
                    afterTilde = !afterTilde && byte == UInt8(ascii: "~")
                }
                return unescaped
            }
    }
}

extension JSONTape {
    /// The node a pointer leads to; where a step of it is missing (a field that should be there),
    /// the last node on the way.
    package func nearestNode(to pointer: JSONPointer) -> Int {
        var node = JSONTape.root
        for step in pointer.steps {
            guard let next = child(of: node, step) else { break }
            node = next
        }
        return node
    }

    /// The pointer to a node; to a key, the pointer to its member.
    ///
    /// - Parameters:
    ///   - target: the node.
    ///   - start: a node that the target is in, and its own pointer; by default the document.
    ///   - canShow: whether a key may be shown; where it may not, the pointer ends at the object
    ///     that has it.
    package func pointer(
        to target: Int, from start: (node: Int, pointer: JSONPointer) = (root, .root),
        canShow: (Int) -> Bool
    ) -> JSONPointer {
        var (node, pointer) = start
        while node != target {
            switch nodes[node].kind {
            case .object:
                let way = members(of: node).first { target < nodes[$0.value].next }
                guard let way, canShow(way.key) else { return pointer }
                pointer = pointer.appending(text(way.key))
                guard way.key != target else { return pointer }
                node = way.value
            case .array:
                let way = elements(of: node).enumerated().first { target < nodes[$1].next }
                guard let way else { return pointer }
                pointer = pointer.appending(way.offset)
                node = way.element
            default:
                return pointer
            }
        }
        return pointer
    }

    /// Line and column of what a pointer leads to, or of the last value on the way to it.
    /// `positions` are made once a text by `positions()`.
    package func locate(_ pointer: JSONPointer, in positions: JSONPositions) -> JSONPosition {
        locate(node: nearestNode(to: pointer), in: positions)
    }

    /// Line and column of a node: of a string, its opening quote.
    package func locate(node: Int, in positions: JSONPositions) -> JSONPosition {
        guard nodes.indices.contains(node) else { return .start }
        let quote = nodes[node].kind == .string ? 1 : 0
        return positions.position(ofByte: Int(nodes[node].offset) - quote)
    }

    /// What is needed to find lines and columns; made only when there is something to tell.
    package func positions() -> JSONPositions {
        JSONPositions(bytes)
    }

    private func child(of node: Int, _ step: [UInt8]) -> Int? {
        guard nodes.indices.contains(node) else { return nil }
        switch nodes[node].kind {
        case .object:
            return members(of: node).first { text($0.key, is: step) }?.value
        case .array:
            guard let index = Int(String(decoding: step, as: UTF8.self)), index >= 0 else {
                return nil
            }
            return elements(of: node).dropFirst(index).first { _ in true }
        default:
            return nil
        }
    }
}
