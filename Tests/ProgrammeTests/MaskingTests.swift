import Testing

@testable import Programme

@Test func `a NIK in a text that a sender chose is masked`() {
    #expect(Masking.maskingPeople(in: "p1-3171034506900001.json") == "p1-317103******0001.json")
    #expect(Masking.maskingPeople(in: "3171034506900001") == "317103******0001")
}

@Test(arguments: ["p-20180612090000123.json", "31710345069000012.json", "x.json", ""])
func `other digits stay as they are`(_ text: String) {
    #expect(Masking.maskingPeople(in: text) == text)
}
