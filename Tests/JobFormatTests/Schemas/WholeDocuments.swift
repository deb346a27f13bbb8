import Programme

@testable import JobFormat

/// A good document of one item for each form that an item has, with every field that it may have.
enum WholeDocuments {
    /// The first of each kind of file has every field of the envelope, the others what they must.
    static func all() throws -> [WireValue] {
        let texts =
            documents(.stageUpdate, stageUpdates.map { common + $0 })
            + documents(.trainingRoster, [#""nik":"3171034506900001","attendance":"attended""#])
            + documents(.fundingApplication, events.map { application + $0 })
            + documents(.operatorCommand, commands.map { fact + $0 } + acts)
        return try texts.map { WireValue(try read($0)) }
    }

    private static func documents(_ schema: JobSchema, _ items: [String]) -> [String] {
        let amount = schema == .fundingApplication ? #","amount_total":-5"# : ""
        let note = #""operator":"rina","reason":"sent anew","#
        let whole =
            #""mode":"each","validate_only":true,"not_before":"2018-06-13T09:00:00Z","#
            + #""control":{"items":1\#(amount)},"# + note
        return items.enumerated().map { position, item in
            #"{"schema":"\#(schema.rawValue)","job_id":"j-1","source":"KP-021","#
                + #""submitted_at":"2018-06-12T09:00:00+07:00","#
                + (position == 0 ? whole : schema == .operatorCommand ? note : "")
                + (schema == .trainingRoster ? trainingClass : "")
                + #""items":[{"item_id":"1",\#(item)}]}"#
        }
    }

    private static let common = #""nik":"3171034506900001","occurred_on":"2018-06-08","#

    private static let person =
        #""name":"Siti","penggerak":"KP-021","business":{"name":"Warung","sector":"kuliner"}"#

    private static let registration =
        #""action":"reach","stage":"P1","consent":{"given_on":"2018-06-08","notice":"v1"},"#
        + #""sex":"P","birth_date":"1990-06-05","# + person

    private static let stageUpdates =
        [
            registration + #","kelurahan":"31.71.03.1001","kecamatan":"31.71.03""#,
            registration + #","kelurahan":"31.71.03.1001""#,
            registration + #","kecamatan":"31.71.03""#,
            #""action":"correct","reason":"moved","kelurahan":"31.71.03.1001","# + person,
            #""action":"revoke","reason":"twice","corrects":{"job_id":"j","item_id":"i"}"#,
        ]
        + [#""kelurahan":"31.71.03.1001""#, #""kecamatan":"31.71.03""#, #""penggerak":"KP-021""#]
        .map { #""action":"correct","reason":"moved","# + $0 }
        + [
            ("P2", #""type":"training","class_id":"C-1","organiser":"KP-021""#),
            ("P3", #""type":"mentoring","mentor":"M-19""#),
            (
                "P4",
                #""type":"licence","licence":"IUMK","number":"31/2018","issued_on":"2018-06-07""#
            ),
            (
                "P4",
                #""type":"licence","licence":"NIB","number":"8120001234567","issued_on":"2018-06-07""#
            ),
            ("P5", #""type":"marketing","channel":"online","name":"a marketplace""#),
            (
                "P6",
                #""type":"accounts","period":"2018-05","revenue":3,"expenses":5,"profit":-2,"workers":2"#
            ),
        ].map { #""action":"reach","stage":"\#($0.0)","evidence":{\#($0.1)}"# }

    private static let trainingClass =
        #""class":{"class_id":"C-1","organiser":"KP-021","track":"komunitas","skill":"soft","#
        + #""kecamatan":"31.71.03","kelurahan":"31.71.03.1001","status":"held","#
        + #""sessions":[{"date":"2018-06-09","hours":6}],"#
        + #""speakers":[{"speaker_id":"s1","name":"Budi"}],"capacity":50,"cost":17250000},"#

    private static let application =
        #""application_id":"L-551","nik":"3171034506900001","product":"MONAS_PEMULA","#
        + #""occurred_on":"2018-06-11","#

    private static let events =
        [
            #""event":"approved","amount":10000000,"tenor_months":18,"rate_bp":700"#,
            #""event":"assessed""#,
        ]
        + ["submitted", "disbursed", "repayment"].map { #""event":"\#($0)","amount":10000000"# }
        + ["rejected", "approval_undone"].map { #""event":"\#($0)","reason":"papers""# }

    private static let fact = #""fact":{"source":"PORTAL","job_id":"p-1","item_id":"x"},"#

    private static let commands = [
        #""command":"decide","ruling":"same_person""#, #""command":"override","ruling":"counts""#,
        #""command":"hold","ruling":"released""#,
    ]

    private static let aboutPerson = #""command":"person","nik":"3171034506900001","#

    private static let acts = [
        #""command":"pause","source":"KP-021""#, #""command":"resume","source":"KP-021""#,
        #""command":"retry","attempt":4711"#,
        aboutPerson + #""act":"request","wish":"erase","asked_at":"2018-06-12T09:00:00+07:00""#,
        aboutPerson + #""act":"answer","wish":"correct""#, aboutPerson + #""act":"export""#,
        aboutPerson + #""act":"restrict""#, aboutPerson + #""act":"lift""#,
        aboutPerson + #""act":"erase""#,
        #""command":"reveal","view":"member","nik":"3171034506900001""#,
        #""command":"reveal","view":"jobs","attempt":4711"#,
    ]
}

extension WireValue {
    /// This document with each single change that a rule may forbid, at each of its places; those
    /// of an envelope that is not whole are left to another document.
    var changedEverywhere: [WireValue] {
        (hasWholeEnvelope ? 0..<count : count - itemsCount..<count).flatMap {
            place -> [WireValue] in
            var changes: [WireValue] = []
            _ = changing(place) { value in
                changes = value.changes
                return value
            }
            let removed = place > 0 ? [changing(place) { _ in nil }] : []
            return (removed + changes.map { change in changing(place) { _ in change } })
                .compactMap { $0 }
        }
    }

    private var hasWholeEnvelope: Bool {
        guard case .object(let members) = self else { return false }
        return members.contains { $0.key == "mode" }
    }

    /// How many values are in `items`, which stands last.
    private var itemsCount: Int {
        guard case .object(let members) = self else { return 0 }
        return members.last?.value.count ?? 0
    }

    /// Other types, and other values at the edges of what this one may be.
    private var changes: [WireValue] {
        let types: [WireValue] = [.word("null"), .word("7"), .string("7"), .array([]), .object([])]
        switch self {
        case .word: return types + Edges.words.map { .word($0) }
        case .string(let text):
            return types + (Edges.like(text) + [text + "\n"]).map { .string($0) }
        case .array(let elements): return types + [.array(elements + elements)]
        case .object: return types + [adding("extra", .word("1"))]
        }
    }
}
