import Programme

/// `products.yaml`: what the lenders offer, between which days.
enum ProductsFile {
    static let topKeys = ["products"]
    private static let keys = [
        "lender", "code", "name", "ceiling", "rate_bp", "tenor_months", "needs", "from", "until",
    ]

    /// The products. Sources are nil if they could not be read; then lenders are not looked up.
    static func read(_ root: YAMLSection, sources: [SourceSettings]?) -> [Product] {
        var offers: [(product: Product, line: Int)] = []
        for section in root.sections("products", keys: keys) {
            guard let (product, line) = product(section, sources) else { continue }
            if let other = offers.first(where: { overlap($0.product, product) }) {
                section.fault(
                    at: line, "\(product.lender) has \(product.code) at line \(other.line) already",
                    mend: "Give it another code, or days that do not overlap")
            }
            offers.append((product, line))
        }
        return offers.map(\.product)
    }

    private static func product(
        _ section: YAMLSection, _ sources: [SourceSettings]?
    ) -> (Product, line: Int)? {
        let lender = section.required("lender", YAMLValue<SourceCode>.identifier)
        let code = section.required("code", YAMLValue<LocalID>.identifier)
        let name = section.required("name", .text(upTo: 200))
        // 10^15 is the largest amount that a job file may name.
        let ceiling = section.required("ceiling", .integer(1...1_000_000_000_000_000, "rupiah"))
        let rate = section.value("rate_bp", .integer(0...10_000, "hundredths of a per cent a year"))
        let tenor = section.value("tenor_months", .integer(1...600, "months"))
        let needs = section.list("needs", of: .stage) ?? []
        let period = SourcesFile.activePeriod(section, "from", "until")
        guard let lender, let code, let name, let ceiling else { return nil }
        if let sources { checkLender(lender, sources, section) }
        let product = Product(
            lender: lender.value, code: code.value, name: name.value,
            ceiling: Rupiah(Int64(ceiling.value)), rateBasisPoints: rate, tenorMonths: tenor,
            needs: Set(needs.map(\.value)), from: period.from, until: period.until)
        return (product, code.line)
    }

    private static func checkLender(
        _ lender: YAMLSection.Located<SourceCode>, _ sources: [SourceSettings],
        _ section: YAMLSection
    ) {
        let isLender = sources.contains {
            $0.organisation.code == lender.value && $0.organisation.kind == .lender
        }
        guard !isLender else { return }
        section.fault(
            at: lender.line, "\(lender.value) is not the code of a lender",
            mend: "Name a source of kind lender in sources.yaml")
    }

    /// Whether two entries are the same product on some day.
    private static func overlap(_ one: Product, _ other: Product) -> Bool {
        guard one.lender == other.lender, one.code == other.code else { return false }
        let oneEndsFirst = one.until.flatMap { end in other.from.map { end < $0 } } ?? false
        let otherEndsFirst = other.until.flatMap { end in one.from.map { end < $0 } } ?? false
        return !oneEndsFirst && !otherEndsFirst
    }
}
