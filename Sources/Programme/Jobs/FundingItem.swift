/// An application is (lender, application_id).
package struct ApplicationKey: Hashable, Comparable, Sendable {
    package let lender: SourceCode
    package let applicationID: LocalID

    package init(lender: SourceCode, applicationID: LocalID) {
        self.lender = lender
        self.applicationID = applicationID
    }

    package static func < (left: ApplicationKey, right: ApplicationKey) -> Bool {
        (left.lender, left.applicationID) < (right.lender, right.applicationID)
    }
}

/// What a lender reports of an application, with what that event needs.
package enum FundingEvent: Hashable, Sendable {
    case submitted(Rupiah)
    case assessed
    case approved(Rupiah, tenorMonths: Int64, rateBasisPoints: Int64)
    case disbursed(Rupiah)
    /// Principal paid back.
    case repayment(Rupiah)
    case approvalUndone(reason: String)
    case disbursalUndone(reason: String)
    case rejected(reason: String)
    case withdrawn
    case repaid
    case writtenOff

    /// The kinds in the order in which events of one day are folded (the rulebook, "Application").
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case submitted
        case assessed
        case approved
        case disbursed
        case repayment
        case approvalUndone = "approval_undone"
        case disbursalUndone = "disbursal_undone"
        case rejected
        case withdrawn
        case repaid
        case writtenOff = "written_off"

        /// Place in that order, from 0.
        package var rank: Int {
            switch self {
            case .submitted: 0
            case .assessed: 1
            case .approved: 2
            case .disbursed: 3
            case .repayment: 4
            case .approvalUndone: 5
            case .disbursalUndone: 6
            case .rejected: 7
            case .withdrawn: 8
            case .repaid: 9
            case .writtenOff: 10
            }
        }
    }

    package var kind: Kind {
        switch self {
        case .submitted: .submitted
        case .assessed: .assessed
        case .approved: .approved
        case .disbursed: .disbursed
        case .repayment: .repayment
        case .approvalUndone: .approvalUndone
        case .disbursalUndone: .disbursalUndone
        case .rejected: .rejected
        case .withdrawn: .withdrawn
        case .repaid: .repaid
        case .writtenOff: .writtenOff
        }
    }

    /// The rupiah that it reports, nil where the event has none.
    package var amount: Rupiah? {
        switch self {
        case .submitted(let amount), .disbursed(let amount), .repayment(let amount),
            .approved(let amount, _, _):
            amount
        default: nil
        }
    }
}

/// One item of a funding application; its lender is the job's source.
package struct FundingItem: Hashable, Sendable {
    package let applicationID: LocalID
    package let nik: NIK
    package let product: LocalID
    package let occurredOn: Day
    package let event: FundingEvent

    package init(
        applicationID: LocalID, nik: NIK, product: LocalID, occurredOn: Day, event: FundingEvent
    ) {
        self.applicationID = applicationID
        self.nik = nik
        self.product = product
        self.occurredOn = occurredOn
        self.event = event
    }
}
