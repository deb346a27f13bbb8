import Testing

@testable import Programme

@Test func `a day survives a round trip through its text`() {
    for number in stride(from: Int32(-719_162), through: 2_932_896, by: 397) {
        let day = Day(number: number)
        #expect(Day(day.description) == day)
    }
}

@Test(arguments: ["2018-02-29", "1900-02-29", "2018-13-01", "2018-00-10", "2018-6-1", "20180601"])
func `a day that no calendar has is not a day`(_ text: String) {
    #expect(Day(text) == nil)
}

@Test func `the policy's days are the ones that the rulebook names`() {
    let rules = Rules(registry: Registry([]), regions: Regions(names: [:]))
    #expect(rules.asymmetricFrom == Day("2020-01-01"))
    #expect(rules.kelurahanRequiredFrom.description == "2018-06-11")
}

@Test func `texts with other offsets can name the same instant`() {
    #expect(Instant("2018-06-12T09:00:00+07:00") == Instant("2018-06-12T02:00:00Z"))
    #expect(Instant("2018-06-12T09:00:00.25+07:00")?.description == "2018-06-12T09:00:00.25+07:00")
}

@Test(arguments: [
    "2018-06-12T09:00:00", "2018-06-12 09:00:00Z", "2018-06-12T24:00:00Z", "2018-06-12T09:00:00.Z",
    "2018-06-12T09:00:00+7:00", "2018-06-31T09:00:00Z", "",
])
func `an instant without an offset or with an impossible part is none`(_ text: String) {
    #expect(Instant(text) == nil)
}

@Test func `an instant falls on the day that it is in Jakarta`() {
    #expect(Instant("2018-06-12T23:30:00Z")?.jakartaDay == Day("2018-06-13"))
    #expect(Instant("1969-12-31T16:59:59Z")?.jakartaDay == Day("1969-12-31"))
}
