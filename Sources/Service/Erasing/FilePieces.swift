import Glibc

/// A file's bytes for who looks for something in them: a small one whole, of a longer one each piece
/// with the end of the one before, and no hole of a sparse one.
struct FilePieces {
    /// The largest file that is looked into whole, in bytes.
    private static let piece = 8 << 20
    /// Digits that a number may have before the end of a piece, with separators, in bytes.
    private static let overlap = 64
    /// `SEEK_DATA` of lseek(2), which the module map leaves out.
    private static let seekData: Int32 = 3

    private let file: Int32

    /// - Parameter file: open for reading; who opened it closes it.
    init(_ file: Int32) {
        self.file = file
    }

    /// Whether a piece is what is looked for.
    ///
    /// - Parameter goOn: asked before each piece; where it says no, none was found.
    func contains(_ isFound: ([UInt8]) -> Bool, while goOn: () -> Bool) -> Bool {
        var status = stat()
        guard fstat(file, &status) == 0, status.isFile else { return false }
        var rest: [UInt8] = []
        var place: off_t = 0
        while place < status.st_size, goOn() {
            // Where a file system knows of no holes, all is data.
            let data = lseek(file, place, FilePieces.seekData)
            if data < 0, errno == ENXIO { return false }
            if data > place {
                place = data
                rest = []
            }
            guard let read = read(at: place, Int(status.st_size - place)) else { return false }
            let bytes = rest + read
            if isFound(bytes) { return true }
            place += off_t(read.count)
            rest = Array(bytes.suffix(FilePieces.overlap))
        }
        return false
    }

    /// - Returns: nil at the end, or where it cannot be read.
    private func read(at place: off_t, _ left: Int) -> [UInt8]? {
        let most = min(FilePieces.piece, left)
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
            count = max(0, pread(file, buffer.baseAddress, most, place))
            filled = count
        }
        return count > 0 ? bytes : nil
    }
}
