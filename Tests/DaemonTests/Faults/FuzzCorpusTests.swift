import Foundation
import Testing

/// What a fuzzer ever stumbled over, and what leads it everywhere: tried again in every run.
@Suite struct FuzzCorpusTests {
    @Test func `every file of the fuzzer's corpus is read as promised`() throws {
        let corpus = Machine.repository.appending(path: "Tests/FuzzDocuments/Corpus")
        let files = try FileManager.default.contentsOfDirectory(
            at: corpus, includingPropertiesForKeys: nil
        ).map(\.path).sorted()
        #expect(files.count >= 4)
        let machine = try Machine(boxes: [])
        let finished = try machine.run("fuzz-documents", files)
        #expect(finished.status == 0, "\(finished.out.suffix(200))\n\(finished.err.suffix(2000))")
        #expect(finished.out.split(separator: "\n").count == files.count)
    }
}
