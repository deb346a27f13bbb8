/// The regions of DKI Jakarta: 6 kota, 44 kecamatan, 267 kelurahan (Permendagri 72/2019).
///
/// Given by `regions.csv`. Regions are matched by code: 27 names are both a kecamatan and a
/// kelurahan, and kelurahan Jatinegara does not lie in kecamatan Jatinegara.
package struct Regions: Sendable {
    /// Names by code, of all three levels.
    package let names: [RegionCode: String]

    package init(names: [RegionCode: String]) {
        self.names = names
    }

    /// Whether a code may stand for a place: outside DKI any well-formed one, in DKI a real one.
    package func accepts(_ code: RegionCode) -> Bool {
        !code.isInDKI || names[code] != nil
    }

    /// All codes of a level, in the order of their codes.
    package func codes(of level: RegionCode.Level) -> [RegionCode] {
        names.keys.filter { $0.level == level }.sorted()
    }
}
