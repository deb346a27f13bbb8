import Programme

/// A member of the first winter.
struct WinterMember: Sendable {
    let person: SyntheticPerson
    let place: Place
    let penggerak: SourceCode
    let registeredOn: Day
    let business: Business?
    /// The class attended, as its index; nil for those who only registered.
    let attends: Int?
    /// Registered in a bulk file of the organiser of that class; else by the portal.
    let isRegisteredByOrganiser: Bool
}

/// The 4,230 members: 2,430 who attend a class, the others from all 44 kecamatan.
struct Population {
    private let kecamatan: [RegionCode]
    private let kelurahan: [RegionCode: [RegionCode]]
    private var people = PeopleMaker()

    init(regions: Regions) {
        kecamatan = regions.codes(of: .kecamatan)
        kelurahan = Dictionary(grouping: regions.codes(of: .kelurahan)) { $0.kecamatan ?? $0 }
    }

    mutating func members(
        _ classes: [WinterClass], _ cast: Cast, _ random: inout RandomNumbers
    ) throws(SamplesError) -> [WinterMember] {
        var members: [WinterMember] = []
        for (index, held) in classes.enumerated() {
            for _ in 0..<held.attended {
                // Most live where the class is.
                let home = random.chance(percent: 92) ? held.kecamatan : random.pick(kecamatan)
                members.append(try participant(of: held, index, home, cast, &random))
            }
        }
        for index in 0..<(FirstWinter.registrations - members.count) {
            // The first few see to it that no kecamatan is without.
            let home = index < kecamatan.count ? kecamatan[index] : random.pick(kecamatan)
            members.append(try registrant(home, cast, &random))
        }
        return members
    }

    private mutating func participant(
        of held: WinterClass, _ index: Int, _ home: RegionCode, _ cast: Cast,
        _ random: inout RandomNumbers
    ) throws(SamplesError) -> WinterMember {
        let coaches = try cast.penggerak(in: home)
        let organiser = held.key.organiser
        let organiserMayTake = held.track == .pemprov || coaches.contains(organiser)
        let isByOrganiser = organiserMayTake && random.chance(percent: 35)
        // A community registers people for itself only; others choose it often.
        let choosesOrganiser = coaches.contains(organiser) && random.chance(percent: 80)
        let isItsOwn = held.track == .komunitas && (isByOrganiser || choosesOrganiser)
        // Most register before the class, some afterwards: their P2 waits until then.
        let isLate = random.chance(percent: 20)
        let days =
            isLate ? held.lastDay...FirstWinter.lastDay : FirstWinter.firstDay...held.firstDay
        let person = people.person(from: birthplace(home, &random), &random)
        return WinterMember(
            person: person, place: place(in: home, &random),
            penggerak: isItsOwn ? organiser : random.pick(coaches),
            registeredOn: random.day(in: days), business: business(of: person, &random),
            attends: index, isRegisteredByOrganiser: isByOrganiser)
    }

    private mutating func registrant(
        _ home: RegionCode, _ cast: Cast, _ random: inout RandomNumbers
    ) throws(SamplesError) -> WinterMember {
        let coaches = try cast.penggerak(in: home)
        let person = people.person(from: birthplace(home, &random), &random)
        return WinterMember(
            person: person, place: place(in: home, &random), penggerak: random.pick(coaches),
            registeredOn: random.day(in: FirstWinter.firstDay...FirstWinter.lastDay),
            business: business(of: person, &random), attends: nil, isRegisteredByOrganiser: false)
    }

    /// Where the NIK was issued: at home for most, elsewhere in DKI for the others.
    private func birthplace(_ home: RegionCode, _ random: inout RandomNumbers) -> RegionCode {
        random.chance(percent: 80) ? home : random.pick(kecamatan)
    }

    /// A kelurahan for most; before 11 June 2018 a kecamatan is enough.
    private func place(in home: RegionCode, _ random: inout RandomNumbers) -> Place {
        let below = kelurahan[home] ?? []
        let code = below.isEmpty || random.chance(percent: 15) ? home : random.pick(below)
        guard let place = Place(code) else { preconditionFailure("\(code) is no kecamatan") }
        return place
    }

    private func business(
        of person: SyntheticPerson, _ random: inout RandomNumbers
    ) -> Business? {
        random.chance(percent: 60) ? random.business(of: person) : nil
    }
}
