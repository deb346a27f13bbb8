import Glibc
import SystemPackage

/// Looks into a drop box from outside the daemon, and takes nothing.
public final class BoxReader {
    private let path: String
    private let rules: NameRules
    private let directory: DirectoryHandle

    /// Opens a drop box for looking.
    ///
    /// - Parameters:
    ///   - path: the folder of one sender, `SPOOL/incoming/SENDER`.
    ///   - naming: the spool's rules for names.
    public init(path: String, naming: SpoolNaming = SpoolNaming()) throws(BoxError) {
        self.path = path
        rules = NameRules(naming)
        do {
            directory = try DirectoryHandle(path: path)
        } catch {
            throw .cannotOpen(path: path, errno: error.rawValue)
        }
    }

    /// Visits the name of every delivery, also of those that are just being settled, in the
    /// directory's order and a slice at a time, until the visitor says false.
    public func visit(_ visitor: (FileName) -> Bool) throws(BoxError) {
        do {
            let stream = try DirectoryStream(directory)
            while true {
                let slice = try stream.next(1024, rules: rules)
                for entry in slice.entries where !visitor(entry.name) { return }
                if slice.isAtEnd { return }
            }
        } catch {
            throw .cannotList(path: path, errno: error.rawValue)
        }
    }

    /// What stands under a name; nil if nothing does any more.
    public func look(
        _ name: FileName
    ) throws(BoxError) -> (kind: FileKind, identity: FileIdentity)? {
        do {
            let status = try System.status(at: directory.descriptor, name)
            return (FileKind(mode: status.st_mode), FileIdentity(status))
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            throw .cannotRead(path: "\(path)/\(name)", errno: error.rawValue)
        }
    }

    /// A file's bytes; follows no link and waits for no FIFO's writer.
    ///
    /// - Parameters:
    ///   - name: of a file in the box.
    ///   - limit: how many bytes at most.
    public func read(_ name: FileName, upTo limit: Int) throws(BoxError) -> [UInt8] {
        do {
            let descriptor = try System.openForReading(at: directory.descriptor, name)
            defer { close(descriptor) }
            return try System.read(descriptor, upTo: limit)
        } catch {
            throw .cannotRead(path: "\(path)/\(name)", errno: error.rawValue)
        }
    }
}
