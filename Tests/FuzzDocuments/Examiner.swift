import JobFormat
import Programme

/// What must hold of whatever bytes somebody drops: more than that nothing crashes.
struct Examiner {
    /// Reads file after file, as a worker's does.
    private var used = JobReader()

    init() {}

    /// Ends the process if a file is read otherwise than promised: what a fuzzer looks for.
    mutating func examine(_ bytes: [UInt8]) {
        var fresh = JobReader()
        let reading = fresh.read(bytes)
        require(used.read(bytes) == reading, "a reader that has read before reads the same")
        switch reading {
        case .incomplete(let complaint):
            examine([complaint], of: bytes)
            require(isIncomplete(bytes + [0, 0, 0]), "a tail of NULs is not the end of an upload")
        case .unreadable(let complaints):
            require(!complaints.isEmpty, "what is refused has a reason")
            examine(complaints, of: bytes)
        case .job(let job):
            examine(job.complaints, of: bytes)
            examinePrefixes(bytes)
            switch job.body {
            case .stageUpdate(let items): examine(items, of: bytes)
            case .roster(_, let items): examine(items, of: bytes)
            case .funding(let items): examine(items, of: bytes)
            case .commands(let items): examine(items, of: bytes)
            case .none: require(!job.complaints.isEmpty, "no items without a reason")
            }
            examineWriting(job)
        }
    }

    private func examine<Content>(_ items: [SentItem<Content>], of bytes: [UInt8]) {
        for (position, item) in items.enumerated() {
            require(item.position == position, "an item knows its place")
            require(
                (item.content == nil) == item.complaints.contains { $0.severity == .error },
                "an item has content, or a reason why not")
            examine(item.complaints, of: bytes)
        }
    }

    private func examine(_ complaints: [Complaint], of bytes: [UInt8]) {
        let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        for complaint in complaints {
            require(!complaint.message.isEmpty, "a complaint has words")
            require(!holdsNIK(complaint.message), "no NIK is repeated in a message")
            require(
                complaint.pointer.isEmpty || complaint.pointer.utf8.first == UInt8(ascii: "/"),
                "a complaint's place is a JSON Pointer")
            guard let location = complaint.location else { continue }
            require((1...lines).contains(location.line), "a complaint's line is in the file")
            require((1...bytes.count + 1).contains(location.column), "so is its column")
        }
    }

    /// A job that is cut off anywhere inside its object is waited for, never condemned.
    private func examinePrefixes(_ bytes: [UInt8]) {
        let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        guard let last = bytes.lastIndex(where: { !blank.contains($0) }) else { return }
        // Three cuts a text, chosen by the text, so that a run can be had again.
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        for shift in [0, 20, 40] {
            let cut = Int((hash >> UInt64(shift)) % UInt64(last + 1))
            require(isIncomplete(Array(bytes[..<cut])), "a job cut off at \(cut) is incomplete")
        }
    }

    private func isIncomplete(_ bytes: [UInt8]) -> Bool {
        var reader = JobReader()
        guard case .incomplete = reader.read(bytes) else { return false }
        return true
    }

    /// A job without a complaint is the same job when it is written and read again.
    private func examineWriting(_ job: SentJob) {
        guard let envelope = job.envelope, job.complaints.isEmpty, job.body != .none else { return }
        let written = JobDocumentWriter.bytes(envelope, job.body)
        var reader = JobReader()
        guard case .job(let again) = reader.read(written) else {
            return require(false, "a written job is JSON")
        }
        require(again.envelope == envelope, "an envelope survives writing")
        if isWhole(job.body) { require(again.body == job.body, "items survive writing") }
    }

    private func isWhole(_ body: SentJob.Body) -> Bool {
        switch body {
        case .stageUpdate(let items): items.allSatisfy { $0.content != nil && $0.itemID != nil }
        case .roster(let trainingClass, let items):
            trainingClass != nil && items.allSatisfy { $0.content != nil && $0.itemID != nil }
        case .funding(let items): items.allSatisfy { $0.content != nil && $0.itemID != nil }
        case .commands(let items): items.allSatisfy { $0.content != nil && $0.itemID != nil }
        case .none: false
        }
    }

    /// Sixteen digits that may be somebody's; a limit that has as many is nobody's.
    private func holdsNIK(_ text: String) -> Bool {
        text.split { !("0"..."9").contains($0) }.contains { digits in
            guard digits.utf8.count == 16, case .success = NIK.read(String(digits)) else {
                return false
            }
            return true
        }
    }

    private func require(_ holds: Bool, _ promise: String) {
        precondition(holds, promise)
    }
}
