import Glibc
import SystemPackage

/// The sender's side: hands files in so that the daemon sees each whole or not at all.
///
/// The bytes go under a name with a leading dot, which nobody looks at, are brought to the disk, and
/// then the file gets its name in one step that replaces nothing. A crash in between leaves at most
/// a dot file.
public final class DropBox {
    /// How many names are tried where the first ones are taken.
    static let namesTried = 1000

    private let path: String
    private let naming: SpoolNaming
    private let directory: DirectoryHandle
    private var counter = 0

    /// Opens a drop box.
    ///
    /// - Parameters:
    ///   - path: the folder of one sender, `SPOOL/incoming/SENDER`.
    ///   - naming: the spool's rules for names.
    public init(path: String, naming: SpoolNaming = SpoolNaming()) throws(BoxError) {
        self.path = path
        self.naming = naming
        do {
            directory = try DirectoryHandle(path: path)
        } catch {
            throw .cannotOpen(path: path, errno: error.rawValue)
        }
    }

    /// Hands a file in. It outlives a power cut after ``sync()``.
    ///
    /// - Parameters:
    ///   - bytes: its whole content.
    ///   - name: what it should be called, without a slash: the suffix is added where it is
    ///     missing, leading dots are taken away, and while `NAME.json` still waits it is called
    ///     `NAME.2.json`.
    /// - Returns: the name it got, and which file it is.
    public func drop(
        _ bytes: [UInt8], as name: String
    ) throws(BoxError) -> (name: FileName, identity: FileIdentity) {
        let stem = stem(of: name)
        do {
            if let dropped = try deliver(bytes, as: stem) { return dropped }
        } catch {
            throw .cannotDrop(path: path, errno: error.rawValue)
        }
        throw .namesTaken(path: "\(path)/\(stem)\(naming.suffix)")
    }

    /// Brings the names of all that was dropped to the disk.
    public func sync() throws(BoxError) {
        do {
            try System.check { fsync(directory.descriptor) }
        } catch {
            throw .cannotDrop(path: path, errno: error.rawValue)
        }
    }

    /// Nil if every name tried is taken. Whatever fails, the hidden file goes.
    private func deliver(
        _ bytes: [UInt8], as stem: String
    ) throws(Errno) -> (name: FileName, identity: FileIdentity)? {
        counter += 1
        let hidden = FileName(".submit-\(getpid())-\(counter)")
        let descriptor = try System.create(at: directory.descriptor, hidden)
        defer { close(descriptor) }
        do {
            try System.write(bytes, to: descriptor)
            try System.check { fsync(descriptor) }
            if let name = try rename(hidden, to: stem) {
                return (name, FileIdentity(try System.status(of: descriptor)))
            }
        } catch {
            try? System.unlink(at: directory.descriptor, hidden)
            throw error
        }
        try System.unlink(at: directory.descriptor, hidden)
        return nil
    }

    /// The name without leading dots and without the suffix.
    private func stem(of name: String) -> String {
        let visible = name.drop { $0 == "." }
        let stem =
            visible.hasSuffix(naming.suffix) ? visible.dropLast(naming.suffix.count) : visible
        return stem.isEmpty ? "job" : String(stem)
    }

    /// Gives the file the first free name; nil if all that were tried are taken.
    private func rename(_ hidden: FileName, to stem: String) throws(Errno) -> FileName? {
        for number in 1...DropBox.namesTried {
            let name = FileName(stem + (number == 1 ? "" : ".\(number)") + naming.suffix)
            do {
                try System.rename(
                    at: directory.descriptor, hidden, to: directory.descriptor, name)
                return name
            } catch .fileExists {}
        }
        return nil
    }
}
