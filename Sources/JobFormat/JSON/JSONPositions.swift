/// Lines and columns of many places in one text. Built only when there is something to complain
/// about: one pass writes down where it is every 1,024 bytes, and a place is counted from the
/// mark before it; so a thousand complaints in one long line cost no thousand passes.
package struct JSONPositions: Sendable {
    private static let stride = 1_024

    private let bytes: [UInt8]
    private let marks: [JSONPosition]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var marks = [JSONPosition.start]
        bytes.withUnsafeBufferPointer { buffer in
            var at = 0
            while at + JSONPositions.stride < buffer.count, var position = marks.last {
                position.advance(over: buffer[at..<at + JSONPositions.stride])
                marks.append(position)
                at += JSONPositions.stride
            }
        }
        self.marks = marks
    }

    /// The place of a byte; one behind the end is the end.
    package func position(ofByte offset: Int) -> JSONPosition {
        let mark = min(max(offset, 0) / JSONPositions.stride, marks.count - 1)
        var position = marks[mark]
        bytes.withUnsafeBufferPointer { buffer in
            let start = mark * JSONPositions.stride
            position.advance(over: buffer[start..<max(start, min(offset, buffer.count))])
        }
        return position
    }
}

extension JSONPosition {
    /// The place of a byte, counted from the beginning.
    init(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        self = .start
        advance(over: bytes[..<offset])
    }

    /// Goes on over bytes of UTF-8. Where they are none, each byte that could begin a scalar
    /// counts as one.
    fileprivate mutating func advance(over bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }
}
