// Where a thing happened (the rulebook, "Identity and place").

extension IntakeContext {
    /// A code that begins with 31 must exist; any other well-formed one is accepted and flagged.
    ///
    /// - Parameter parent: where the place's fields stand, in the item or the class.
    func placeFinding(_ place: Place, in parent: String = "") -> Finding? {
        let path = parent + place.field
        if !rules.regions.accepts(place.code) {
            return Finding(
                .placeUnknown, at: path,
                "DKI Jakarta has no region with this code: use Kemendagri's codes, "
                    + "not those of BPS.")
        }
        guard !place.code.isInDKI else { return nil }
        return Finding(
            .placeOutsideDKI, at: path,
            "The place lies outside DKI Jakarta: recorded, and left out of the targets; "
                + "check the code if it should be in DKI.")
    }

    /// From 11 June 2018 (OK OCE 4.0) a registration needs a kelurahan; before that a kecamatan is
    /// enough. A correction of the place names what a registration of its day would have to.
    func kelurahanMissing(_ place: Place, on day: Day) -> Finding? {
        guard place.kelurahan == nil, day >= rules.kelurahanRequiredFrom else { return nil }
        return Finding(
            .kelurahanRequired, at: "/kelurahan",
            "From \(rules.kelurahanRequiredFrom) on the kelurahan is needed, "
                + "a kecamatan is not enough: add kelurahan.")
    }

    /// Existence, then scope: of a place that does not exist nobody's scope is asked.
    func placeAndScope(_ place: Place, in parent: String = "") -> [Finding] {
        let found = placeFinding(place, in: parent)
        guard found?.code != .placeUnknown else { return [found].compactMap { $0 } }
        return [found, outsideScope(place, at: parent + place.field)].compactMap { $0 }
    }
}

extension Place {
    /// The field of the file that holds the code.
    var field: String { kelurahan == nil ? "/kecamatan" : "/kelurahan" }
}
