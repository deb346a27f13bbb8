import Programme

/// `okoce/training-roster/1`: the class header and the rows.
extension FieldReader {
    mutating func rosterItem(_ fields: Fields) -> RosterItem? {
        allow([.itemID, .nik, .attendance], in: fields)
        let nik = nik(required(.nik, of: fields))
        let attendance = choice(Attendance.self, required(.attendance, of: fields))
        guard let nik, let attendance else { return nil }
        return RosterItem(nik: nik, attendance: attendance)
    }

    mutating func trainingClass(_ node: Int?) -> TrainingClass? {
        let names: [WireName] = [
            .classID, .organiser, .track, .skill, .kecamatan, .kelurahan, .status, .sessions,
            .speakers, .capacity, .cost,
        ]
        guard let fields = fields(node, only: names) else { return nil }
        let classID = identifier(LocalID.self, required(.classID, of: fields))
        let organiser = identifier(SourceCode.self, required(.organiser, of: fields))
        let track = choice(TrainingClass.Track.self, required(.track, of: fields))
        let skill = choice(TrainingClass.Skill.self, required(.skill, of: fields))
        _ = required(.kecamatan, of: fields, else: .placeMissing)
        let place = place(fields)
        let status = choice(TrainingClass.Status.self, required(.status, of: fields))
        let sessions = sessions(required(.sessions, of: fields, else: .sessionsMissing))
        let speakers = speakers(fields[.speakers])
        let capacity = integer(fields[.capacity], atLeast: 1)
        let cost = rupiah(fields[.cost], atLeast: 0)
        guard let classID, let organiser, let track, let skill else { return nil }
        guard let place, let status, let sessions, !sessions.isEmpty else { return nil }
        return TrainingClass(
            key: ClassKey(organiser: organiser, classID: classID), track: track, skill: skill,
            place: place, status: status, sessions: sessions, speakers: speakers,
            capacity: capacity ?? 50, cost: cost)
    }

    private mutating func sessions(_ node: Int?) -> [TrainingClass.Session]? {
        guard let node, let elements = elements(node) else { return nil }
        if elements.isEmpty {
            complain(.sessionsMissing, at: node, "A class has at least one session.")
        }
        var sessions: [TrainingClass.Session] = []
        for element in elements {
            guard let fields = fields(element, only: [.date, .hours]) else { continue }
            let date = day(required(.date, of: fields))
            let hours = integer(required(.hours, of: fields), atLeast: 1, atMost: 24)
            guard let date, let hours else { continue }
            sessions.append(TrainingClass.Session(date: date, hours: hours))
        }
        return sessions
    }

    private mutating func speakers(_ node: Int?) -> [TrainingClass.Speaker] {
        var speakers: [TrainingClass.Speaker] = []
        for element in elements(node) ?? [] {
            guard let fields = fields(element, only: [.speakerID, .name]) else { continue }
            let speakerID = identifier(LocalID.self, required(.speakerID, of: fields))
            let name = personName(required(.name, of: fields))
            guard let speakerID, let name else { continue }
            speakers.append(TrainingClass.Speaker(speakerID: speakerID, name: name))
        }
        return speakers
    }
}
