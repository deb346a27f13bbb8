// Built by Deploy/fuzz with FUZZING and libFuzzer, this is a fuzz target. Built as
// everything else it examines the files it is given: what a fuzzer found stays found.

#if FUZZING

    nonisolated(unsafe) private var examiner = Examiner()  // libFuzzer calls from one thread

    /// What libFuzzer calls with one input after the other.
    @_cdecl("LLVMFuzzerTestOneInput")
    public func fuzzerTestOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        examiner.examine(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
    }

    @_extern(c, "LLVMFuzzerRunDriver")
    private func runFuzzer(
        _ count: UnsafeMutablePointer<CInt>,
        _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
        _ examine: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
    ) -> CInt

    /// libFuzzer has a `main`, but SwiftPM makes a program's start from a function of this name.
    @_cdecl("fuzz_documents_main")
    public func fuzzDocumentsMain(
        _ count: CInt, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) -> CInt {
        var count = count
        var words = words
        return runFuzzer(&count, &words) { fuzzerTestOneInput($0, $1) }
    }

#else

    import Foundation

    @main
    enum FuzzDocuments {
        static func main() throws {
            var examiner = Examiner()
            for path in CommandLine.arguments.dropFirst() {
                // The last line printed names the file at which it ended.
                FileHandle.standardOutput.write(Data("\(path)\n".utf8))
                examiner.examine(Array(try Data(contentsOf: URL(filePath: path))))
            }
        }
    }

#endif
