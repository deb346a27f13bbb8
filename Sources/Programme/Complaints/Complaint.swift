/// How much a complaint weighs.
package enum Severity: String, Hashable, Sendable {
    /// Refuses the job or the item.
    case error
    /// Recorded all the same.
    case warning
    /// What history warns of, beside a verdict; changes no outcome.
    case remark
}

/// One thing that is wrong or odd in a job file. No message carries personal data.
package struct Complaint: Hashable, Sendable {
    package let code: ComplaintCode
    /// JSON Pointer (RFC 6901) to the place in the file; empty for the whole.
    package let pointer: String
    package let itemID: ItemID?
    /// What is wrong here, and how to mend it, in English.
    package let message: String
    /// Line and column (from 1, in Unicode scalars), where the reader knows them.
    package let location: Location?

    package struct Location: Hashable, Sendable {
        package let line: Int
        package let column: Int

        package init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    package init(
        _ code: ComplaintCode, at pointer: String, itemID: ItemID? = nil, message: String,
        location: Location? = nil
    ) {
        self.code = code
        self.pointer = pointer
        self.itemID = itemID
        self.message = message
        self.location = location
    }

    package var severity: Severity { code.severity }
}
