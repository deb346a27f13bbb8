/// One item of a stage update.
package struct StageItem: Hashable, Sendable {
    package let nik: NIK
    /// The day it occurred. A revoke may leave it out: then the Jakarta day of `submitted_at`.
    package let occurredOn: Day?
    package let action: Action

    /// What the item reports.
    package enum Action: Hashable, Sendable {
        /// `reach` P1.
        case register(Registration)
        /// `reach` P3 to P6.
        case reach(Evidence)
        /// `reach` P2: names the class; never the step itself.
        case claimTraining(LocalID, organiser: SourceCode?)
        /// `reach` P7: always refused, for only a lender's disbursement reaches it.
        case claimFunding
        case correct(Correction)
        case revoke(Revocation)
    }

    package init(nik: NIK, occurredOn: Day?, action: Action) {
        self.nik = nik
        self.occurredOn = occurredOn
        self.action = action
    }
}

/// What P1 tells of a member.
package struct Registration: Hashable, Sendable {
    package let name: PersonName
    package let place: Place
    /// The community chosen to coach.
    package let penggerak: SourceCode
    package let consent: Consent
    package let sex: Sex?
    package let birthDate: Day?
    package let business: Business?

    package init(
        name: PersonName, place: Place, penggerak: SourceCode, consent: Consent, sex: Sex? = nil,
        birthDate: Day? = nil, business: Business? = nil
    ) {
        self.name = name
        self.place = place
        self.penggerak = penggerak
        self.consent = consent
        self.sex = sex
        self.birthDate = birthDate
        self.business = business
    }
}

/// Where a member or a class is: a kelurahan, or only a kecamatan.
package struct Place: Hashable, Sendable {
    /// A kelurahan's or a kecamatan's code; which, its level tells.
    package let code: RegionCode

    /// Nil unless the code is a kecamatan's or a kelurahan's.
    package init?(_ code: RegionCode) {
        guard code.level >= .kecamatan else { return nil }
        self.code = code
    }

    package var kelurahan: RegionCode? { code.level == .kelurahan ? code : nil }
    package var kecamatan: RegionCode { code.kecamatan ?? code }
}

/// When the member agreed to what with their data.
package struct Consent: Hashable, Sendable {
    package let givenOn: Day
    /// The notice that was shown: a text of 1 to 200 characters, its version say.
    package let notice: String

    package init(givenOn: Day, notice: String) {
        self.givenOn = givenOn
        self.notice = notice
    }
}

/// `L` (*laki-laki*) or `P` (*perempuan*), as on the KTP.
package enum Sex: String, Hashable, Sendable {
    case male = "L"
    case female = "P"
}

/// A member's business.
package struct Business: Hashable, Sendable {
    package let name: String
    package let sector: String

    package init(name: String, sector: String) {
        self.name = name
        self.sector = sector
    }
}

/// What makes P3 to P6 a fact.
package enum Evidence: Hashable, Sendable {
    /// P3, with the mentor's name or number.
    case mentoring(mentor: String)
    /// P4.
    case licence(Licence)
    /// P5.
    case marketing(Channel, name: String)
    /// P6.
    case accounts(Accounts)

    /// The step that it is evidence of.
    package var stage: Stage {
        switch self {
        case .mentoring: .mentoring
        case .licence: .licensing
        case .marketing: .marketing
        case .accounts: .accounts
        }
    }

    package enum Channel: String, Hashable, Sendable {
        case online
        case offline
    }

    package struct Licence: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case iumk = "IUMK"
            case sku = "SKU"
            case pirt = "PIRT"
            case nib = "NIB"
            case other
        }

        package let kind: Kind
        /// NIB: 13 digits. Others: free text up to 64 characters.
        package let number: String
        package let issuedOn: Day

        package init(kind: Kind, number: String, issuedOn: Day) {
            self.kind = kind
            self.number = number
            self.issuedOn = issuedOn
        }
    }

    package struct Accounts: Hashable, Sendable {
        /// The first day of the month accounted for; `YYYY-MM` on the wire.
        package let period: Day
        package let revenue: Rupiah
        package let expenses: Rupiah
        /// People at work in the business, its owner included.
        package let workers: Int64?
        package var profit: Rupiah { revenue - expenses }

        package init(period: Day, revenue: Rupiah, expenses: Rupiah, workers: Int64? = nil) {
            self.period = period
            self.revenue = revenue
            self.expenses = expenses
            self.workers = workers
        }
    }
}

/// New details of a member from a day on, over whatever the P1 says. At least one is there.
package struct Correction: Hashable, Sendable {
    package let place: Place?
    package let penggerak: SourceCode?
    package let name: PersonName?
    package let business: Business?
    package let reason: String

    package init(
        place: Place?, penggerak: SourceCode?, name: PersonName?, business: Business?,
        reason: String
    ) {
        self.place = place
        self.penggerak = penggerak
        self.name = name
        self.business = business
        self.reason = reason
    }
}

/// Takes back an item that its source sent before, of any kind of file.
package struct Revocation: Hashable, Sendable {
    package let jobID: JobID
    package let itemID: ItemID
    package let reason: String

    package init(jobID: JobID, itemID: ItemID, reason: String) {
        self.jobID = jobID
        self.itemID = itemID
        self.reason = reason
    }
}
