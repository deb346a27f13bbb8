import Programme

@testable import JobFormat

/// Values at the edges of the rules.
enum Edges {
    /// No fraction finer than a double: `jsonschema` reads numbers into doubles, we do not.
    static let words = [
        "null", "true", "false", "0", "-0", "0.0", "1", "-1", "2", "24", "25", "24.0", "2.5e1",
        "0.5", "1.5", "1e0", "1e7", "1e-1", "10e-1", "17250000.0", "999999999999999", "1e15",
        "-1e15", "1000000000000000", "1000000000000001", "-1000000000000001", "1e16", "1e400",
    ]

    /// Texts at the edges of what a text, a reason or an identifier may be.
    static let edges =
        [
            "", " ", "\u{A0}\u{3000}", "\u{200B}", "a\u{7}", "a\u{85}", "a\u{2028}", "a\tb", "é",
            "x y", "\u{0}", "😀", "a/b", "-", ".", "_",
        ] + [13, 16, 64, 65, 200, 201, 500, 501].map { String(repeating: "7", count: $0) }
        + [200, 201, 500, 501].map { String(repeating: "é", count: $0) }
        + [100, 101].map { String(repeating: "e\u{301}", count: $0) }

    static let texts = edges + wireWords

    /// Words of the wire, where they belong and where not.
    private static let wireWords =
        JobSchema.allCases.map(\.rawValue) + FundingEvent.Kind.allCases.map(\.rawValue)
        + Stage.allCases.map(\.description) + EvidenceType.allCases.map(\.rawValue)
        + Evidence.Licence.Kind.allCases.map(\.rawValue) + Attendance.allCases.map(\.rawValue)
        + [
            "reach", "correct", "revoke", "decide", "override", "same_person", "not_the_same",
            "counts", "stands", "L", "P", "each", "all", "online", "offline", "p1", "Each",
        ]

    private static let days = [
        "2020-02-29", "2019-02-29", "1900-02-29", "2000-02-29", "2018-04-31", "2018-12-31",
        "2018-13-01", "2018-00-10", "2018-01-00", "0000-01-01", "0001-01-01", "9999-12-31",
        "0000-02-29", "0004-02-29", "2018-6-08", "20180608", "2018-W24-2", "2018-06-08T00:00:00Z",
        "２０１８-06-08", "2018/06/08", "2018-06-30", "2018-06-31",
    ]
    private static let instants = [
        "2018-06-12t09:00:00z", "2018-06-12T09:00:60Z", "2018-06-12T09:00:61Z",
        "2018-06-12T24:00:00Z", "2018-06-12T09:60:00Z", "2018-06-12 09:00:00Z",
        "2018-06-12T09:00:00", "2018-06-12T09:00Z", "2018-06-12T09:00:00+0700",
        "2018-06-12T09:00:00+24:00", "2018-06-12T09:00:00-23:59", "2018-06-12T09:00:00.Z",
        "2018-06-12T09:00:00.123456789123Z", "2019-02-29T09:00:00Z", "1679-10-12T23:59:59Z",
        "1679-10-13T00:00:00Z", "1679-12-01T00:00:00Z", "1680-01-01T00:00:00Z",
        "2259-12-31T00:00:00Z", "2260-03-21T00:00:00Z", "2260-03-22T00:00:00Z",
        "2260-02-29T00:00:00Z", "2261-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
    ]
    private static let regions = [
        "31", "31.71", "31.71.03", "31.71.03.1001", "31.00.01", "01.71.03", "31.71.03.0000",
        "31.71.03.0001", "3171031001", "31.71.3", "31.71.03.", "10.01.01", "99.99.99.9999",
        "31.71.03.1002", "31.71.00", "31.71.03.100",
    ]
    private static let niks = [
        "3171034506900000", "3171034506900001", "1111111111111111", "2222222222222222",
        "0000000000000000", "0000000101900001", "3171032902000001", "3171032902010001",
        "3171036902040001", "3171036902060001", "3171033006900001", "3171037006900001",
        "3171033106900001", "3171037105900001", "3171034006900001", "3171037206900001",
        "3171030006900001", "3171033202900001", "3171030113900001", "3171030100900001",
        "317103450690000", "31710345069000011", "３171034506900001", "3171033002900001",
    ]

    /// Texts of the kind that this text is.
    static func like(_ text: String) -> [String] {
        if Day(text) != nil { return days }
        if Instant(text) != nil { return instants }
        if text.utf8.count == 16, text.allSatisfy(\.isNumber) { return niks }
        if RegionCode(text) != nil { return regions }
        if text.utf8.count == 7, Day(text + "-01") != nil {
            return days.map { String($0.prefix(7)) }
        }
        return wireWords.contains(text) ? wireWords : edges
    }
}
