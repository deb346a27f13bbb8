import Glibc
import SystemPackage

/// An open directory: the descriptor, and which directory it is. Closed with its last reference,
/// so a file on its way can never meet a descriptor that was given to something else.
final class DirectoryHandle: Sendable {
    let descriptor: Int32
    let device: UInt64
    let inode: UInt64

    /// Takes the descriptor over.
    init(owning descriptor: Int32) throws(Errno) {
        do {
            let status = try System.status(of: descriptor)
            self.descriptor = descriptor
            self.device = UInt64(status.st_dev)
            self.inode = UInt64(status.st_ino)
        } catch {
            close(descriptor)
            throw error
        }
    }

    convenience init(path: String) throws(Errno) {
        try self.init(owning: System.openDirectory(path: path))
    }

    convenience init(at parent: DirectoryHandle, _ name: FileName) throws(Errno) {
        try self.init(owning: System.openDirectory(at: parent.descriptor, name))
    }

    deinit {
        close(descriptor)
    }

    /// True when `status` is of this very directory.
    func isDirectory(of status: stat) -> Bool {
        UInt64(status.st_dev) == device && UInt64(status.st_ino) == inode
    }
}

/// Reads a directory a slice at a time: never holds more names than one slice.
final class DirectoryStream {
    /// One name that may be a delivery.
    struct Entry: Sendable, Equatable, Comparable {
        let name: FileName
        /// The directory says that it is not a regular file.
        let isSpecial: Bool
        /// As the directory says: an order in which to take names, not the file's identity.
        var inode: UInt64 = 0

        /// By inode. Names of one inode, or of a file system that does not number its files, follow
        /// by name.
        static func < (left: Entry, right: Entry) -> Bool {
            left.inode != right.inode ? left.inode < right.inode : left.name < right.name
        }
    }

    /// What one slice had.
    struct Slice {
        var entries: [Entry] = []
        /// Names that are neither deliveries nor ours.
        var others = 0
        var isAtEnd = false
        /// There is more to be read ahead, without any names to come of it.
        var isReadingAhead = false
    }

    private let stream: OpaquePointer

    /// Opens the directory anew, at its beginning.
    init(_ directory: DirectoryHandle) throws(Errno) {
        let descriptor = try System.openDirectory(at: directory.descriptor, FileName("."))
        guard let stream = fdopendir(descriptor) else {
            let failure = Errno(rawValue: errno)
            close(descriptor)
            throw failure
        }
        self.stream = stream
    }

    deinit {
        closedir(stream)
    }

    /// Goes back to the directory's beginning, to see all that is in it now.
    func rewind() {
        rewinddir(stream)
    }

    /// Reads on until `limit` names were seen or the directory ends.
    ///
    /// - Parameters:
    ///   - countsOthers: whether the slice says how many names are no deliveries.
    ///   - wants: whether a delivery of this inode is to be in the slice.
    func next(
        _ limit: Int, rules: NameRules, countsOthers: Bool = true,
        wants: (UInt64) -> Bool = { _ in true }
    ) throws(Errno) -> Slice {
        var slice = Slice()
        for _ in 0..<limit {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw Errno(rawValue: errno) }
                slice.isAtEnd = true
                break
            }
            let isWanted = wants(UInt64(entry.pointee.d_ino))
            if isWanted || countsOthers {
                Self.add(entry, to: &slice, rules: rules, isWanted: isWanted)
            }
        }
        return slice
    }

    private static func add(
        _ entry: UnsafeMutablePointer<dirent>, to slice: inout Slice, rules: NameRules,
        isWanted: Bool
    ) {
        // The name is longer than the imported tuple may be: it is reached by its offset.
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
        let start = UnsafeRawPointer(entry).advanced(by: offset)
        let name = start.assumingMemoryBound(to: CChar.self)
        let count = strlen(name)
        switch rules.kind(of: UnsafeRawBufferPointer(start: start, count: count)) {
        case .delivery, .leftover:
            guard isWanted else { return }
            let type = Int(entry.pointee.d_type)
            slice.entries.append(
                Entry(
                    name: FileName(cString: name, count: count),
                    isSpecial: type != Int(DT_REG) && type != Int(DT_UNKNOWN),
                    inode: UInt64(entry.pointee.d_ino)))
        case .other:
            if strcmp(name, ".") != 0, strcmp(name, "..") != 0 { slice.others += 1 }
        }
    }

    /// All sub-folders' names, for `incoming/`, which has one for each box. Links are not folders.
    static func folders(in directory: DirectoryHandle) throws(Errno) -> [FileName] {
        let all = try DirectoryStream(directory)
        var names: [FileName] = []
        while true {
            errno = 0
            guard let entry = readdir(all.stream) else {
                if errno != 0 { throw Errno(rawValue: errno) }
                return names
            }
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
            let name = UnsafeRawPointer(entry).advanced(by: offset)
                .assumingMemoryBound(to: CChar.self)
            let type = Int(entry.pointee.d_type)
            guard name[0] != CChar(UInt8(ascii: ".")),
                type == Int(DT_DIR) || type == Int(DT_UNKNOWN)
            else { continue }
            names.append(FileName(cString: name, count: strlen(name)))
        }
    }
}
