import Programme
import Testing

@testable import Ledger
@testable import Service

/// What is counted of a batch.
@Suite struct JobTallyTests {
    private let portal = SourceCode(unchecked: "PORTAL")
    private let bank = SourceCode(unchecked: "BANKDKI")

    @Test func `jobs are counted by source, schema and outcome, in whatever order they come`() {
        var tally = JobTally()
        tally.add(batch([job(portal), job(portal), job(bank), job(portal, .refused), job(portal)]))
        tally.add(batch([job(bank), job(portal, .unreadable, schema: nil)]))
        let expected: [JobTally.Kind: UInt64] = [
            kind(portal): 3, kind(bank): 2, kind(portal, .refused): 1,
            kind(portal, .unreadable, schema: nil): 1,
        ]
        #expect(tally.jobs == expected)
        #expect(tally.batchSize.count == 2)
        #expect(tally.batchSize.sum == 7)
        #expect(tally.latency.count == 7)
    }

    @Test func `items are counted once, with the attempt that recorded or refused them`() {
        var tally = JobTally()
        tally.add(
            batch([
                job(portal, .accepted, sent: 3, recorded: 3),
                job(portal, .partiallyAccepted, sent: 5, recorded: 2),
                job(portal, .refused, sent: 7), job(portal, .duplicate, sent: 3, recorded: 3),
                job(portal, .deferred, sent: 9), job(portal, .conflict, sent: 2),
                job(portal, .unreadable),
            ]))
        #expect(
            tally.items == [
                JobTally.ItemKind(source: portal, outcome: .recorded): 5,
                JobTally.ItemKind(source: portal, outcome: .refused): 10,
            ])
    }

    @Test func `a leftover is no job, and a deferred job's wait no latency`() {
        var tally = JobTally()
        tally.add(batch([job(portal, isLeftover: true), job(portal, resumes: 4)]))
        #expect(tally.jobs == [kind(portal): 1])
        #expect(tally.latency.count == 0)
        #expect(tally.processing.count == 0)
    }

    @Test func `latency is from the file's arrival, processing from its reading`() {
        var tally = JobTally()
        tally.add(batch([job(portal)]))
        #expect(tally.latency.sum == 30)
        #expect(tally.processing.sum == 10)
        #expect(tally.commitDuration.sum == 5_000_000)
    }

    private func kind(
        _ source: SourceCode, _ outcome: JobOutcome = .accepted,
        schema: JobSchema? = .stageUpdate
    ) -> JobTally.Kind {
        JobTally.Kind(source: source, schema: schema, outcome: outcome)
    }

    private func batch(_ jobs: [(ReceivedJob, RecordedJob)]) -> Commit {
        Commit(
            received: jobs.map(\.0), recorded: jobs.map(\.1), took: .milliseconds(5),
            at: Instant(nanoseconds: 100))
    }

    /// A file that came at 70 and was read at 90.
    private func job(
        _ source: SourceCode, _ outcome: JobOutcome = .accepted,
        schema: JobSchema? = .stageUpdate, sent: Int = 0, recorded: Int = 0,
        resumes: Int64? = nil, isLeftover: Bool = false
    ) -> (ReceivedJob, RecordedJob) {
        let received = ReceivedJob(
            box: source, fileName: [65],
            identity: LedgerFile(device: 1, inode: 1, size: 1, mtimeNs: 1, ctimeNs: 70),
            resumes: resumes, sha256: [], bytes: [], receivedAt: Instant(nanoseconds: 90),
            job: nil, result: IntakeResult(outcome: outcome))
        let report = RecordedJob(
            attempt: 1, box: source, fileName: [65], jobID: nil, schema: schema,
            receivedAt: received.receivedAt, outcome: outcome, complaints: [], header: nil,
            items: [], counts: RecordedJob.Counts(sent: sent, recorded: recorded),
            deferredUntil: nil, sameAs: nil, resumes: resumes, isLeftover: isLeftover)
        return (received, report)
    }
}
