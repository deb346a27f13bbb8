import Programme

/// `regions.csv`: the kota, kecamatan and kelurahan of DKI Jakarta with their Kemendagri codes.
///
/// From Permendagri 72/2019 by way of kodewilayah/permendagri-72-2019 (`8510275`, CC0 1.0); the
/// codes are the same in all lists of the ministry from 2016 to 2025. The statistics office (BPS)
/// numbers the kota differently: its codes do not belong here.
enum RegionsFile {
    static let name = "regions.csv"
    private static let header = "code,level,parent_code,name"
    private static let levels: [String: RegionCode.Level] = [
        "kota": .kota, "kecamatan": .kecamatan, "kelurahan": .kelurahan,
    ]

    /// One row a line, four fields, no quotes; a region stands after the one that it lies in.
    static func read(_ text: String, file: String, log: FaultLog) -> Regions {
        // A line feed after a carriage return is one Character with it; scalars keep them apart.
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String(Substring($0.last == "\r" ? $0.dropLast() : $0)) }
        if lines.last == "" { lines.removeLast() }
        if lines.first != header {
            log.add(file, 1, "the first line is not the header", mend: "Write \(header)")
        }
        var names: [RegionCode: String] = [:]
        for (index, line) in lines.enumerated().dropFirst() {
            switch row(line, after: names) {
            case .success(let region): names[region.code] = region.name
            case .failure(let fault): log.add(file, index + 1, fault.problem, mend: fault.remedy)
            }
        }
        return Regions(names: names)
    }

    private struct RowFault: Error {
        let problem: String
        let remedy: String
    }

    private static func row(
        _ line: String, after names: [RegionCode: String]
    ) -> Result<(code: RegionCode, name: String), RowFault> {
        func fault(_ problem: String, _ remedy: String) -> Result<
            (code: RegionCode, name: String), RowFault
        > {
            .failure(RowFault(problem: problem, remedy: remedy))
        }
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 4, !line.contains("\"") else {
            return fault("is not four fields without quotes", "Write \(header)")
        }
        guard let code = RegionCode(fields[0]), code.isInDKI, code.level > .province else {
            return fault(
                "\(shown(fields[0])) is no region code of DKI",
                "Write one that begins with 31, such as 31.71.03")
        }
        guard levels[fields[1]] == code.level else {
            return fault(
                "\(shown(fields[1])) is not the level of \(code)",
                "Write kota, kecamatan or kelurahan as the code's length says")
        }
        guard let parent = RegionCode(fields[2]), isParent(parent, of: code),
            parent.level == .province || names[parent] != nil
        else {
            return fault(
                "\(shown(fields[2])) is not the region above \(code), or not there before it",
                "Write that region's code here, and its own row above")
        }
        guard !fields[3].trimmed.isEmpty else {
            return fault("\(code) has no name", "Write its name")
        }
        guard names[code] == nil else {
            return fault("the code \(code) is there twice", "Keep one of the two rows")
        }
        return .success((code, fields[3]))
    }

    private static func isParent(_ parent: RegionCode, of code: RegionCode) -> Bool {
        let above = RegionCode.Level.allCases.last { $0 < code.level }
        return above.flatMap(code.within) == parent
    }
}

extension String {
    /// Without spaces at either end.
    fileprivate var trimmed: Substring {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
