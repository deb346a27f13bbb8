package import Systemd

/// One thing told: a line for people, fields for programs.
package struct Announcement: Sendable {
    package let kind: EventKind
    /// One line in English. No personal data.
    package let message: String
    package let fields: [JournalField]

    package init(_ kind: EventKind, _ message: String, fields: [JournalField] = []) {
        self.kind = kind
        self.message = message
        self.fields = fields
    }

    /// As the journal wants it.
    var entry: JournalEntry {
        JournalEntry(
            message: message, id: kind.id, priority: kind.priority, identifier: "okoced",
            fields: fields)
    }
}
