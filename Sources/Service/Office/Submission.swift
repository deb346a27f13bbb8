import JobFormat
package import Programme
package import Spool

/// Hands files in to the drop boxes of a spool, and knows them again afterwards.
package final class Submission {
    /// A file that lies in its box, or lay there: the daemon may have taken it already.
    package struct Handed: Hashable, Sendable {
        /// The path that was given.
        package let path: String
        package let source: SourceCode
        /// Its name in the box.
        package let name: FileName
        package let identity: FileIdentity

        package init(path: String, source: SourceCode, name: FileName, identity: FileIdentity) {
            self.path = path
            self.source = source
            self.name = name
            self.identity = identity
        }
    }

    /// Why a file was not handed in.
    package enum Refusal: Error, Hashable, Sendable {
        /// It could not be read.
        case unreadable(OfficeError)
        /// It does not say, or not legibly, whose it is.
        case sourceUnknown(path: String)
        /// The drop box is not there, not open to this account, or full of files of that name.
        case box(BoxError)
    }

    private let incoming: String
    private let source: SourceCode?
    private var reader = JobReader()
    private var boxes: [SourceCode: DropBox] = [:]

    /// - Parameters:
    ///   - spool: the spool directory.
    ///   - source: whose drop box takes all files; nil goes by each file's own `source`.
    package init(spool: String, source: SourceCode?) {
        incoming = spool + "/incoming"
        self.source = source
    }

    /// Hands one file in.
    package func hand(_ path: String) throws(Refusal) -> Handed {
        let bytes: [UInt8]
        do {
            bytes = try JobFileBytes.read(path)
        } catch {
            throw .unreadable(error)
        }
        guard bytes.count <= JobFileBytes.limit else {
            throw .unreadable(.tooLarge(path: path, limit: JobFileBytes.limit))
        }
        guard let source = source ?? ownSource(of: bytes) else {
            throw .sourceUnknown(path: path)
        }
        do {
            let (name, identity) = try box(of: source).drop(bytes, as: JobFileList.name(of: path))
            return Handed(path: path, source: source, name: name, identity: identity)
        } catch {
            throw .box(error)
        }
    }

    /// Makes what was handed in survive a power cut.
    package func sync() throws(BoxError) {
        for box in boxes.values { try box.sync() }
    }

    private func ownSource(of bytes: [UInt8]) -> SourceCode? {
        guard case .job(let job) = reader.read(bytes) else { return nil }
        return job.source
    }

    private func box(of source: SourceCode) throws(BoxError) -> DropBox {
        if let box = boxes[source] { return box }
        let box = try DropBox(path: "\(incoming)/\(source)")
        boxes[source] = box
        return box
    }
}

extension Submission.Refusal: CustomStringConvertible {
    /// What went wrong and what to do, in words for a terminal.
    package var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .sourceUnknown(let path):
            "\(path): says no source that can be read; look at it with `okocectl check`, or name "
                + "its drop box with --source"
        case .box(let error):
            "\(error); a drop box is a folder SPOOL/incoming/SOURCE that you may write to"
        }
    }
}
