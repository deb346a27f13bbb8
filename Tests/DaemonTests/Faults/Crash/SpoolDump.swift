import Foundation

/// What lies in a spool at the end, without what a crash may change: how often a receipt was laid,
/// the attempt's number and the instants in it.
enum SpoolDump {
    /// A line for each file, sorted.
    static func lines(of spool: URL) throws -> [String] {
        var lines: [String] = []
        try walk(spool.path, below: "", &lines)
        // A receipt may be laid twice, and is: under another name when its bytes are others.
        let receipts = Set(lines.filter { $0.hasPrefix("receipts/") })
        return (lines.filter { !$0.hasPrefix("receipts/") } + receipts).sorted()
    }

    private static func walk(
        _ folder: String, below: String, _ lines: inout [String]
    ) throws {
        for name in try names(in: folder) {
            let (path, relative) = ("\(folder)/\(name)", "\(below)\(name)")
            var status = stat()
            guard lstat(path, &status) == 0 else { throw POSIXError(.EIO) }
            if status.st_mode & S_IFMT == S_IFDIR {
                lines.append("\(relative)/")
                try walk(path, below: "\(relative)/", &lines)
            } else {
                let bytes = try Data(contentsOf: URL(filePath: path))
                let place = withoutNumber(relative)
                lines.append(
                    try relative.hasSuffix(".receipt.json")
                        ? receipt(place, bytes, mode: status.st_mode & 0o777)
                        : "\(place) \(bytes.base64EncodedString())")
            }
        }
    }

    private static func names(in folder: String) throws -> [String] {
        guard let stream = opendir(folder) else { throw POSIXError(.EIO) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// A name that is taken gets the attempt's number: in rejected/ for another file's sake, which
    /// is there in every run; in receipts/ for an earlier receipt's of the same attempt.
    private static func withoutNumber(_ place: String) -> String {
        let number = #/\.\d+(-\d+)?(\.json(\.overdue)?(\.receipt\.json)?)$/#
        return place.hasPrefix("receipts/")
            ? place.replacing(number) { "\($0.2)" } : place.replacing(number) { ".N\($0.2)" }
    }

    private static func receipt(_ name: String, _ bytes: Data, mode: mode_t) throws -> String {
        guard var object = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any] else {
            return "\(name) IS NOT JSON: \(String(decoding: bytes, as: UTF8.self))"
        }
        for key in ["attempt", "received_at"] { object[key] = nil }
        let text = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        return "\(name) \(String(mode, radix: 8)) "
            + LedgerDump.withoutNumbers(String(decoding: text, as: UTF8.self))
    }
}
