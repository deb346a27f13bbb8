/// *Nomor Induk Kependudukan*, the 16 digits that the state gives to a person.
///
/// Region of first registration (6 digits, never changes), date of birth as DDMMYY (day + 40 for
/// women), serial from 0001. A value of this type has passed the rules that refuse one; what only
/// warns is asked of the value. Printed it is masked: see ``masked`` and ``digits``.
package struct NIK: Hashable, Comparable, Sendable {
    /// All 16 digits as a number; a NIK never begins with 0 (regions begin at 11).
    package let number: Int64

    /// For numbers that were checked before, as when they come back from the ledger.
    package init(unchecked number: Int64) {
        self.number = number
    }

    /// Reads a NIK, or says which rule refuses it: ``ComplaintCode/nikNotSixteenDigits``,
    /// `nikOneDigit`, `nikSerialZero` or `nikImpossibleDate`.
    package static func read(_ text: String) -> Result<NIK, NIKFault> {
        let bytes = Array(text.utf8)
        if bytes.first == UInt8(ascii: "x"), bytes == erased { return .failure(.erased) }
        guard bytes.count == 16, let value = decimal(bytes) else { return .failure(.notSixteen) }
        guard bytes.contains(where: { $0 != bytes[0] }) else { return .failure(.oneDigit) }
        guard value % 10_000 != 0 else { return .failure(.serialZero) }
        let nik = NIK(unchecked: Int64(value))
        // A date that no century has; 29 February needs only some leap year with these two digits.
        guard [1900, 2000].contains(where: { nik.birthDay(inCentury: $0) != nil }) else {
            return .failure(.impossibleDate)
        }
        return .success(nik)
    }

    /// What stands in a stored document where a NIK stood before the person was erased.
    package static let erased = [UInt8](repeating: UInt8(ascii: "x"), count: 16)

    /// Why a text is not a NIK.
    package enum NIKFault: Error, Hashable, Sendable {
        case notSixteen
        case oneDigit
        case serialZero
        case impossibleDate
        case erased

        /// The complaint that says it.
        package var code: ComplaintCode {
            switch self {
            case .notSixteen: .nikNotSixteenDigits
            case .oneDigit: .nikOneDigit
            case .serialZero: .nikSerialZero
            case .impossibleDate: .nikImpossibleDate
            case .erased: .personErased
            }
        }
    }

    /// The first six digits: where the person was first registered, province, kota, kecamatan.
    package var region: Int { Int(number / 10_000_000_000) }

    /// The first two digits, the province: 31 is DKI Jakarta.
    package var province: Int { region / 10_000 }

    /// Whether the day of birth is coded for a woman (day + 40).
    package var isFemale: Bool { codedDay > 40 }

    private var codedDay: Int { Int(number / 100_000_000 % 100) }

    /// Day of birth if it was in the century that begins with this year, nil if it has no such day.
    package func birthDay(inCentury century: Int) -> Day? {
        let day = codedDay > 40 ? codedDay - 40 : codedDay
        return Day(
            year: century + Int(number / 10_000 % 100), month: Int(number / 1_000_000 % 100),
            day: day)
    }

    /// Day of birth: the latest date with these digits that gives an age of 17 or more on `day`.
    ///
    /// The rulebook, "Two-digit year". Nil only if neither century has the date early enough.
    package func birthDay(asOf day: Day) -> Day? {
        [2000, 1900].lazy.compactMap { birthDay(inCentury: $0) }.first {
            NIK.age(bornOn: $0, on: day) >= 17
        }
    }

    /// Full years of age on a day.
    package static func age(bornOn birth: Day, on day: Day) -> Int {
        let (from, to) = (birth.civil, day.civil)
        let hadBirthday = (to.month, to.day) >= (from.month, from.day)
        return to.year - from.year - (hadBirthday ? 0 : 1)
    }

    /// In the place of a person who was erased: tells nothing, and can be nobody's, as the region
    /// begins with 0 and the day of birth is 0.
    ///
    /// - Parameter number: anything at random.
    package static func tombstone(_ number: UInt64) -> NIK {
        let (place, date, serial) = (
            number % 10_000, number / 10_000 % 10_000, number / 100_000_000 % 9_999 + 1
        )
        return NIK(unchecked: Int64(place * 10_000_000_000 + date * 10_000 + serial))
    }

    /// Whether it stands for somebody who was erased.
    package var isTombstone: Bool { number < 1_000_000_000_000_000 }

    /// All 16 digits. Only for the ledger, the wire and who asked with a reason, on record.
    package var digits: String { padded(Int(number), 16) }

    /// How a NIK appears everywhere outside the ledger: `317103******0001`.
    package var masked: String {
        let digits = digits
        return digits.prefix(6) + "******" + digits.suffix(4)
    }

    package static func < (left: NIK, right: NIK) -> Bool {
        left.number < right.number
    }
}

extension NIK: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { masked }
    package var debugDescription: String { masked }
    /// Masked too, so that neither `dump` nor a failed expectation shows the number.
    package var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
