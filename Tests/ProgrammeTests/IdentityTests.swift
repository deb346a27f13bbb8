import Testing

@testable import Programme

@Test(arguments: [
    ("317103450690000", NIK.NIKFault.notSixteen), ("3171034506900001x", .notSixteen),
    ("3171033113900001", .impossibleDate), ("3171033002900001", .impossibleDate),
    ("3171034506900000", .serialZero), ("3333333333333333", .oneDigit),
])
func `a number that breaks a rule is not a NIK`(_ text: String, _ fault: NIK.NIKFault) {
    #expect(NIK.read(text) == .failure(fault))
}

@Test func `a NIK tells region, sex and birth`() throws {
    let nik = try NIK.read("3171034506900001").get()
    #expect(nik.region == 317_103)
    #expect(nik.isFemale)
    #expect(nik.birthDay(asOf: try #require(Day("2018-06-08"))) == Day("1990-06-05"))
    #expect("\(nik)" == "317103******0001")
    #expect(String(reflecting: nik) == "317103******0001")
}

@Test func `two digits of a year mean the latest birth that is seventeen years ago`() throws {
    let nik = try NIK.read("3171030506010001").get()
    #expect(nik.birthDay(asOf: try #require(Day("2018-06-04"))) == Day("1901-06-05"))
    #expect(nik.birthDay(asOf: try #require(Day("2018-06-05"))) == Day("2001-06-05"))
}

@Test func `29 February is a birthday in some century`() throws {
    let nik = try NIK.read("3171032902000001").get()
    #expect(nik.birthDay(inCentury: 1900) == nil)
    #expect(nik.birthDay(inCentury: 2000) != nil)
}

@Test(arguments: ["31", "31.71", "31.71.01", "31.71.01.1001", "52.01.10.2005"])
func `a region code survives a round trip`(_ text: String) {
    #expect(RegionCode(text)?.description == text)
}

@Test(arguments: ["", "3", "3171", "31.7", "31.71.1", "31.71.01.100", "00.71", "01.71", "31.00"])
func `a malformed region code is none`(_ text: String) {
    #expect(RegionCode(text) == nil)
}

@Test func `a kelurahan lies in its kecamatan, its kota and DKI`() throws {
    let code = try #require(RegionCode("31.75.06.1001"))
    #expect(code.level == .kelurahan)
    #expect(code.kecamatan == RegionCode("31.75.06"))
    #expect(code.kota == RegionCode("31.75"))
    #expect(code.within(.province) == RegionCode("31"))
    #expect(code.isInDKI)
    #expect(RegionCode("32.75")?.within(.kecamatan) == nil)
}

@Test func `names compare without regard to case and spaces`() {
    #expect(PersonName(" Siti  aminah").matches(PersonName("SITI Aminah")))
    #expect(!PersonName("M Ali").matches(PersonName("Moh Ali")))
    #expect("\(PersonName("Siti"))" == "(name)")
}

@Suite struct NIKSearchTests {
    private func found(in text: String) -> [Int64] {
        var numbers: [Int64] = []
        NIKSearch.each(in: Array(text.utf8)) { number, _ in numbers.append(number) }
        return numbers
    }

    @Test(arguments: [
        "3171034506900001", "31.71.03.450690.0001", "nik=3171034506900001;", "3171-0345-0690-0001",
        "99993171034506900001",
    ])
    func `sixteen digits that may be somebody's are found, however they are written`(text: String) {
        #expect(found(in: text).contains(3_171_034_506_900_001))
    }

    @Test(arguments: [
        "3171034513900001", "3171033206900001", "3171034006900001", "3171034506900000",
        "317103450690000", "31..71034506900001",
    ])
    func `a month, a day or a serial that nobody has, and fewer digits, are none`(text: String) {
        #expect(found(in: text).isEmpty)
    }
}
