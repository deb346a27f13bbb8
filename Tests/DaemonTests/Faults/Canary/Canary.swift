import Foundation

/// Somebody who does not exist, and how to find what leaks of them.
enum Canary {
    static let nik = "3171094511900007"
    static let name = "Canarywati Rahasia"

    /// The forms in which a field, a key or a file name may hold them.
    static var values: [Any] {
        [
            nik, name, Int(nik) ?? 0, "31.71.09.451190.0007", "3171 0945 1190 0007",
            "\(name) \(nik)", "'\(nik)'", "20180612\(nik)",
        ]
    }

    /// What stands in none of their masked forms.
    private static let needles = [
        "09451190", "09.451190", "09-451190", "09_451190", "0945 1190", "3.171094511",
        "canarywati", "rahasia",
    ]

    /// The lines in which something of them stands.
    static func leaks(in data: Data, of what: String) -> [String] {
        let text = String(decoding: data, as: UTF8.self)
        // Once for all of it, which is large and almost always clean.
        let lower = text.lowercased()
        guard needles.contains(where: { lower.contains($0) }) else { return [] }
        return text.split(separator: "\n").filter { line in
            let line = line.lowercased()
            return needles.contains { line.contains($0) }
        }
        .map { "\(what): \($0.prefix(300))" }
    }

    static func leaks(in text: String, of what: String) -> [String] {
        leaks(in: Data(text.utf8), of: what)
    }
}
