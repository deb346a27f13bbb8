import Foundation
import Testing

extension Machine {
    /// Runs a program of the system to its end, which must be as expected.
    @discardableResult
    func tool(_ words: String..., arguments: [String] = [], status: Int32 = 0) throws -> Finished {
        let process = Process()
        process.executableURL = URL(filePath: words[0])
        process.arguments = words.dropFirst() + arguments
        let id = UUID().uuidString
        let (out, err) = (root.appending(path: "\(id).out"), root.appending(path: "\(id).err"))
        for file in [out, err] { try Data().write(to: file) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        process.waitUntilExit()
        let finished = Finished(
            status: process.terminationStatus,
            out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
        try #require(finished.status == status, "\(words): \(finished.err)")
        return finished
    }
}
