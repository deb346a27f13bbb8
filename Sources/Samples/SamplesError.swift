package import Programme

/// Why a sample could not be made or written. Nothing is retried; the caller shows it and stops.
package enum SamplesError: Error, Hashable, Sendable {
    /// The registry has no active organisation of this kind that works in this place.
    case noOrganisation(OrganisationKind, in: RegionCode?)
    /// A sample needs the 44 kecamatan of DKI.
    case tooFewKecamatan(Int)
    /// A folder or file could not be written.
    case cannotWrite(path: String, errno: Int32)
}

extension SamplesError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noOrganisation(let kind, let place):
            "the registry has no active \(kind.rawValue)" + (place.map { " for \($0)" } ?? "")
        case .tooFewKecamatan(let count):
            "regions.csv has \(count) kecamatan, the sample needs 44"
        case .cannotWrite(let path, let code):
            "cannot write \(path): errno \(code)"
        }
    }
}
