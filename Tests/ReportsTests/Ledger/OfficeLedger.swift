import Glibc
import JobFormat
import Ledger
import Programme
import Synchronization
import Testing

@testable import Reports

/// A real ledger in a directory of its own, filled by job files, gone with the test.
final class OfficeLedger {
    static let rules = Rules(
        registry: Registry([
            Organisation(code: Fixture.source("PORTAL"), name: "okoce.me", kind: .portal),
            Organisation(code: Fixture.source("DKUMKMP"), name: "Dinas KUMKMP", kind: .skpd),
            Organisation(code: Fixture.source("KP-021"), name: "Komunitas", kind: .penggerak),
            Organisation(code: Fixture.source("BANKDKI"), name: "Bank DKI", kind: .lender),
            Organisation(code: Fixture.source("OPERATOR"), name: "Operator", kind: .operator),
        ]), regions: Fixture.regions)

    let directory: String
    private let ledger: Ledger
    private var files: UInt64 = 0
    private var texts: [String] = []
    /// When the next file is recorded: a minute after the one before.
    private let clock: Clock

    private final class Clock: Sendable {
        let minutes = Mutex(Int64(0))

        var now: Instant {
            Instant(nanoseconds: OfficeLedger.start + minutes.withLock { $0 } * 60_000_000_000)
        }
    }

    /// 31 December 2018, 10:00 in Jakarta.
    private static let start: Int64 = 1_546_225_200_000_000_000
    private var reader = JobReader()

    init() throws {
        var template = Array("/tmp/okoce-office-XXXXXX".utf8CString)
        directory = try #require(mkdtemp(&template).map { String(cString: $0) })
        let clock = Clock()
        self.clock = clock
        var options = Ledger.Options()
        options.clock = { clock.now }
        ledger = try Ledger(path: directory, options: options)
        _ = try ledger.adopt(OfficeLedger.rules)
    }

    deinit {
        for name in ["", "-wal", "-shm"] { unlink("\(directory)/\(Ledger.fileName)\(name)") }
        rmdir(directory)
    }

    /// The moment of the last recording.
    var lastRecording: Instant { clock.now }

    func look(knownAt moment: Instant? = nil) throws -> LedgerReader {
        try LedgerReader(
            path: directory, known: moment.map { KnownThen(at: $0, under: OfficeLedger.rules) })
    }

    /// Records one job file.
    ///
    /// - Parameters:
    ///   - source: whose drop box it lay in.
    ///   - job: its id.
    ///   - body: the members after the envelope's.
    /// - Returns: what became of it.
    @discardableResult
    func drop(
        _ source: String, _ job: String, schema: String = "stage-update", _ body: String
    ) throws -> RecordedJob {
        files += 1
        clock.minutes.withLock { $0 += 1 }
        let text = """
            {"schema": "okoce/\(schema)/1", "job_id": "\(job)", "source": "\(source)",
             "submitted_at": "2018-12-31T09:00:00+07:00", \(body)}
            """
        let now = try #require(Instant("2018-12-31T10:00:00+07:00"))
        let box = Fixture.source(source)
        guard case .job(let sent) = reader.read(Array(text.utf8)) else {
            throw Fixture.Missing.value(text)
        }
        let result = IntakeCheck(rules: OfficeLedger.rules).check(sent, from: box, receivedAt: now)
        let received = ReceivedJob(
            box: box, fileName: Array("\(job).json".utf8),
            identity: FileIdentity(
                device: 1, inode: files, size: Int64(text.utf8.count), mtimeNs: Int64(files),
                ctimeNs: Int64(files)),
            sha256: [UInt8](repeating: number(of: text), count: 32),
            bytes: Array(text.utf8), receivedAt: now, job: sent, result: result)
        return try #require(ledger.record([received], under: OfficeLedger.rules).first)
    }

    /// A number that the same bytes have each time: not their hash, but as good as one here.
    private func number(of text: String) -> UInt8 {
        if !texts.contains(text) { texts.append(text) }
        return UInt8(truncatingIfNeeded: 1 + (texts.firstIndex(of: text) ?? 0))
    }

    func markSent(upTo seq: Int64) throws {
        ledger.markSent(upTo: seq, bootID: "this-boot")
        try ledger.flushSentMark()
    }

    // MARK: Items

    /// A P1, with a name that no output may show.
    static func register(
        _ serial: Int64, _ place: String = "31.71.01.1002", on day: String = "2017-12-01"
    ) -> String {
        """
        {"item_id": "r\(serial)", "nik": "\(Fixture.nik(serial).digits)", "action": "reach",
         "stage": "P1", "occurred_on": "\(day)", "name": "Rahasia", "kelurahan": "\(place)",
         "penggerak": "KP-021", "consent": {"given_on": "\(day)", "notice": "v1"}}
        """
    }

    /// A class of KP-021 with who stood in it as what.
    static func roster(
        _ id: String, status: String = "held", on day: String = "2017-12-09",
        cost: Int = 1_000_000, _ people: [(serial: Int64, attendance: String)]
    ) -> String {
        let items = people.map {
            """
            {"item_id": "a\($0.serial)", "nik": "\(Fixture.nik($0.serial).digits)",
             "attendance": "\($0.attendance)"}
            """
        }
        return """
            "class": {"class_id": "\(id)", "organiser": "KP-021", "track": "komunitas",
              "skill": "soft", "kecamatan": "31.71.01", "status": "\(status)",
              "sessions": [{"date": "\(day)", "hours": 6}],
              "speakers": [{"speaker_id": "s1", "name": "Narasumber"}], "cost": \(cost)},
            "items": [\(items.joined(separator: ","))]
            """
    }

    static func items(_ items: String...) -> String {
        "\"items\": [\(items.joined(separator: ","))]"
    }
}
