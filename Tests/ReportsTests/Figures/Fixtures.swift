import Ledger
import Programme

@testable import Reports

/// Made-up regions, organisations, people and classes for the figures' tests.
enum Fixture {
    static let regions = Regions(names: [
        code(3171): "Jakarta Pusat", code(317_101): "Gambir", code(3_171_011_001): "Gambir",
        code(3_171_011_002): "Cideng", code(317_102): "Sawah Besar", code(3172): "Jakarta Utara",
        code(317_201): "Penjaringan",
    ])
    static let registry = Registry([
        Organisation(code: source("KP-021"), name: "Tangan Di Atas", kind: .penggerak),
        Organisation(code: source("PORTAL"), name: "okoce.me", kind: .portal),
    ])
    static let names = GroupNames(regions: regions, registry: registry)

    static func code(_ number: Int64) -> RegionCode { RegionCode(unchecked: number) }
    static func source(_ text: String) -> SourceCode { SourceCode(unchecked: text) }
    static func nik(_ serial: Int64) -> NIK { NIK(unchecked: 3_171_014_506_900_000 + serial) }

    static func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw Missing.value(text) }
        return day
    }

    static func place(_ number: Int64) throws -> Place {
        guard let place = Place(code(number)) else { throw Missing.value("\(number)") }
        return place
    }

    /// A held class of KP-021, unless said otherwise.
    static func held(
        _ id: Int64, place number: Int64 = 317_101, days: [String] = ["2017-11-04"],
        organiser: String = "KP-021", track: TrainingClass.Track = .komunitas,
        speakers: [String] = ["s1"], cost: Int64? = 1_000_000
    ) throws -> HeldClass {
        HeldClass(
            id: id, source: source(organiser),
            standing: TrainingClass(
                key: ClassKey(organiser: source(organiser), classID: LocalID(unchecked: "c\(id)")),
                track: track, skill: .soft, place: try place(number), status: .held,
                sessions: try days.map { .init(date: try day($0), hours: 6) },
                speakers: speakers.map {
                    .init(speakerID: LocalID(unchecked: $0), name: PersonName("Pembicara"))
                }, cost: cost.map { Rupiah($0) }))
    }

    enum Missing: Error {
        case value(String)
    }
}
