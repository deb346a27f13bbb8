import Programme

/// Members by the names of ``WireName``; values as they stand on the wire.
extension JSONWriter {
    mutating func member(_ name: WireName, _ value: String) {
        member(name.rawValue, value)
    }

    mutating func member(_ name: WireName, _ value: Int64) {
        member(name.rawValue, value)
    }

    mutating func member(_ name: WireName, _ value: Rupiah) {
        member(name.rawValue, value.amount)
    }

    mutating func member(_ name: WireName, _ value: some Identifier) {
        member(name.rawValue, value.text)
    }

    mutating func member(_ name: WireName, _ value: Day) {
        member(name.rawValue, value.description)
    }

    mutating func member(_ name: WireName, _ value: Instant) {
        member(name.rawValue, value.description)
    }

    mutating func object(_ name: WireName, _ members: (inout JSONWriter) -> Void) {
        object(name.rawValue, members)
    }

    mutating func array<Element>(
        _ name: WireName, of elements: some Sequence<Element>,
        _ members: (inout JSONWriter, Element) -> Void
    ) {
        array(name.rawValue) { json in
            for element in elements {
                json.object { json in members(&json, element) }
            }
        }
    }
}
