import Glibc
import Programme
import Synchronization

@testable import Ledger

/// A state directory of a test's own, gone with the test; in memory where that is possible, for no
/// test here outlives a power cut.
final class StateDirectory: Sendable {
    let path: String

    init() throws {
        let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/okoce-ledger-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Missing.directory }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in ["", "-wal", "-shm"] { unlink("\(path)/\(Ledger.fileName)\(name)") }
        rmdir(path)
    }

    enum Missing: Error {
        case directory
    }
}

/// Made-up sources, people and jobs.
enum Made {
    static let portal = SourceCode(unchecked: "PORTAL")
    static let community = SourceCode(unchecked: "KP-021")
    static let agency = SourceCode(unchecked: "DKUMKMP")
    static let bank = SourceCode(unchecked: "BANKDKI")
    static let gambir = RegionCode(unchecked: 3_171_011_001)

    static let rules = Rules(
        registry: Registry([
            Organisation(code: portal, name: "okoce.me", kind: .portal),
            Organisation(code: community, name: "Komunitas", kind: .penggerak),
            Organisation(code: agency, name: "Dinas KUMKMP", kind: .skpd),
            Organisation(code: bank, name: "Bank DKI", kind: .lender),
        ]),
        regions: Regions(names: [
            RegionCode(unchecked: 3171): "Jakarta Pusat",
            RegionCode(unchecked: 317_101): "Gambir", gambir: "Gambir",
        ]))

    static func nik(_ serial: Int64) -> NIK { NIK(unchecked: 3_171_014_506_900_000 + serial) }

    /// The day that is so many days after 1 June 2018.
    static func day(_ offset: Int) -> Day { Day(number: 17_683).adding(days: offset) }

    static func instant(_ offset: Int) -> Instant {
        Instant(startOfJakartaDay: day(offset)).adding(seconds: 9 * 3600)
    }

    static func registration(name: String = "Siti") -> Registration {
        // A kelurahan's code is a place; the guard never fails.
        guard let place = Place(gambir) else { preconditionFailure("gambir is a kelurahan") }
        return Registration(
            name: PersonName(name), place: place, penggerak: community,
            consent: Consent(givenOn: day(0), notice: "v1"), sex: .female,
            business: Business(name: "Warung", sector: "kuliner"))
    }

    static func trainingClass(
        _ id: String = "c1", status: TrainingClass.Status = .held, on offset: Int = 1
    ) -> TrainingClass {
        guard let place = Place(gambir) else { preconditionFailure("gambir is a kelurahan") }
        return TrainingClass(
            key: ClassKey(organiser: community, classID: LocalID(unchecked: id)),
            track: .komunitas, skill: .soft, place: place, status: status,
            sessions: [TrainingClass.Session(date: day(offset), hours: 6)],
            speakers: [
                TrainingClass.Speaker(
                    speakerID: LocalID(unchecked: "s1"), name: PersonName("Pembicara"))
            ], cost: Rupiah(1_000_000))
    }
}

/// Makes deliveries, each of a file of its own.
final class Deliveries: Sendable {
    private let count = Atomic<UInt64>(0)

    /// A job whose facts are given by their contents.
    func job(
        _ source: SourceCode, _ id: String, schema: JobSchema = .stageUpdate,
        submitted: Int = 2, occurred: Int = 1, outcome: JobOutcome = .accepted,
        refused: [IntakeResult.Item] = [], text: String? = nil, deferredUntil: Instant? = nil,
        _ contents: [Fact.Content] = []
    ) -> ReceivedJob {
        let envelope = Envelope(
            schema: schema, jobID: JobID(unchecked: id), source: source,
            submittedAt: Made.instant(submitted))
        var facts: [Fact] = []
        var position = 0
        for content in contents {
            let isHeader = if case .header = content { true } else { false }
            facts.append(
                Fact(
                    key: FactKey(
                        source: source, jobID: envelope.jobID,
                        position: isHeader ? FactKey.header : position),
                    itemID: isHeader ? nil : ItemID(unchecked: "i\(position)"),
                    submittedAt: envelope.submittedAt, occurredOn: Made.day(occurred),
                    content: content))
            if !isHeader { position += 1 }
        }
        let recorded = facts.filter { $0.key.position >= 0 }.map {
            IntakeResult.Item(
                position: $0.key.position, itemID: $0.itemID,
                outcome: outcome == .validated ? .valid : .recorded, complaints: [])
        }
        let result = IntakeResult(
            outcome: outcome,
            classOutcome: facts.first?.itemID == nil && !facts.isEmpty
                ? .recorded : nil,
            items: recorded + refused, facts: outcome.usesUpID ? facts : [],
            deferredUntil: deferredUntil)
        return delivery(of: source, named: "\(id).json", text: text ?? id, envelope, result)
    }

    /// A refused job: one item, one complaint.
    func refused(_ source: SourceCode, _ id: String, text: String? = nil) -> ReceivedJob {
        let item = ItemID(unchecked: "i0")
        let complaint = Complaint(
            .nikSerialZero, at: "/items/0/nik", itemID: item, message: "the serial is 0000",
            location: Complaint.Location(line: 3, column: 9))
        return job(
            source, id, outcome: .refused,
            refused: [
                IntakeResult.Item(
                    position: 0, itemID: item, outcome: .refused, complaints: [complaint])
            ], text: text)
    }

    /// A file that is no job at all.
    func unreadable(_ source: SourceCode, named name: String) -> ReceivedJob {
        let complaint = Complaint(.notJSON, at: "", message: "not JSON")
        return delivery(
            of: source, named: name, text: name, nil,
            IntakeResult(outcome: .unreadable, complaints: [complaint]))
    }

    private func delivery(
        of source: SourceCode, named name: String, text: String, _ envelope: Envelope?,
        _ result: IntakeResult
    ) -> ReceivedJob {
        let number = count.add(1, ordering: .relaxed).newValue
        let bytes = Array(text.utf8)
        let file = FileIdentity(
            device: 64_768, inode: number + UInt64(Int64.max), size: Int64(bytes.count),
            mtimeNs: Int64(number), ctimeNs: Int64(number))
        let job = envelope.map {
            SentJob(
                jobID: $0.jobID, source: $0.source, schema: $0.schema, envelope: $0, body: .none,
                complaints: [])
        }
        return ReceivedJob(
            box: source, fileName: Array(name.utf8), identity: file, sha256: digest(of: bytes),
            bytes: bytes, receivedAt: Made.instant(3), job: job, result: result)
    }

    /// Not SHA-256, but 32 bytes that tell the tests' texts apart.
    private func digest(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        for (index, byte) in bytes.enumerated() {
            digest[index % 32] = digest[index % 32] &* 31 &+ byte &+ 1
        }
        return digest
    }
}

extension ReceivedJob {
    /// The same content, as a file of its own or as the same file.
    func again(
        as file: FileIdentity? = nil, leftoverOf: ClosedRange<Int64>? = nil, resumes: Int64? = nil,
        result: IntakeResult? = nil
    ) -> ReceivedJob {
        ReceivedJob(
            box: box, fileName: fileName, identity: file ?? identity, leftoverOf: leftoverOf,
            resumes: resumes, sha256: sha256, bytes: bytes, receivedAt: receivedAt, job: job,
            result: result ?? self.result)
    }
}

extension FileIdentity {
    /// Another file; or this one after a rename, if only `ctime` differs.
    func changed(inode: UInt64 = 0, ctime: Int64 = 0) -> FileIdentity {
        FileIdentity(
            device: device, inode: self.inode &+ inode, size: size, mtimeNs: mtimeNs,
            ctimeNs: ctimeNs + ctime)
    }
}
