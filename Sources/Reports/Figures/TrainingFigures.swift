import Ledger
import Programme

/// What adds up to one row of the training report.
package struct TrainingFigures: Equatable, Sendable {
    package private(set) var classes = 0
    /// Distinct people on a roster, whatever they stood there as.
    package internal(set) var invited = 0
    /// Distinct people who attended.
    package internal(set) var attended = 0
    /// Classes that say no cost; they are in no sum.
    package private(set) var classesWithoutCost = 0

    private var distinctDays: Set<Day> = []
    private var distinctKecamatan: Set<RegionCode> = []
    private var distinctSpeakers: Set<Speaker> = []
    // Hostile headers may each cost 10^15: a sum of them must not trap.
    private var exactCost: Int128 = 0

    /// What a speaker is told by: each organiser numbers its own.
    private struct Speaker: Hashable {
        let organiser: SourceCode
        let id: LocalID
    }

    mutating func add(_ held: TrainingClass) {
        classes += 1
        distinctDays.formUnion(held.sessions.map(\.date))
        distinctKecamatan.insert(held.place.kecamatan)
        distinctSpeakers.formUnion(
            held.speakers.map { Speaker(organiser: held.key.organiser, id: $0.speakerID) })
        if let cost = held.cost {
            exactCost += Int128(cost.amount)
        } else {
            classesWithoutCost += 1
        }
    }

    /// Distinct days on which there was a session.
    package var days: Int { distinctDays.count }

    /// Distinct kecamatan.
    package var kecamatan: Int { distinctKecamatan.count }

    /// Distinct speakers of each organiser.
    package var speakers: Int { distinctSpeakers.count }

    /// In rupiah.
    package var cost: Int64 { Int64(clamping: exactCost) }

    /// Whole rupiah for each person who attended, half up; nil when none did.
    package var costPerParticipant: FixedPoint? { FixedPoint(dividing: cost, by: Int64(attended)) }

    /// Whole rupiah for each class that says what it cost, half up; nil where none does.
    package var costPerClass: FixedPoint? {
        FixedPoint(dividing: cost, by: Int64(classes - classesWithoutCost))
    }

    /// Whole rupiah for each speaker, half up; nil without speakers.
    package var costPerSpeaker: FixedPoint? { FixedPoint(dividing: cost, by: Int64(speakers)) }

    /// People who attended for each speaker, to one decimal, half up; nil without speakers.
    package var participantsPerSpeaker: FixedPoint? {
        FixedPoint(dividing: Int64(attended), by: Int64(speakers), digits: 1)
    }
}
