import Yams

/// A YAML file as a tree whose nodes know their lines.
enum YAMLDocument {
    /// The root of the single document in a text; nil if it is not YAML, which the log then says.
    static func root(of text: String, file: String, keys: [String], log: FaultLog) -> YAMLSection? {
        do {
            // The encoding is named because the default asks the environment, and prints.
            let node = try Parser(yaml: text, encoding: .utf8).singleRoot()
            return YAMLSection(node, in: file, prefix: "", keys: keys, line: 1, log: log)
        } catch let error as YamlError {
            add(error, in: file, text: text, to: log)
        } catch {
            log.add(file, nil, "is not YAML", mend: "Mend its syntax")
        }
        return nil
    }

    private static func add(
        _ error: YamlError, in file: String, text: String, to log: FaultLog
    ) {
        let mend = "Mend the syntax here or just above"
        switch error {
        case .duplicatedKeysInMapping(let duplicates, let context):
            for key in duplicates {
                let line = repeatedLine(of: key, after: context.mark, in: text)
                log.add(
                    file, line, "the key \(shown(key)) is there twice",
                    mend: "Keep one of the two")
            }
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            log.add(file, mark.line, "is not YAML: \(problem)", mend: mend)
        case .reader(let problem, let offset, _, _):
            let line = offset.map { 1 + text.prefix($0).count(where: \.isNewline) }
            log.add(file, line, "is not YAML: \(problem)", mend: mend)
        default:
            log.add(file, nil, "is not YAML", mend: mend)
        }
    }

    /// The line on which a key of the mapping that begins at `mark` stands for the second time.
    ///
    /// Yams names the key and where its mapping begins, not the second key. In a mapping in block
    /// style all keys stand in the column of the first; in one in braces the mapping's own line is
    /// answered.
    private static func repeatedLine(of key: String, after mark: Mark, in text: String) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var found = 0
        for (index, line) in lines.enumerated().dropFirst(mark.line - 1) {
            let rest = line.unicodeScalars.dropFirst(mark.column - 1)
            guard String(Substring(rest)).hasPrefix(key + ":") else { continue }
            let before = line.unicodeScalars.prefix(mark.column - 1)
            guard before.allSatisfy({ $0 == " " || $0 == "-" }) else { continue }
            found += 1
            if found == 2 { return index + 1 }
        }
        return mark.line
    }
}
