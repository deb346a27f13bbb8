/// Duplicate keys. Keys are compared as UTF-8 bytes after unescaping, never as Swift strings, to
/// which "é" and "e" with an accent are one.
extension JSONTape {
    /// The keys, in every object, that stand in it a second time.
    func duplicateKeys() -> [JSONFault] {
        var duplicates: [JSONFault] = []
        for object in nodes.indices where nodes[object].kind == .object {
            if nodes[object].length <= 24 {
                compareEachPair(in: object, &duplicates)
            } else {
                lookUpEach(in: object, &duplicates)
            }
        }
        return duplicates
    }

    /// For objects of the size people write: no memory, and most pairs differ in length.
    private func compareEachPair(in object: Int, _ duplicates: inout [JSONFault]) {
        let end = Int(nodes[object].next)
        var later = object + 1
        while later < end {
            var earlier = object + 1
            while earlier < later {
                if haveEqualText(earlier, later) {
                    duplicates.append(JSONFault(kind: .duplicateKey, node: later))
                    break
                }
                earlier = Int(nodes[earlier + 1].next)
            }
            later = Int(nodes[later + 1].next)
        }
    }

    private func haveEqualText(_ one: Int, _ other: Int) -> Bool {
        if nodes[one].isEscaped || nodes[other].isEscaped {
            return textBytes(one) == textBytes(other)
        }
        return nodes[one].length == nodes[other].length
            && rawBytes(one).elementsEqual(rawBytes(other))
    }

    /// For objects of any size: time grows with the number of keys, not with its square.
    private func lookUpEach(in object: Int, _ duplicates: inout [JSONFault]) {
        var seen: Set<ArraySlice<UInt8>> = []
        for member in members(of: object) where !seen.insert(textBytes(member.key)).inserted {
            duplicates.append(JSONFault(kind: .duplicateKey, node: member.key))
        }
    }
}
