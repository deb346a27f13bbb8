import Yams

/// One mapping of a YAML file, asked key by key. What is wrong goes to the log with its line.
struct YAMLSection {
    /// A value and the line that it stands on.
    struct Located<Value> {
        let value: Value
        let line: Int
    }

    let file: String
    /// The line on which it begins.
    let line: Int
    let log: FaultLog
    /// What its keys are called in messages: `intake.`, `sources[2].`, or empty at the top.
    private let prefix: String
    private let nodes: [String: Node]

    /// A section in which `keys` may stand; every other key is a fault. The line is where the
    /// section was named, for one that is empty.
    ///
    /// - Returns: nil, and says so in the log, if the node is not a mapping. A section whose keys
    ///   are all commented out (null to YAML) is an empty one.
    init?(_ node: Node?, in file: String, prefix: String, keys: [String], line: Int, log: FaultLog)
    {
        self.file = file
        self.line = node?.mark?.line ?? line
        self.prefix = prefix
        self.log = log
        guard let node, node.tag.rawValue != Tag.Name.null.rawValue else {
            nodes = [:]
            return
        }
        guard case .mapping(let mapping) = node else {
            let name = prefix.isEmpty ? "the file" : String(prefix.dropLast())
            log.add(
                file, self.line, "\(name) is not a mapping",
                mend: "Write keys with values below it: \(keys.joined(separator: ", "))")
            return nil
        }
        var nodes: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? "?"
            guard keys.contains(name) else {
                log.add(
                    file, key.mark?.line, "unknown key \(shown(prefix + name))",
                    mend: "Take it out, or use one of: \(keys.joined(separator: ", "))")
                continue
            }
            nodes[name] = value
        }
        self.nodes = nodes
    }

    /// The value of a key; nil if it is absent, or faulty, which the log then says.
    func value<Value>(_ key: String, _ kind: YAMLValue<Value>) -> Value? {
        located(key, kind)?.value
    }

    /// As ``value(_:_:)``, with its line.
    func located<Value>(_ key: String, _ kind: YAMLValue<Value>) -> Located<Value>? {
        nodes[key].flatMap { scalar($0, prefix + key, kind) }
    }

    /// As ``located(_:_:)``; an absent key is a fault.
    func required<Value>(_ key: String, _ kind: YAMLValue<Value>) -> Located<Value>? {
        guard nodes[key] != nil else {
            log.add(
                file, line, "\(prefix)\(key) is missing",
                mend: "Add \(shown(key + ":")) with \(kind.expected)")
            return nil
        }
        return located(key, kind)
    }

    /// The elements of a list of scalars, all different; nil if absent or faulty.
    func list<Value: Hashable>(_ key: String, of kind: YAMLValue<Value>) -> [Located<Value>]? {
        guard let node = nodes[key] else { return nil }
        guard case .sequence(let sequence) = node, !sequence.isEmpty else {
            log.add(
                file, node.mark?.line ?? line, "\(prefix)\(key) is not a list with elements",
                mend: "Write it as [..., ...], each element \(kind.expected)")
            return nil
        }
        var seen: Set<Value> = []
        return sequence.enumerated().compactMap { index, element in
            let name = "\(prefix)\(key)[\(index)]"
            guard let found = scalar(element, name, kind) else { return nil }
            if !seen.insert(found.value).inserted {
                log.add(file, found.line, "\(name) is a repetition", mend: "Take it out")
            }
            return found
        }
    }

    /// A section within; an absent one is empty.
    func section(_ key: String, keys: [String]) -> YAMLSection? {
        YAMLSection(
            nodes[key], in: file, prefix: "\(prefix)\(key).", keys: keys, line: line, log: log)
    }

    /// The sections of a list of mappings, those left out that are none; absent is a fault.
    func sections(_ key: String, keys: [String]) -> [YAMLSection] {
        guard let node = nodes[key], case .sequence(let sequence) = node else {
            log.add(
                file, nodes[key]?.mark?.line ?? line, "\(prefix)\(key) is not there as a list",
                mend: "Write \(shown(key + ":")) and below it one \"- \" with keys for each")
            return []
        }
        return sequence.enumerated().compactMap { index, element in
            YAMLSection(
                element, in: file, prefix: "\(prefix)\(key)[\(index)].", keys: keys,
                line: node.mark?.line ?? line, log: log)
        }
    }

    /// Says that something is wrong with what stands on a line.
    func fault(at line: Int, _ problem: String, mend remedy: String) {
        log.add(file, line, problem, mend: remedy)
    }

    private func scalar<Value>(
        _ node: Node, _ name: String, _ kind: YAMLValue<Value>
    ) -> Located<Value>? {
        let line = node.mark?.line ?? self.line
        guard case .scalar(let scalar) = node else {
            log.add(
                file, line, "\(name) is a list or a mapping, not \(kind.expected)",
                mend: "Write one value")
            return nil
        }
        let isOfKind = kind.tags.contains { $0.rawValue == node.tag.rawValue }
        guard isOfKind, let value = kind.read(scalar.string) else {
            let quote = !isOfKind && kind.tags == [.str] && kind.read(scalar.string) != nil
            log.add(
                file, line, "\(name) is \(shown(scalar.string)), not \(kind.expected)",
                mend: quote ? "Put it in quotes" : "Write \(kind.expected)")
            return nil
        }
        return Located(value: value, line: line)
    }
}
