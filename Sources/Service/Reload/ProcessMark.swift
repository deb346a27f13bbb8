import Glibc

/// A process, and not another one that was given its number later.
package struct ProcessMark: Hashable, Sendable {
    package let id: Int32
    /// When it started, in clock ticks since the boot (proc(5), stat's field 22).
    package let started: Int64

    package init(id: Int32, started: Int64) {
        self.id = id
        self.started = started
    }

    /// The process that has a number now; nil where there is none, or this account may not see it.
    package init?(of id: Int32) {
        guard let bytes = try? JobFileBytes.read("/proc/\(id)/stat") else { return nil }
        // The name, field 2, is in brackets and may itself have blanks and brackets in it.
        let text = String(decoding: bytes, as: UTF8.self)
        guard let name = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: name)...].split(separator: " ")
        guard fields.count > 19, let started = Int64(fields[19]) else { return nil }
        self.init(id: id, started: started)
    }
}
