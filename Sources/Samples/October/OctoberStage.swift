import Programme

/// Who may play which part where, looked up once: the files are made where nothing can fail.
struct OctoberStage: Sendable {
    /// Those who work in a kecamatan; each list has at least one.
    struct Local: Sendable {
        let kecamatan: RegionCode
        /// Where members live.
        let homes: [Place]
        let skpd: [SourceCode]
        let penggerak: [SourceCode]
        let dpmptsp: [SourceCode]
    }

    let portal: SourceCode
    let locals: [Local]
    let lenders: [SourceCode]
    private let products: [Product]

    init(_ rules: Rules) throws(SamplesError) {
        let days = OctoberTwentyOne.firstDay...OctoberTwentyOne.day
        let cast = try Cast(rules.registry, days: days, steps: Set(Stage.allCases))
        let kecamatan = rules.regions.codes(of: .kecamatan)
        guard kecamatan.count >= 44 else { throw .tooFewKecamatan(kecamatan.count) }
        let kelurahan = Dictionary(grouping: rules.regions.codes(of: .kelurahan), by: \.kecamatan)
        var locals: [Local] = []
        for code in kecamatan {
            // From 11 June 2018 a registration needs a kelurahan.
            let homes = (kelurahan[code] ?? []).compactMap { Place($0) }
            guard !homes.isEmpty else { continue }
            locals.append(
                Local(
                    kecamatan: code, homes: homes, skpd: try cast.skpd(in: code),
                    penggerak: try cast.penggerak(in: code), dpmptsp: try cast.dpmptsp(in: code)))
        }
        self.locals = locals
        guard !locals.isEmpty else { throw .tooFewKecamatan(0) }
        portal = cast.portal
        lenders = try cast.lenders()
        products = rules.products
    }

    /// What a lender offers on a day.
    func products(of lender: SourceCode, on day: Day) -> [Product] {
        products.filter {
            $0.lender == lender && ($0.from.map { $0 <= day } ?? true)
                && ($0.until.map { day <= $0 } ?? true)
        }
    }
}
