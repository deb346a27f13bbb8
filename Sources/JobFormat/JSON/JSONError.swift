/// Why a text was not read at all. What happens next: if `endsTooEarly`, the file waits for the
/// rest of it; otherwise it is set aside as unreadable.
package struct JSONError: Error, Equatable, Sendable {
    /// What kind of fault it is.
    package enum Kind: Equatable, Sendable {
        /// Not strict JSON (RFC 8259, UTF-8, no byte order mark): E101.
        case notJSON
        /// Longer than `JSONLimits.maxSizeBytes`: E103.
        case tooLong(limitBytes: Int)
        /// Nested deeper than `JSONLimits.maxDepth`: E103.
        case tooDeep(limit: Int)
        /// More nodes than `JSONLimits.maxNodes`: E103.
        case tooManyNodes(limit: Int)
    }

    /// What kind of fault it is.
    package let kind: Kind
    /// Where reading stopped: the first byte that cannot stand there.
    package let offset: Int
    /// Line and column of `offset`.
    package let position: JSONPosition
    /// What could have stood there, in words: "a digit", "',' or '}'". Never a part of the text.
    package let expected: String
    /// Whether the text ends inside the document, or goes on with NUL bytes only (as a file does
    /// whose length reached the disk before its content): more may come, so the file can wait.
    package let endsTooEarly: Bool
}

/// A place in a text as an editor shows it.
package struct JSONPosition: Equatable, Hashable, Sendable {
    /// From 1; a line ends with a line feed.
    package var line: Int
    /// From 1, in Unicode scalars.
    package var column: Int

    /// The place with these numbers, both from 1.
    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place of the first character.
    package static let start = JSONPosition(line: 1, column: 1)
}

/// What is wrong with a text that *is* JSON. It has a place on the tape, and so refuses only as
/// much as stands around it: an item, or the whole job.
package struct JSONFault: Equatable, Sendable {
    /// What kind of fault it is.
    package enum Kind: Equatable, Sendable {
        /// A key that its object has already, compared after unescaping, byte by byte: E102.
        case duplicateKey
        /// An escaped surrogate without its other half, which is no Unicode text: E104.
        case loneSurrogate
    }

    /// What kind of fault it is.
    package let kind: Kind
    /// The node it is at: the second of two equal keys, or the string with the surrogate.
    package let node: Int
}
