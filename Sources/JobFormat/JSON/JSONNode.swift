/// One value, or one key of an object, on the tape.
///
/// Nodes stand in the order of the text. An object is followed by key, value, key, value...; an
/// array by its elements. So a whole subtree is the range from its node up to `next`.
package struct JSONNode: Sendable {
    /// What stands in the text.
    package enum Kind: UInt8, Sendable {
        case object, array, string, number, `true`, `false`, null
    }

    /// Where the value begins in the text, in bytes; of a string, its first byte after the quote.
    package internal(set) var offset: UInt32
    /// Of a string or a number its bytes in the text, without quotes, with escapes as written;
    /// of an object the number of its members, of an array that of its elements.
    package internal(set) var length: UInt32
    /// The index of the first node after this one and all that is inside it.
    package internal(set) var next: UInt32
    /// What it is.
    package let kind: Kind
    /// Of a string: whether it contains a backslash, so that its text differs from its bytes.
    package internal(set) var isEscaped = false
}
