import Glibc

/// A name in a directory: bytes, as the kernel has them.
///
/// A file name need not be UTF-8, and two names that Swift's `String` calls equal can be two files.
/// So names are compared and ordered by their bytes; ``printable`` is for people.
public struct FileName: Hashable, Sendable {
    /// The bytes and a closing NUL, ready for a system call without a copy.
    let terminated: [CChar]

    /// The name's bytes, without the closing NUL.
    public var bytes: [UInt8] {
        terminated.withUnsafeBytes { Array($0.dropLast()) }
    }

    /// - Parameter bytes: without a NUL and without a slash.
    public init(bytes: [UInt8]) {
        precondition(
            !bytes.contains { $0 == 0 || $0 == UInt8(ascii: "/") },
            "a file name has neither NUL nor slash")
        terminated = [CChar](unsafeUninitializedCapacity: bytes.count + 1) { buffer, count in
            UnsafeMutableRawBufferPointer(buffer).copyBytes(from: bytes)
            buffer[bytes.count] = 0
            count = bytes.count + 1
        }
    }

    /// The name whose bytes are the text's UTF-8.
    public init(_ text: String) {
        self.init(bytes: Array(text.utf8))
    }

    /// - Parameter terminated: with the closing NUL.
    init(terminated: [CChar]) {
        self.terminated = terminated
    }

    /// Copies a C string of `count` bytes, its NUL not counted, that the kernel gave.
    init(cString: UnsafePointer<CChar>, count: Int) {
        terminated = Array(UnsafeBufferPointer(start: cString, count: count + 1))
    }

    /// Equal bytes.
    public static func == (left: FileName, right: FileName) -> Bool {
        left.terminated.count == right.terminated.count
            && memcmp(left.terminated, right.terminated, left.terminated.count) == 0
    }

    /// All bytes in one go: names are looked up several times on their way.
    public func hash(into hasher: inout Hasher) {
        terminated.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    /// The name with control bytes and what is not UTF-8 as `%XX`: safe in a log, on a terminal
    /// and in a file name.
    public var printable: String {
        NameEscaping.units(of: bytes).joined()
    }
}

extension FileName: Comparable, CustomStringConvertible {
    /// By bytes, as `LC_ALL=C ls` orders them.
    public static func < (left: FileName, right: FileName) -> Bool {
        strcmp(left.terminated, right.terminated) < 0
    }

    /// The same as ``printable``.
    public var description: String { printable }
}

/// How names that others chose are written where people read them.
enum NameEscaping {
    /// The name in pieces that must not be cut: one character, or one `%XX` for each byte that is
    /// a control (C0, DEL, C1) or not UTF-8.
    static func units(of name: some Sequence<UInt8>) -> [String] {
        var units: [String] = []
        let bytes = Array(name)
        var start = 0
        while start < bytes.count {
            let length = characterLength(bytes[start...])
            let unit = bytes[start..<start + max(length, 1)]
            if length > 0, !isControl(unit) {
                units.append(String(decoding: unit, as: UTF8.self))
            } else {
                units += unit.map(percent)
            }
            start += max(length, 1)
        }
        return units
    }

    /// How many bytes the first UTF-8 character has; 0 when there is none.
    private static func characterLength(_ bytes: ArraySlice<UInt8>) -> Int {
        for length in 1...4 where length <= bytes.count {
            if let text = String(validating: bytes.prefix(length), as: UTF8.self),
                text.unicodeScalars.count == 1
            {
                return length
            }
        }
        return 0
    }

    private static func isControl(_ unit: ArraySlice<UInt8>) -> Bool {
        guard let first = unit.first else { return false }
        if unit.count == 1 { return first < 0x20 || first == 0x7F }
        return unit.count == 2 && first == 0xC2 && (unit.last ?? 0) < 0xA0
    }

    private static func percent(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
}
