import Foundation
import Testing

/// What a daemon has published for Prometheus, read by the format's rules.
struct MetricsPage {
    let text: String
    /// By `name{label="value",...}`, the labels as they are written.
    let samples: [String: Double]

    /// The file as it is now; nil if there is none. Half of one is a failure.
    init?(_ file: URL) {
        guard let data = try? Data(contentsOf: file) else { return nil }
        text = String(decoding: data, as: UTF8.self)
        #expect(text.hasPrefix("# HELP okoce_build_info "), "its begin is missing")
        #expect(text.hasSuffix("\n") && text.contains("okoce_troubles_begun_total{"), "half a file")
        var samples: [String: Double] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " ") else { continue }
            let name = String(line[..<space])
            #expect(samples[name] == nil, "\(name) is there twice")
            samples[name] = Double(line[line.index(after: space)...])
        }
        self.samples = samples
    }

    subscript(name: String) -> Double? { samples[name] }

    /// The sum of a family's samples.
    func sum(_ family: String) -> Double {
        samples.filter { $0.key.hasPrefix("\(family){") }.values.reduce(0, +)
    }
}

/// Debian's promtool, where it is there; says why if not.
enum Promtool {
    static let path = "/usr/bin/promtool"

    static var isThere: Bool {
        if FileManager.default.isExecutableFile(atPath: path) { return true }
        print("skipped: there is no promtool (Debian's prometheus; Deploy/setup test installs it)")
        return false
    }

    /// What it finds amiss in a page; empty if nothing.
    static func complaints(of file: URL) throws -> String {
        let words = ["/bin/sh", "-c", "\(path) check metrics <\"$1\" 2>&1 || echo failed", "sh"]
        return try Command(words: words + [file.path]).run().out
    }
}
