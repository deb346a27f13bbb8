import Programme

/// A class of the first winter before anyone came.
struct WinterClass: Sendable {
    let key: ClassKey
    let track: TrainingClass.Track
    let kecamatan: RegionCode
    let skill: TrainingClass.Skill
    let sessions: [TrainingClass.Session]
    let speakers: [TrainingClass.Speaker]
    let cost: Rupiah
    /// How many attend.
    let attended: Int
    /// How many more were invited or had registered, and did not come.
    let missing: Int

    var firstDay: Day { sessions.reduce(lastDay) { min($0, $1.date) } }
    var lastDay: Day { sessions.reduce(sessions[0].date) { max($0, $1.date) } }

    func header(_ status: TrainingClass.Status) -> TrainingClass? {
        Place(kecamatan).map {
            TrainingClass(
                key: key, track: track, skill: skill, place: $0, status: status,
                sessions: sessions, speakers: speakers, cost: cost)
        }
    }
}

extension FirstWinter {
    /// Invited to each of the city's classes (the rulebook, "Training").
    private static let invited = 50

    /// The 42 classes: every third is the city's own, the others are the communities'.
    static func plannedClasses(
        _ cast: Cast, _ kecamatan: [RegionCode], _ random: inout RandomNumbers
    ) throws(SamplesError) -> [WinterClass] {
        // Without the first two codes, the islands: a boat away, and trained later.
        let places = random.sample(classes, of: Array(kecamatan.dropFirst(2)))
        let days = trainingDays(&random)
        let attended = attendances(&random)
        let costs = costs(&random)
        var faculty = Faculty(&random)
        var numbers: [SourceCode: Int] = [:]
        // The first 16 take a day each, so that none is left without a class.
        let dayOfClass = (0..<classes).map { $0 < days.count ? $0 : random.below(days.count) }
        var planned: [WinterClass] = []
        for index in 0..<classes {
            let isPemprov = index % 3 == 0
            let organisers =
                isPemprov ? try cast.skpd(in: places[index]) : try cast.penggerak(in: places[index])
            let organiser = random.pick(organisers)
            numbers[organiser, default: 0] += 1
            let classID = LocalID(unchecked: "\(organiser)-2017-\(numbers[organiser] ?? 1)")
            let absent = isPemprov ? invited - attended[index] : random.number(in: 0...15)
            planned.append(
                WinterClass(
                    key: ClassKey(organiser: organiser, classID: classID),
                    track: isPemprov ? .pemprov : .komunitas, kecamatan: places[index],
                    skill: random.pick(TrainingClass.Skill.allCases),
                    sessions: sessions(from: dayOfClass[index], of: days, &random),
                    speakers: faculty.speakers(of: organiser, classNumber: index, &random),
                    cost: costs[index], attended: attended[index], missing: absent))
        }
        return planned
    }

    private static func trainingDays(_ random: inout RandomNumbers) -> [Day] {
        let november = (0..<30).map { Day.of(2017, 11, 1).adding(days: $0) }
        let december = (0..<22).map { Day.of(2017, 12, 1).adding(days: $0) }
        let days =
            random.sample(novemberDays, of: november) + random.sample(decemberDays, of: december)
        return days.sorted()
    }

    /// One session, or two on training days that follow each other.
    private static func sessions(
        from first: Int, of days: [Day], _ random: inout RandomNumbers
    ) -> [TrainingClass.Session] {
        let isLong = first + 1 < days.count && random.chance(percent: 30)
        return days[first...(isLong ? first + 1 : first)].map { day in
            TrainingClass.Session(date: day, hours: Int64(random.number(in: 4...8)))
        }
    }

    /// How many attend each class: of the 50 invited by the city most, to the communities more.
    private static func attendances(_ random: inout RandomNumbers) -> [Int] {
        var attended = (0..<classes).map { index in
            index % 3 == 0 ? random.number(in: 38...49) : random.number(in: 54...78)
        }
        // The communities' classes take what is missing from or above the total, one by one.
        var left = participants - attended.reduce(0, +)
        let komunitas = attended.indices.filter { $0 % 3 != 0 }
        while left != 0 {
            attended[random.pick(komunitas)] += left.signum()
            left -= left.signum()
        }
        return attended
    }

    /// 17,250,000 rupiah a class on average, in steps of 50,000; what one pays more another saves.
    private static func costs(_ random: inout RandomNumbers) -> [Rupiah] {
        let average = Int(cost.amount) / classes
        var costs = (0..<classes).map { _ in average }
        for pair in stride(from: 0, to: classes - 1, by: 2) {
            let difference = random.number(in: -80...80) * 50_000
            costs[pair] += difference
            costs[pair + 1] -= difference
        }
        random.shuffle(&costs)
        return costs.map { Rupiah(Int64($0)) }
    }
}

/// The 106 speakers: two or three new ones a class, and now and then one from an earlier class of
/// the same organiser, so that counting them twice would show.
private struct Faculty {
    private var names: [String]
    private var known: [SourceCode: [TrainingClass.Speaker]] = [:]
    private let withThree: Set<Int>

    init(_ random: inout RandomNumbers) {
        let all = (Names.men + Names.women).flatMap { first in
            Names.last.map { "\(first) \($0)" }
        }
        names = random.sample(FirstWinter.speakers, of: all)
        let three = FirstWinter.speakers - 2 * FirstWinter.classes
        withThree = Set(random.sample(three, of: Array(0..<FirstWinter.classes)))
    }

    mutating func speakers(
        of organiser: SourceCode, classNumber: Int, _ random: inout RandomNumbers
    ) -> [TrainingClass.Speaker] {
        let new = (0..<(withThree.contains(classNumber) ? 3 : 2)).compactMap { _ in
            names.popLast().map { name in
                TrainingClass.Speaker(
                    speakerID: LocalID(unchecked: "N-\(names.count + 1)"), name: PersonName(name))
            }
        }
        let earlier = known[organiser] ?? []
        known[organiser] = earlier + new
        guard !earlier.isEmpty, random.chance(percent: 40) else { return new }
        return new + [random.pick(earlier)]
    }
}
