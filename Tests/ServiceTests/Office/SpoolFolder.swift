import Foundation
import Programme
import Testing

/// A spool directory of a test's own, gone with the test.
final class SpoolFolder {
    let path: String

    /// - Parameter boxes: the sources that have a drop box.
    init(boxes: [String] = ["KP-021"]) throws {
        path = NSTemporaryDirectory() + "okoce-spool-\(UUID().uuidString)"
        for box in ["incoming"] + boxes.map({ "incoming/\($0)" }) {
            try FileManager.default.createDirectory(
                atPath: "\(path)/\(box)", withIntermediateDirectories: true)
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
    }
}

/// A code that is well formed.
func source(_ text: String) -> SourceCode { SourceCode(unchecked: text) }
