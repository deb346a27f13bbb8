import Glibc
import Spool

/// The job files that a person means by the paths on a command line.
package enum JobFileList {
    /// A file is itself; a directory stands for every `*.json` in it and below, in the order of
    /// their paths, but not for hidden ones.
    package static func files(at paths: [String]) throws(OfficeError) -> [String] {
        var files: [String] = []
        for path in paths {
            if isDirectory(path) {
                try collect(path, into: &files)
            } else {
                files.append(path)
            }
        }
        return files
    }

    /// The last component of a path.
    package static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func collect(_ directory: String, into files: inout [String]) throws(OfficeError)
    {
        for name in try names(in: directory).sorted() where !name.hasPrefix(".") {
            let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
            if isDirectory(path) {
                try collect(path, into: &files)
            } else if name.hasSuffix(".json") {
                files.append(path)
            }
        }
    }

    private static func names(in directory: String) throws(OfficeError) -> [String] {
        guard let stream = opendir(directory) else {
            throw .cannotOpen(path: directory, errno: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw .cannotList(path: directory, errno: errno) }
                return names
            }
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
            let start = UnsafeRawPointer(entry).advanced(by: offset)
            names.append(String(cString: start.assumingMemoryBound(to: CChar.self)))
        }
    }
}
