import Programme
import Testing

@testable import JobFormat

@Suite struct ReceiptSchemaTests {
    @Test func `every receipt that can be written is valid under its schema`() throws {
        var random = RandomReceipts(seed: 20_180_110)
        let receipts = (0..<800).map { _ in line(random.next()) }
        let objections = try SchemaJudge.objections(to: receipts.map { "receipt " + $0 })
        for (receipt, objection) in zip(receipts, objections) where objection != nil {
            Issue.record("\(objection ?? ""): \(receipt)")
        }
    }

    @Test func `a receipt with a field too many or too few is not valid under its schema`() throws {
        var random = RandomReceipts(seed: 20_180_122)
        var broken: [String] = []
        for _ in 0..<40 {
            let receipt = WireValue(try read(line(random.next())))
            for place in 0..<receipt.count {
                let less = receipt.without(
                    place, but: ["class", "waits_for", "held_since", "overdue_after_days"])
                let more = receipt.changing(place) { $0.adding("extra", .word("1")) }
                broken += [less, more].compactMap { $0?.text }.filter { $0 != receipt.text }
            }
        }
        let objections = try SchemaJudge.objections(to: broken.map { "receipt " + $0 })
        for (receipt, objection) in zip(broken, objections) where objection == nil {
            Issue.record("accepted: \(receipt)")
        }
        #expect(broken.count > 1_000)
    }

    private func line(_ receipt: ReceiptDocument) -> String {
        var json = JSONWriter()
        json.object { receipt.write(&$0) }
        return json.text
    }
}

extension WireValue {
    /// The same without the field at a place, unless it has one of these names.
    fileprivate func without(_ place: Int, but names: Set<String>) -> WireValue? {
        guard place > 0 else { return nil }
        var place = place - 1
        switch self {
        case .word, .string: return nil
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if place > 0, place < element.count {
                    var changed = elements
                    changed[index] = element.without(place, but: names) ?? element
                    return .array(changed)
                }
                place -= element.count
            }
        case .object(let members):
            for (index, member) in members.enumerated() {
                var changed = members
                if place == 0, !names.contains(member.key) {
                    changed.remove(at: index)
                    return .object(changed)
                }
                if place > 0, place < member.value.count {
                    changed[index].value = member.value.without(place, but: names) ?? member.value
                    return .object(changed)
                }
                place -= member.value.count
            }
        }
        return nil
    }
}

/// Receipts drawn by a seed: every outcome, verdict and code, every field there and not there.
private struct RandomReceipts {
    private var random: RandomJobs

    init(seed: UInt64) {
        random = RandomJobs(seed: seed)
    }

    mutating func next() -> ReceiptDocument {
        let outcome = any(of: JobOutcome.allCases)
        let days = outcome.usesUpID ? random.sometimes(1 + random.number(3_650)) : nil
        return ReceiptDocument(
            fileName: (0...random.number(40)).map { _ in UInt8(1 + random.number(255)) },
            source: random.id(SourceCode.self), jobID: random.sometimes(random.id(JobID.self)),
            schema: random.sometimes(any(of: JobSchema.allCases)),
            attempt: Int64(1 + random.number(1_000_000)), receivedAt: random.instant(),
            sha256: random.sometimes(
                String((0..<64).map { _ in any(of: Array("0123456789abcdef")) })),
            outcome: outcome, deferredUntil: outcome == .deferred ? random.instant() : nil,
            complaints: complaints(),
            classHeader: random.sometimes(part(isOverdue: days != nil)),
            items: (0..<random.number(5)).map { _ in part(isOverdue: days != nil) },
            overdueAfterDays: days)
    }

    private mutating func part(isOverdue: Bool) -> ReceiptDocument.Part {
        let outcome = any(of: [ItemOutcome.recorded, .refused, .valid])
        let judgement = outcome == .recorded ? judgement() : nil
        return ReceiptDocument.Part(
            itemID: random.sometimes(random.id(ItemID.self)), outcome: outcome,
            judgement: judgement, complaints: complaints(),
            heldSince: isOverdue && judgement?.verdict == .held ? random.instant() : nil)
    }

    private mutating func judgement() -> Judgement {
        let verdict = any(of: Verdict.allCases)
        let waits = verdict == .held || verdict == .contradicted
        return Judgement(verdict, waitsFor: waits ? waitsFor() : nil)
    }

    private mutating func waitsFor() -> WaitsFor {
        let classKey = ClassKey(
            organiser: random.id(SourceCode.self), classID: random.id(LocalID.self))
        let application = ApplicationKey(
            lender: random.id(SourceCode.self), applicationID: random.id(LocalID.self))
        let fact = FactReference(
            source: random.id(SourceCode.self), jobID: random.id(JobID.self),
            itemID: random.id(ItemID.self))
        return any(of: [
            .registration, .step(any(of: Stage.allCases)), .classHeader(classKey),
            .classHeld(classKey), .attendance(classKey), .disbursal(application),
            .event(application, any(of: FundingEvent.Kind.allCases)), .fact(fact), .decision,
            .revoke(by: random.id(SourceCode.self)),
        ])
    }

    private mutating func complaints() -> [Complaint] {
        (0..<random.number(3)).map { _ in
            let pointer = JSONPointer.root.appending("items").appending(random.number(5_000))
                .appending(random.words())
            return Complaint(
                any(of: ComplaintCode.allCases), at: random.sometimes(pointer.text) ?? "",
                itemID: random.sometimes(random.id(ItemID.self)), message: random.words(),
                location: random.sometimes(
                    .init(line: 1 + random.number(99), column: 1 + random.number(99))))
        }
    }

    private mutating func any<Value>(of values: [Value]) -> Value {
        values[random.number(values.count)]
    }
}
