/// The first pass: reads the whole text once, checks all of the grammar, and writes the tape.
///
/// Memory safety: the bytes are read through a pointer, because that is four times as fast as a
/// checked span. It is never read except where `at < bytes.count` was just tested (`current` tests
/// it for everyone, the two loops in `string()` and `skipSpace()` for themselves). A scanner
/// lives only inside `JSONTape.read`, where the pointer is valid. In debug builds, in which the
/// tests run, every access through `UnsafeBufferPointer` is checked besides.
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let limits: JSONLimits
    /// The tape as far as it is written.
    var nodes: [JSONNode]
    /// Strings with a lone surrogate, in order. Only a text that is JSON to its end may be told so.
    var surrogates: [JSONFault] = []
    /// The byte looked at.
    var at = 0

    init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits, nodes: consuming [JSONNode]) {
        self.bytes = bytes
        self.limits = limits
        self.nodes = nodes
    }

    /// The byte looked at, or `noByte` behind the end.
    var current: UInt8 {
        at < bytes.count ? bytes[at] : JSONScanner.noByte
    }

    /// 0xFF stands nowhere in UTF-8, so whatever test is made of it fails, and `fail` then sees
    /// whether the text had ended.
    static let noByte: UInt8 = 0xFF

    /// Reads one document and nothing behind it but white space.
    mutating func document() throws(JSONError) {
        guard bytes.count <= limits.maxSizeBytes else {
            throw fail(
                .tooLong(limitBytes: limits.maxSizeBytes),
                expected: "at most \(limits.maxSizeBytes) bytes")
        }
        skipSpace()
        try value(depth: 0)
        skipSpace()
        guard at == bytes.count else {
            throw fail(.notJSON, expected: "the end of the file", isInside: false)
        }
    }

    private mutating func value(depth: Int) throws(JSONError) {
        switch current {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try literal("true", .true)
        case UInt8(ascii: "f"): try literal("false", .false)
        case UInt8(ascii: "n"): try literal("null", .null)
        default: throw fail(.notJSON, expected: "a value")
        }
    }

    private mutating func object(depth: Int) throws(JSONError) {
        let node = try open(.object, depth: depth)
        var count: UInt32 = 0
        if current == UInt8(ascii: "}") {
            at += 1
            return close(node, count: 0)
        }
        while true {
            guard current == UInt8(ascii: "\"") else {
                throw fail(.notJSON, expected: count == 0 ? "a key or '}'" : "a key")
            }
            try string()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw fail(.notJSON, expected: "':'") }
            at += 1
            skipSpace()
            try value(depth: depth)
            count += 1
            if try endsContainer(with: UInt8(ascii: "}"), expected: "',' or '}'") {
                return close(node, count: count)
            }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) {
        let node = try open(.array, depth: depth)
        var count: UInt32 = 0
        if current == UInt8(ascii: "]") {
            at += 1
            return close(node, count: 0)
        }
        while true {
            try value(depth: depth)
            count += 1
            if try endsContainer(with: UInt8(ascii: "]"), expected: "',' or ']'") {
                return close(node, count: count)
            }
        }
    }

    /// After a member or an element: steps over the closing bracket (true) or the comma (false).
    private mutating func endsContainer(
        with bracket: UInt8, expected: String
    ) throws(JSONError) -> Bool {
        skipSpace()
        let byte = current
        guard byte == bracket || byte == UInt8(ascii: ",") else {
            throw fail(.notJSON, expected: expected)
        }
        at += 1
        guard byte != bracket else { return true }
        skipSpace()
        return false
    }

    private mutating func open(_ kind: JSONNode.Kind, depth: Int) throws(JSONError) -> Int {
        guard depth <= limits.maxDepth else {
            throw fail(
                .tooDeep(limit: limits.maxDepth), expected: "at most \(limits.maxDepth) levels")
        }
        let node = try add(kind, offset: at, length: 0)
        at += 1
        skipSpace()
        return node
    }

    private mutating func close(_ node: Int, count: UInt32) {
        nodes[node].length = count
        nodes[node].next = UInt32(truncatingIfNeeded: nodes.count)
    }

    /// Writes a node whose subtree is itself alone, until `close` says otherwise. The numbers fit
    /// in 32 bits: they are bounded by the limits of size and nodes.
    @discardableResult
    mutating func add(
        _ kind: JSONNode.Kind, offset: Int, length: Int
    ) throws(JSONError) -> Int {
        let index = nodes.count
        guard index < limits.maxNodes else {
            throw fail(
                .tooManyNodes(limit: limits.maxNodes),
                expected: "at most \(limits.maxNodes) values and keys")
        }
        nodes.append(
            JSONNode(
                offset: UInt32(truncatingIfNeeded: offset),
                length: UInt32(truncatingIfNeeded: length),
                next: UInt32(truncatingIfNeeded: index + 1), kind: kind))
        return index
    }

    private mutating func literal(
        _ word: StaticString, _ kind: JSONNode.Kind
    ) throws(JSONError) {
        let start = at
        for index in 0..<word.utf8CodeUnitCount {
            guard current == word.utf8Start[index] else {
                throw fail(.notJSON, expected: "'\(word)'")
            }
            at += 1
        }
        try add(kind, offset: start, length: at - start)
    }

    private mutating func number() throws(JSONError) {
        let start = at
        if current == UInt8(ascii: "-") { at += 1 }
        if current == UInt8(ascii: "0") {
            at += 1
        } else {
            try digits()
        }
        if current == UInt8(ascii: ".") {
            at += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            at += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        try add(.number, offset: start, length: at - start)
    }

    private mutating func digits() throws(JSONError) {
        guard JSONScanner.isDigit(current) else { throw fail(.notJSON, expected: "a digit") }
        repeat { at += 1 } while JSONScanner.isDigit(current)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    /// The fault at `at`. All before it is a proper beginning of some document, so if nothing
    /// follows, or NUL bytes alone, the text ended too early (`isInside` false: the document was
    /// whole already).
    func fail(_ kind: JSONError.Kind, expected: String, isInside: Bool = true) -> JSONError {
        let endsTooEarly = isInside && kind == .notJSON && bytes[at...].allSatisfy { $0 == 0 }
        return JSONError(
            kind: kind, offset: at, position: JSONPosition(of: at, in: bytes), expected: expected,
            endsTooEarly: endsTooEarly)
    }
}
