import Programme

/// A person who does not exist, with papers that could.
struct SyntheticPerson: Hashable, Sendable {
    let nik: NIK
    let name: PersonName
    let sex: Sex
    let birthDate: Day
}

/// Makes people of whom no two have the same NIK.
struct PeopleMaker: Sendable {
    /// First and last day of birth: 18 to 65 years old at the end of 2017.
    private static let births = Day.of(1952, 1, 1)...Day.of(1999, 12, 31)

    private var taken: Set<Int64> = []

    /// A person first registered in a kecamatan.
    mutating func person(from kecamatan: RegionCode, _ random: inout RandomNumbers)
        -> SyntheticPerson
    {
        let isFemale = random.chance(percent: 55)
        let first = random.pick(isFemale ? Names.women : Names.men)
        let name = "\(first) \(random.pick(Names.last))"
        while true {
            let birth = random.day(in: Self.births)
            let serial = random.number(in: 1...40)
            let number = Self.number(kecamatan, birth, isFemale: isFemale, serial: serial)
            guard taken.insert(number).inserted else { continue }
            return SyntheticPerson(
                nik: NIK(unchecked: number), name: PersonName(name),
                sex: isFemale ? .female : .male, birthDate: birth)
        }
    }

    /// Region, DDMMYY with 40 added to a woman's day, serial.
    private static func number(
        _ kecamatan: RegionCode, _ birth: Day, isFemale: Bool, serial: Int
    ) -> Int64 {
        let (year, month, day) = birth.civil
        let date = (day + (isFemale ? 40 : 0)) * 10_000 + month * 100 + year % 100
        return (kecamatan.number * 1_000_000 + Int64(date)) * 10_000 + Int64(serial)
    }
}

extension RandomNumbers {
    mutating func day(in days: ClosedRange<Day>) -> Day {
        days.lowerBound.adding(
            days: below(Int(days.upperBound.number - days.lowerBound.number) + 1))
    }

    /// A moment of a Jakarta day in office hours or the evening, 07:00 to 21:59:59.
    mutating func moment(on day: Day) -> Instant {
        Instant(startOfJakartaDay: day).adding(seconds: Int64(number(in: 25_200...79_199)))
    }

    /// A name for a business of this person, with its sector.
    mutating func business(of person: SyntheticPerson) -> Business {
        let (trade, sector) = pick(Names.businesses)
        let owner = person.name.text.prefix { $0 != " " }
        return Business(name: "\(trade) \(owner)", sector: sector)
    }
}

extension Day {
    /// A day that is known to exist; for constants.
    static func of(_ year: Int, _ month: Int, _ day: Int) -> Day {
        guard let day = Day(year: year, month: month, day: day) else {
            preconditionFailure("\(year)-\(month)-\(day) is no day")
        }
        return day
    }
}
