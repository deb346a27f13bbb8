/// Every complaint that can be made, by its stable code.
///
/// E1xx envelope and JSON, E2xx identity, E3xx place, E4xx authority and affiliation, E5xx stages,
/// E6xx classes, E7xx funding (dates take their file's family); W the same for warnings, R for
/// remarks. A code, once published, keeps its meaning; `ComplaintCatalogue` says when each is
/// made and how to mend it.
package enum ComplaintCode: String, Hashable, Sendable, CaseIterable {
    // MARK: Envelope and JSON
    case notJSON = "E101"
    case duplicateKey = "E102"
    case limitPassed = "E103"
    case notUnicode = "E104"
    case notAnObject = "E105"
    case notARegularFile = "E106"
    case notReadable = "E107"
    case killsTheProgram = "E108"
    case fieldMissing = "E110"
    case fieldUnknown = "E111"
    case wrongType = "E112"
    case notAllowedValue = "E113"
    case identifierMalformed = "E114"
    case numberOutOfRange = "E115"
    case schemaUnknown = "E116"
    case textMalformed = "E117"
    case instantMalformed = "E118"
    case submittedInFuture = "E119"
    case itemIDRepeated = "E120"
    case noItems = "E121"
    case controlItemsMismatch = "E122"
    case controlAmountMismatch = "E123"
    case controlAmountNotAllowed = "E124"
    case otherItemRefused = "E125"
    case jobIDConflict = "E126"
    case operatorNoteMissing = "E127"
    case operatorNoteNotAllowed = "E128"
    case moreComplaints = "E129"
    case askedInFuture = "E130"

    // MARK: Identity
    case nikNotSixteenDigits = "E201"
    case nikImpossibleDate = "E202"
    case nikSerialZero = "E203"
    case nikOneDigit = "E204"
    case personErased = "E205"
    case nikRegionUnknown = "W201"
    case nikIssuedOutsideDKI = "W202"
    case birthDateDiffersFromNIK = "W203"
    case sexDiffersFromNIK = "W204"
    case underSeventeen = "W205"

    // MARK: Place
    case placeMalformed = "E301"
    case placeUnknown = "E302"
    case placeWrongLevel = "E303"
    case kelurahanRequired = "E304"
    case placesDisagree = "E305"
    case placeMissing = "E306"
    case placeOutsideDKI = "W301"

    // MARK: Authority and affiliation
    case wrongOwner = "E401"
    case sourceNotOfDropBox = "E402"
    case sourceNotRegistered = "E403"
    case sourceNotActive = "E404"
    case stepNotForSource = "E405"
    case schemaNotForSource = "E406"
    case outsideScope = "E407"
    case penggerakNotRegistered = "E408"
    case penggerakNotActive = "E409"
    case penggerakNotItself = "E410"
    case organiserNotRegistered = "E411"
    case organiserNotActive = "E412"
    case classNotForSource = "E413"
    case actionNotForSource = "E414"
    case boxNotRegistered = "E415"
    case operatorsBoxStaysOpen = "E416"

    // MARK: Stages
    case stageDateMalformed = "E501"
    case stageDateInFuture = "E502"
    case evidenceOfOtherStep = "E503"
    case fundingStepByLenderOnly = "E504"
    case profitNotRevenueLessExpenses = "E505"
    case periodMalformed = "E506"
    case licenceNumberMalformed = "E507"
    case correctionEmpty = "E508"
    case licenceIssuedLater = "E509"
    case registrationDiffers = "R501"
    case occurredBeforeNeededStep = "R502"

    // MARK: Classes
    case classDateMalformed = "E601"
    case classDateInFuture = "E602"
    case sessionsMissing = "E603"
    case personRepeated = "E604"
    case speakerRepeated = "E605"
    case classRefused = "E606"
    case moreThanCapacity = "W601"

    // MARK: Funding
    case fundingDateMalformed = "E701"
    case fundingDateInFuture = "E702"
    case fundingFieldMissing = "E703"
    case fundingFieldNotOfEvent = "E704"
    case aboveCeiling = "W701"
    case productUnknown = "W702"
    case productNotOnOffer = "W703"
    case eventsImplied = "R701"
    case repaidSumDiffers = "R702"
    case productStepsMissing = "R703"

    /// Given by the code's letter.
    package var severity: Severity {
        switch rawValue.utf8.first {
        case UInt8(ascii: "W"): .warning
        case UInt8(ascii: "R"): .remark
        default: .error
        }
    }
}
