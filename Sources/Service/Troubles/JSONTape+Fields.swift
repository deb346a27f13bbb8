import JobFormat

/// Reading a small file of our own.
extension JSONTape {
    /// An object's members by name; empty where it is none.
    func fields(of object: Int) -> [String: Int] {
        var fields: [String: Int] = [:]
        for (key, value) in members(of: object) { fields[text(key)] = value }
        return fields
    }

    /// A string; nil where there is none.
    func text(_ node: Int?) -> String? {
        guard let node, kind(node) == .string else { return nil }
        return text(node)
    }

    /// A whole number; nil where there is none.
    func whole(_ node: Int?) -> Int64? {
        guard let node, kind(node) == .number, case .value(let value) = integer(node) else {
            return nil
        }
        return value
    }
}
