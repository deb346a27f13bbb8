// A training roster: its class header and its rows (the rulebook, "Training", "training-roster").

extension IntakeContext {
    /// Judges a roster. The header is a fact of its own; a bad one refuses every row.
    func judgeRoster(_ header: TrainingClass?, _ rows: [SentItem<RosterItem>]) -> JudgedBody {
        var complaints = header.map(findings)?.map { $0.complaint(under: "/class") } ?? []
        let repeated = repeatedPeople(in: rows)
        var items = rows.map { row in
            judge(
                row, findings: { findings(on: $0, repeated: repeated) },
                fact: { item in header.map { fact(from: item, in: $0) } })
        }
        guard let header, !complaints.hasError else {
            for index in items.indices where !items[index].complaints.hasError {
                let place = "/items/\(items[index].position)"
                items[index].complaints.append(
                    rowOfRefusedClass.complaint(under: place, itemID: items[index].itemID))
                items[index].fact = nil
            }
            return JudgedBody(header: .bad, complaints: complaints, items: items)
        }
        complaints += [moreThanCapacity(header, items)].compactMap { $0 }
        return JudgedBody(header: .good(headerFact(header)), complaints: complaints, items: items)
    }

    /// A class is judged on its last session's day: by whom, who organised it, where, when.
    private func findings(on header: TrainingClass) -> [Finding] {
        let day = header.lastDay
        return [
            stepNotForSource(.training, at: ""),
            sourceInactive(on: day, at: "/sessions"),
            classNotForSource(header.key.organiser, at: "/organiser"),
            // Of its own class the source's activity is asked once.
            header.key.organiser == source.code
                ? nil : organiserFinding(header.key.organiser, on: day, at: "/organiser"),
        ].compactMap { $0 }
            + placeAndScope(header.place) + sessionsInFuture(header)
            + repeatedSpeakers(header)
    }

    /// A class that was held has all its sessions behind it; a planned one may have them ahead.
    private func sessionsInFuture(_ header: TrainingClass) -> [Finding] {
        guard header.status == .held else { return [] }
        return header.sessions.enumerated().compactMap { index, session in
            inFuture(session.date, at: "/sessions/\(index)/date")
        }
    }

    /// A speaker stands once in a class: figures count speakers by their identifier.
    private func repeatedSpeakers(_ header: TrainingClass) -> [Finding] {
        var seen: Set<LocalID> = []
        return header.speakers.enumerated().compactMap { index, speaker in
            guard !seen.insert(speaker.speakerID).inserted else { return nil }
            return Finding(
                .speakerRepeated, at: "/speakers/\(index)/speaker_id",
                "This speaker_id stands in the class before: name each speaker once.")
        }
    }

    /// More attended than planned for is a warning: real classes had 57.9 people on average.
    private func moreThanCapacity(_ header: TrainingClass, _ rows: [JudgedBody.Item]) -> Complaint?
    {
        let attended = rows.count { row in
            if case .attendance(_, _, .attended) = row.fact?.content { true } else { false }
        }
        guard attended > header.capacity else { return nil }
        return Finding(
            .moreThanCapacity, at: "/capacity",
            "\(attended) attended a class for \(header.capacity): recorded; check capacity."
        ).complaint(under: "/class")
    }

    /// People who stand in more than one row: which row is right nobody can tell.
    private func repeatedPeople(in rows: [SentItem<RosterItem>]) -> Set<NIK> {
        var (seen, repeated): (Set<NIK>, Set<NIK>) = ([], [])
        for nik in rows.compactMap({ $0.content?.nik }) where !seen.insert(nik).inserted {
            repeated.insert(nik)
        }
        return repeated
    }

    private func findings(on row: RosterItem, repeated: Set<NIK>) -> [Finding] {
        let twice =
            repeated.contains(row.nik)
            ? Finding(
                .personRepeated, at: "/nik",
                "This NIK stands in more than one row of the roster, so all of them are refused: "
                    + "send one row for each person.") : nil
        return [nikFinding(row.nik), twice].compactMap { $0 }
    }

    private var rowOfRefusedClass: Finding {
        Finding(
            .classRefused, at: "",
            "Good in itself, but its class is refused: mend the class and send the roster again.")
    }

    /// A row's day is that of its class.
    private func fact(from row: RosterItem, in header: TrainingClass) -> (Day, Fact.Content) {
        (header.lastDay, .attendance(row.nik, header.key, row.attendance))
    }

    private func headerFact(_ header: TrainingClass) -> Fact {
        Fact(
            key: FactKey(job, position: FactKey.header), itemID: nil,
            submittedAt: envelope.submittedAt, occurredOn: header.lastDay,
            content: .header(header))
    }
}
