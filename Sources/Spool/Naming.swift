/// Which names in a box are deliveries, and which are the spool's own.
public struct SpoolNaming: Sendable, Equatable {
    /// A delivery's name ends with this, and does not begin with a dot.
    public var suffix: String
    /// A file on its way out is called by this prefix and its attempt's number, in the box itself.
    /// Begins with a dot, so that no sender's name is mistaken for it.
    public var ownPrefix: String

    /// - Parameters:
    ///   - suffix: `.json` unless said.
    ///   - ownPrefix: each daemon chooses its own.
    public init(suffix: String = ".json", ownPrefix: String = ".okoce-") {
        self.suffix = suffix
        self.ownPrefix = ownPrefix
    }
}

/// What a name says about its file.
enum NameKind: Equatable {
    case delivery
    /// Moved aside by attempt `attempt` and not gone yet.
    case leftover(attempt: Int64)
    /// Not ours to look at: left alone and counted.
    case other
}

/// ``SpoolNaming`` as bytes, for the hot path.
struct NameRules: Sendable {
    private let suffix: [UInt8]
    private let ownPrefix: [UInt8]

    init(_ naming: SpoolNaming) {
        suffix = Array(naming.suffix.utf8)
        ownPrefix = Array(naming.ownPrefix.utf8)
    }

    /// - Parameter name: without a closing NUL.
    func kind(of name: UnsafeRawBufferPointer) -> NameKind {
        guard name.first == UInt8(ascii: ".") else {
            return name.count > suffix.count && name.suffix(suffix.count).elementsEqual(suffix)
                ? .delivery : .other
        }
        guard name.starts(with: ownPrefix),
            let attempt = attempt(in: name.dropFirst(ownPrefix.count))
        else { return .other }
        return .leftover(attempt: attempt > .max / 2 ? .max - attempt : attempt)
    }

    func kind(of name: FileName) -> NameKind {
        name.terminated.withUnsafeBytes {
            kind(of: UnsafeRawBufferPointer(rebasing: $0.dropLast()))
        }
    }

    /// The names under which attempt `attempt` settles its file: the plain one, and a spare one
    /// for when a strange file has that. The spare one's number counts down from the largest, so
    /// that a scan still knows the attempt by it.
    func ownNames(attempt: Int64) -> [FileName] {
        [attempt, .max - attempt].map { FileName(bytes: ownPrefix + Array(String($0).utf8)) }
    }

    /// Decimal digits only, without a leading zero, so that no two names say the same.
    private func attempt(in digits: Slice<UnsafeRawBufferPointer>) -> Int64? {
        guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1 else {
            return nil
        }
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (product, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, overAgain) = product.addingReportingOverflow(
                Int64(digit - UInt8(ascii: "0")))
            guard !over, !overAgain else { return nil }
            value = sum
        }
        return value
    }
}
