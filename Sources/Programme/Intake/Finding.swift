/// What a rule of the intake check found, before it is said of which item.
///
/// A rule knows the field it looks at, not where in the file its item stands.
struct Finding {
    let code: ComplaintCode
    /// JSON Pointer from the item, class or envelope on: `/occurred_on`; empty for the whole of it.
    let path: String
    /// What is wrong and how to mend it. Only days, registered codes and the programme's own limits
    /// may be quoted: any other text of a file may hold a NIK or a name.
    let message: String

    init(_ code: ComplaintCode, at path: String, _ message: String) {
        self.code = code
        self.path = path
        self.message = message
    }

    /// The complaint of something that stands at `place` in the file.
    func complaint(under place: String, itemID: ItemID? = nil) -> Complaint {
        Complaint(code, at: place + path, itemID: itemID, message: message)
    }
}

extension Collection<Complaint> {
    /// Whether one of them refuses what it is about.
    var hasError: Bool { contains { $0.severity == .error } }

    /// Whether one of them warns.
    var hasWarning: Bool { contains { $0.severity == .warning } }
}
