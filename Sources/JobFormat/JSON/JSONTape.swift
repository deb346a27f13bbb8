/// A JSON text, checked as a whole, as a flat list of nodes: one array of 16-byte nodes and one of
/// bytes, whatever is in it. Names and numbers are made into values only when they are asked for.
///
/// Keep one tape for each worker and read file after file with it: its memory is used again.
///
/// What is absent: there is no way to hold a tape of a text that is not JSON to its last byte.
/// After an error the tape is empty.
package struct JSONTape: Sendable {
    /// The text, as given.
    package private(set) var bytes: [UInt8] = []
    /// Its values and keys in the order of the text; the first is the document. Empty before the
    /// first `read` and after an error.
    package private(set) var nodes: [JSONNode] = []
    /// Duplicate keys and lone surrogates, in the order of their nodes.
    package private(set) var faults: [JSONFault] = []

    /// A tape with nothing on it.
    package init() {}

    /// Reads a text onto this tape, in place of what it had.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - limits: what is refused unread.
    /// - Throws: `JSONError` if it is not JSON (RFC 8259) or passes a limit.
    package mutating func read(
        _ bytes: [UInt8], limits: JSONLimits = .jobFile
    ) throws(JSONError) {
        var reusable: [JSONNode] = []
        swap(&reusable, &nodes)
        reusable.removeAll(keepingCapacity: true)
        faults = []
        self.bytes = []

        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONScanner, JSONError> in
            var scanner = JSONScanner(bytes: buffer, limits: limits, nodes: reusable)
            reusable = []
            do throws(JSONError) {
                try scanner.document()
                return .success(scanner)
            } catch {
                return .failure(error)
            }
        }
        let scanned = try result.get()
        nodes = scanned.nodes
        self.bytes = bytes
        faults = scanned.surrogates + duplicateKeys()
        if faults.count > 1 { faults.sort { $0.node < $1.node } }
    }
}

// MARK: - Values

extension JSONTape {
    /// The node of the document itself.
    package static let root = 0

    /// What a node is.
    package func kind(_ node: Int) -> JSONNode.Kind {
        nodes[node].kind
    }

    /// The bytes of a string (without quotes) or a number, as they stand in the text.
    package func rawBytes(_ node: Int) -> ArraySlice<UInt8> {
        let start = Int(nodes[node].offset)
        return bytes[start..<start + Int(nodes[node].length)]
    }

    /// The text of a string, escapes resolved. A lone surrogate, of which `faults` tells, becomes
    /// U+FFFD.
    package func text(_ node: Int) -> String {
        String(decoding: textBytes(node), as: UTF8.self)
    }

    /// Whether a string's text has exactly these bytes.
    package func text(_ node: Int, is bytes: [UInt8]) -> Bool {
        textBytes(node).elementsEqual(bytes)
    }

    /// The text of a string as UTF-8, escapes resolved.
    package func textBytes(_ node: Int) -> ArraySlice<UInt8> {
        nodes[node].isEscaped ? JSONEscape.unescaped(rawBytes(node))[...] : rawBytes(node)
    }

    /// A number as an integer, if it is one by value.
    package func integer(_ node: Int) -> JSONInteger {
        JSONInteger(rawBytes(node))
    }

    /// The keys and values of an object, as nodes, in the order of the text.
    package func members(of object: Int) -> JSONMembers {
        JSONMembers(nodes: nodes, object: object)
    }

    /// The elements of an array, as nodes.
    package func elements(of array: Int) -> JSONElements {
        JSONElements(nodes: nodes, array: array)
    }

    /// The faults at a node or anywhere inside it.
    package func faults(in node: Int) -> ArraySlice<JSONFault> {
        let end = firstFault(from: Int(nodes[node].next))
        return faults[firstFault(from: node)..<end]
    }

    /// The place in `faults` of the first one at a node or behind it. Found by halving: a hostile
    /// text has a fault in each of its nodes, and every item asks.
    private func firstFault(from node: Int) -> Int {
        var range = faults.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if faults[middle].node < node {
                range = middle + 1..<range.upperBound
            } else {
                range = range.lowerBound..<middle
            }
        }
        return range.lowerBound
    }
}

/// The members of an object; see `JSONTape.members(of:)`.
package struct JSONMembers: Sequence, IteratorProtocol {
    private let nodes: [JSONNode]
    private var at: Int
    private let end: Int

    fileprivate init(nodes: [JSONNode], object: Int) {
        self.nodes = nodes
        at = object + 1
        end = nodes[object].kind == .object ? Int(nodes[object].next) : at
    }

    /// The next member.
    package mutating func next() -> (key: Int, value: Int)? {
        guard at < end else { return nil }
        let member = (key: at, value: at + 1)
        at = Int(nodes[member.value].next)
        return member
    }
}

/// The elements of an array; see `JSONTape.elements(of:)`.
package struct JSONElements: Sequence, IteratorProtocol {
    private let nodes: [JSONNode]
    private var at: Int
    private let end: Int

    fileprivate init(nodes: [JSONNode], array: Int) {
        self.nodes = nodes
        at = array + 1
        end = nodes[array].kind == .array ? Int(nodes[array].next) : at
    }

    /// The next element.
    package mutating func next() -> Int? {
        guard at < end else { return nil }
        defer { at = Int(nodes[at].next) }
        return at
    }
}
