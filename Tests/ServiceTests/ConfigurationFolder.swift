import Foundation

@testable import Service

/// A configuration in a temporary folder, gone with the value: two good small files, to be spoiled.
final class ConfigurationFolder {
    let path = FileManager.default.temporaryDirectory.path + "/okoce-config-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        try write("regions.csv", Self.regions)
        try write("sources.yaml", Self.sources)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ name: String, _ text: String) throws {
        try write(name, Array(text.utf8))
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path + "/" + name)
    }

    func read() throws -> Configuration {
        try ConfigurationReader.read(directory: path)
    }

    /// The faults as printed, each without the folder's path: `sources.yaml:3: ...`.
    func faults() -> [String] {
        do throws(ConfigurationError) {
            _ = try ConfigurationReader.read(directory: path)
            return []
        } catch {
            return error.faults.map {
                $0.description.replacingOccurrences(of: path + "/", with: "")
            }
        }
    }

    static let regions = """
        code,level,parent_code,name
        31.71,kota,31,Kota Administrasi Jakarta Pusat
        31.71.01,kecamatan,31.71,Gambir
        31.71.01.1001,kelurahan,31.71.01,Gambir

        """

    static let sources = """
        sources:
          - code: PORTAL
            name: okoce.me
            kind: portal
          - code: BANKDKI
            name: Bank DKI
            kind: lender

        """
}
