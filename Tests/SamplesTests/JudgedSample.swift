import Foundation
import JobFormat
import Programme
import Service
import Testing

@testable import Samples

/// A sample as the daemon would see it: read and checked under the shipped configuration.
struct JudgedSample {
    let jobs: [SampleJob]
    let sent: [SentJob]
    let results: [IntakeResult]

    /// Reads and checks every job.
    init(_ jobs: [SampleJob], rules: Rules) throws {
        let check = IntakeCheck(rules: rules)
        let now = try #require(Instant("2026-01-01T00:00:00+07:00"))
        var reader = JobReader()
        var sent: [SentJob] = []
        for job in jobs {
            guard case .job(let one) = reader.read(job.bytes) else {
                Issue.record("\(job.fileName) is not a job")
                continue
            }
            sent.append(one)
        }
        self.jobs = jobs
        self.sent = sent
        results = zip(sent, jobs).map { check.check($0, from: $1.source, receivedAt: now) }
    }

    var facts: [Fact] { results.flatMap(\.facts) }

    /// Every complaint, by its code.
    var complaints: Set<ComplaintCode> {
        Set(results.flatMap { $0.complaints + $0.items.flatMap(\.complaints) }.map(\.code))
    }

    /// Every roster, planned ones too.
    var rosters: [(TrainingClass, [RosterItem])] {
        sent.compactMap {
            guard case .roster(let header?, let rows) = $0.body else { return nil }
            return (header, rows.compactMap(\.content))
        }
    }

    /// Rosters of classes that were held.
    var held: [(TrainingClass, [RosterItem])] {
        rosters.filter { $0.0.status == .held }
    }

    /// Every item of every stage update.
    var stageItems: [StageItem] {
        sent.flatMap { job in
            guard case .stageUpdate(let items) = job.body else { return [StageItem]() }
            return items.compactMap(\.content)
        }
    }

    /// How many people are at a step on a day, by the kecamatan that they live in then.
    static func reached(
        _ stage: Stage, on day: Day, in state: FoldedState
    ) -> [RegionCode: Int] {
        let people = state.members.values.compactMap { $0 }.filter { member in
            (member.reached[stage] ?? []).contains { span in
                span.from <= day && span.until.map { day < $0 } ?? true
            }
        }
        let homes = people.compactMap { $0.details(on: day)?.place.kecamatan }
        return Dictionary(homes.map { ($0, 1) }, uniquingKeysWith: +)
    }

    /// The configuration that is shipped.
    static func shippedRules() throws -> Rules {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try ConfigurationReader.read(directory: root.path + "/Config").rules
    }
}

extension SentJob {
    /// How many items it has, of whatever kind.
    var itemCount: Int {
        switch body {
        case .stageUpdate(let items): items.count
        case .roster(_, let rows): rows.count
        case .funding(let items): items.count
        case .commands(let items): items.count
        case .none: 0
        }
    }
}
