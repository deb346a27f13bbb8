import Programme

extension FirstWinter {
    /// One roster a class after it was held; of the city's classes an invitation list before it,
    /// whose 50 invited must not count as trained.
    static func rosters(
        _ classes: [WinterClass], _ members: [WinterMember], _ random: inout RandomNumbers
    ) -> [SampleJob] {
        let participants = Dictionary(grouping: members.filter { $0.attends != nil }) {
            $0.attends ?? 0
        }
        let others = members.filter { $0.attends == nil }.map(\.person.nik)
        return classes.enumerated().flatMap { index, held in
            let came = (participants[index] ?? []).map(\.person.nik)
            let missing = random.sample(held.missing, of: others)
            let invitation =
                held.track == .pemprov
                ? invitation(held, came + missing, &random) : nil
            return [invitation, attendance(held, came, missing, &random)].compactMap { $0 }
        }
    }

    private static func invitation(
        _ held: WinterClass, _ people: [NIK], _ random: inout RandomNumbers
    ) -> SampleJob? {
        let sent = random.moment(on: held.firstDay.adding(days: -random.number(in: 2...10)))
        var rows = people.map { RosterItem(nik: $0, attendance: .invited) }
        random.shuffle(&rows)
        return roster(held, .planned, "undangan", sent, rows)
    }

    private static func attendance(
        _ held: WinterClass, _ came: [NIK], _ missing: [NIK], _ random: inout RandomNumbers
    ) -> SampleJob? {
        // The last class is on 22 December at the latest, so all are in by 7 January.
        let sent = random.moment(on: held.lastDay.adding(days: random.number(in: 1...16)))
        var rows = came.map { RosterItem(nik: $0, attendance: .attended) }
        rows += missing.map { nik in
            RosterItem(nik: nik, attendance: random.pick([.absent, .absent, .invited, .withdrew]))
        }
        random.shuffle(&rows)
        return roster(held, .held, "hadir", sent, rows)
    }

    private static func roster(
        _ held: WinterClass, _ status: TrainingClass.Status, _ suffix: String, _ sent: Instant,
        _ rows: [RosterItem]
    ) -> SampleJob? {
        guard let header = held.header(status) else { return nil }
        let envelope = Envelope(
            schema: .trainingRoster, jobID: JobID(unchecked: "\(held.key.classID)-\(suffix)"),
            source: held.key.organiser, submittedAt: sent,
            control: Envelope.Control(items: Int64(rows.count), amountTotal: nil))
        return SampleJob(envelope, .roster(header, numbered(rows)))
    }
}
