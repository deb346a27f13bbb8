extension Rules {
    /// Everything of these rules that a fold looks at, as a text: two rules with the same text
    /// judge the same facts the same.
    ///
    /// A ledger notes under which text its verdicts were folded, and folds anew when it is given
    /// rules with another: a registry or a date that was changed must not leave some facts judged
    /// by the old one. Names of organisations are not in it, nor what only the intake check asks.
    package var foldingText: String {
        var lines = [
            "folds \(Fold.edition)",
            "asymmetric from \(asymmetricFrom.map { "\($0)" } ?? "never")",
        ]
        lines += registry.all.map(\.foldingText)
        lines += products.map(\.foldingText).sorted()
        return lines.joined(separator: "\n")
    }
}

extension Fold {
    /// Raised when a change of the folds changes what facts recorded before add up to.
    static let edition = 1
}

extension Organisation {
    fileprivate var foldingText: String {
        let steps = steps.sorted().map(\.description).joined(separator: ",")
        let scope = scope.map { $0.sorted().map(\.description).joined(separator: ",") } ?? "all"
        return "\(code) \(kind.rawValue) \(steps) \(scope) \(days(activeFrom, activeUntil))"
    }
}

extension Product {
    fileprivate var foldingText: String {
        let needs = needs.sorted().map(\.description).joined(separator: ",")
        return "\(lender) \(code) \(ceiling.amount) \(needs) \(days(from, until))"
    }
}

private func days(_ from: Day?, _ until: Day?) -> String {
    "\(from.map { "\($0)" } ?? "")..\(until.map { "\($0)" } ?? "")"
}
