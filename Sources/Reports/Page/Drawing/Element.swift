import Mustache

/// An element of a drawing. The template `element` writes it, and escapes all that is in it.
struct Element {
    /// A name and a value.
    struct Attribute: MustacheParent {
        let name: String
        let value: String

        func child(named key: String) -> Any? { key == "name" ? name : value }
    }

    let tag: String
    var attributes: [Attribute]
    var text: String
    var children: [Element]

    init(
        _ tag: String, _ attributes: KeyValuePairs<String, String> = [:], text: String = "",
        children: [Element] = []
    ) {
        self.tag = tag
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        self.text = text
        self.children = children
    }
}

extension Element: MustacheParent {
    func child(named key: String) -> Any? {
        switch key {
        case "tag": tag
        case "attributes": attributes
        case "text": text
        case "children": children
        default: nil
        }
    }
}
