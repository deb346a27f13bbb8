/// A queue: first in, first out, with a way to put back in front what was taken too early.
struct Line<Element> {
    /// Those that were taken leave nil behind: what they hold, a whole job's memory perhaps, must not
    /// wait for the line to be tidied.
    private var elements: [Element?] = []
    /// Elements before it were taken.
    private var head = 0

    init() {}

    init(_ elements: [Element]) {
        self.elements = elements
    }

    var count: Int { elements.count - head }
    var isEmpty: Bool { head == elements.count }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func append(contentsOf more: [Element]) {
        for element in more { elements.append(element) }
    }

    mutating func putBack(_ element: Element) {
        if head > 0 {
            head -= 1
            elements[head] = element
        } else {
            elements.insert(element, at: 0)
        }
    }

    var first: Element? { head < elements.count ? elements[head] : nil }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        let element = elements[head].take()
        head += 1
        tidy()
        return element
    }

    /// Up to `limit` elements from the front.
    mutating func take(_ limit: Int) -> [Element] {
        let end = head + min(count, limit)
        var taken: [Element] = []
        taken.reserveCapacity(end - head)
        for index in head..<end {
            if let element = elements[index].take() { taken.append(element) }
        }
        head = end
        tidy()
        return taken
    }

    /// Taken elements' places go once they are the larger half: each is moved once on average.
    private mutating func tidy() {
        guard head >= 64, head * 2 >= elements.count else { return }
        elements.removeFirst(head)
        head = 0
    }

    mutating func remove(where isUnwanted: (Element) -> Bool) {
        elements = elements[head...].filter { $0.map { !isUnwanted($0) } ?? false }
        head = 0
    }

    mutating func removeAll() {
        elements.removeAll()
        head = 0
    }
}

extension Line: Sendable where Element: Sendable {}
