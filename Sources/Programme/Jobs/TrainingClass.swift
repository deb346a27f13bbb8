/// A class is (organiser, class_id).
package struct ClassKey: Hashable, Comparable, Sendable {
    package let organiser: SourceCode
    package let classID: LocalID

    package init(organiser: SourceCode, classID: LocalID) {
        self.organiser = organiser
        self.classID = classID
    }

    package static func < (left: ClassKey, right: ClassKey) -> Bool {
        (left.organiser, left.classID) < (right.organiser, right.classID)
    }
}

/// The header of a roster: what a class is. A fact with a verdict of its own.
package struct TrainingClass: Hashable, Sendable {
    package enum Track: String, Hashable, Sendable, CaseIterable {
        /// The city's own, formal, 50 invited per kecamatan.
        case pemprov
        /// Run by the penggerak.
        case komunitas
    }

    package enum Skill: String, Hashable, Sendable, CaseIterable {
        case hard
        case soft
        case both
    }

    package enum Status: String, Hashable, Sendable, CaseIterable {
        case planned
        case held
        case cancelled
    }

    package struct Session: Hashable, Sendable {
        package let date: Day
        /// 1 to 24.
        package let hours: Int64

        package init(date: Day, hours: Int64) {
            self.date = date
            self.hours = hours
        }
    }

    /// *Narasumber*.
    package struct Speaker: Hashable, Sendable {
        package let speakerID: LocalID
        package let name: PersonName

        package init(speakerID: LocalID, name: PersonName) {
            self.speakerID = speakerID
            self.name = name
        }
    }

    package let key: ClassKey
    package let track: Track
    package let skill: Skill
    package let place: Place
    package let status: Status
    /// At least one.
    package let sessions: [Session]
    package let speakers: [Speaker]
    /// People; 50 unless said. More attended is a warning.
    package let capacity: Int64
    package let cost: Rupiah?

    /// A class with at least one session; `JobFormat` refuses one without.
    package init(
        key: ClassKey, track: Track, skill: Skill, place: Place, status: Status,
        sessions: [Session], speakers: [Speaker] = [], capacity: Int64 = 50, cost: Rupiah? = nil
    ) {
        precondition(!sessions.isEmpty, "a class has at least one session")
        self.key = key
        self.track = track
        self.skill = skill
        self.place = place
        self.status = status
        self.sessions = sessions
        self.speakers = speakers
        self.capacity = capacity
        self.cost = cost
    }

    /// The day on which a class is judged and P2 is reached.
    package var lastDay: Day {
        sessions.reduce(sessions[0].date) { max($0, $1.date) }
    }
}

/// What a participant was to a class.
package enum Attendance: String, Hashable, Sendable, CaseIterable {
    case invited
    case registered
    case attended
    case absent
    case withdrew

    /// Whether it tells what happened (`attended`, `absent`, `withdrew`) and so stands over plans.
    package var isFinal: Bool {
        switch self {
        case .invited, .registered: false
        case .attended, .absent, .withdrew: true
        }
    }
}

/// One row of a roster.
package struct RosterItem: Hashable, Sendable {
    package let nik: NIK
    package let attendance: Attendance

    package init(nik: NIK, attendance: Attendance) {
        self.nik = nik
        self.attendance = attendance
    }
}
