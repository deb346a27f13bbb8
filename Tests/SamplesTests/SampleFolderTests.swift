import Foundation
import Programme
import Testing

@testable import Samples

@Suite struct SampleFolderTests {
    @Test func `files are written whole, one folder a source, nothing else left`() throws {
        let rules = try JudgedSample.shippedRules()
        let jobs = Array(try FirstWinter.jobs(seed: 1, rules: rules).prefix(300))
        let path = FileManager.default.temporaryDirectory.path + "/okoce-sample-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try SampleFolder.write(jobs, into: path) == 300)
        // Written again over what is there: the same files.
        #expect(try SampleFolder.write(jobs, into: path) == 300)
        for job in jobs {
            let file = URL(fileURLWithPath: "\(path)/\(job.source)/\(job.fileName)")
            #expect(try Array(Data(contentsOf: file)) == job.bytes)
        }
        let found = try FileManager.default.subpathsOfDirectory(atPath: path)
        #expect(found.count == 300 + Set(jobs.map(\.source)).count)
    }

    @Test func `a folder that cannot be made is an error with its path`() throws {
        let error = #expect(throws: SamplesError.self) {
            try SampleFolder.write([], into: "/nowhere/at/all")
        }
        #expect(error == .cannotWrite(path: "/nowhere/at/all", errno: ENOENT))
    }
}
