import Testing

@Test func `a sentence is a test name`() {
    #expect(Bool(true))
}
