package import Programme

/// Which file a delivery was, as the kernel tells files apart.
package struct FileIdentity: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64
    /// Bytes.
    package let size: Int64
    /// Nanoseconds since 1970.
    package let mtimeNs: Int64
    /// Nanoseconds since 1970; a rename changes it.
    package let ctimeNs: Int64

    package init(device: UInt64, inode: UInt64, size: Int64, mtimeNs: Int64, ctimeNs: Int64) {
        self.device = device
        self.inode = inode
        self.size = size
        self.mtimeNs = mtimeNs
        self.ctimeNs = ctimeNs
    }
}

/// A job file that was read, understood and checked, ready to be recorded.
///
/// A class: it passes through many hands, and a copy of the value would count up a dozen references.
package final class ReceivedJob: Sendable {
    /// The source whose drop box the file lay in: who the job is from.
    package let box: SourceCode
    /// The raw bytes of the file's name in its drop box, 1 to 255.
    package let fileName: [UInt8]
    package let identity: FileIdentity
    /// Of a file that was found as `.okoce-N` the attempts whose leftover it may be, from N on.
    package let leftoverOf: ClosedRange<Int64>?
    /// The deferred attempt that this takes up, now that its time has come; `identity` is then not
    /// looked at.
    package let resumes: Int64?
    /// The uid of the file's owner; nil where there is no file.
    package let owner: UInt32?
    /// 32 bytes; empty of a file that was never opened.
    package let sha256: [UInt8]
    /// The exact bytes; empty if they could not be read, and not kept if `IntakeResult.outcome`
    /// is `unreadable`.
    package let bytes: [UInt8]
    package let receivedAt: Instant
    /// Nil if it could not be read as a job at all.
    package let job: SentJob?
    /// What the intake check said; of an unreadable file `unreadable`, with the complaints.
    package let result: IntakeResult
    /// Somebody who was erased was taken out of `bytes`; `sha256` is a keyed digest then.
    package let isRedacted: Bool
    /// What `sha256` is of a job that somebody was taken out of; empty while nobody was erased.
    package let keyedSHA256: [UInt8]
    /// The digest of the bytes as they came, to be compared and never kept of what somebody was taken
    /// out of: a document that was forgotten before they were erased still goes by it.
    package let plainSHA256: [UInt8]
    /// A number that grows with each step of forgetting somebody, as it was when the file was prepared.
    package let erasures: Int

    package init(
        box: SourceCode, fileName: [UInt8], identity: FileIdentity,
        leftoverOf: ClosedRange<Int64>? = nil, resumes: Int64? = nil, owner: UInt32? = nil,
        sha256: [UInt8], bytes: [UInt8], receivedAt: Instant, job: SentJob?, result: IntakeResult,
        isRedacted: Bool = false, keyedSHA256: [UInt8] = [], plainSHA256: [UInt8]? = nil,
        erasures: Int = 0
    ) {
        self.box = box
        self.fileName = fileName
        self.identity = identity
        self.leftoverOf = leftoverOf
        self.resumes = resumes
        self.owner = owner
        self.sha256 = sha256
        self.bytes = bytes
        self.receivedAt = receivedAt
        self.job = job
        self.result = result
        self.isRedacted = isRedacted
        self.keyedSHA256 = keyedSHA256
        self.plainSHA256 = plainSHA256 ?? sha256
        self.erasures = erasures
    }

    /// The same under another name.
    func named(_ fileName: [UInt8]) -> ReceivedJob {
        ReceivedJob(
            box: box, fileName: fileName, identity: identity, leftoverOf: leftoverOf,
            resumes: resumes, owner: owner, sha256: sha256, bytes: bytes, receivedAt: receivedAt,
            job: job, result: result, isRedacted: isRedacted, keyedSHA256: keyedSHA256,
            plainSHA256: plainSHA256, erasures: erasures)
    }
}

/// A deferred job whose time has come: to be prepared anew from its kept bytes and recorded as a
/// new attempt that ``ReceivedJob/resumes`` this one.
package struct DeferredJob: Hashable, Sendable {
    /// The attempt that was deferred.
    package let attempt: Int64
    package let box: SourceCode
    package let fileName: [UInt8]
    package let identity: FileIdentity
    package let sha256: [UInt8]
    package let bytes: [UInt8]
    /// The instant it was deferred until.
    package let until: Instant
}
