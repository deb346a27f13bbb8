import Programme

/// Reads the folder `Config/`: `okoced.yaml`, `sources.yaml`, `products.yaml`, `targets.yaml`,
/// `regions.csv`.
///
/// An unknown key, a wrong type, a number out of its limits, a repeated key or code, or a region
/// that does not exist is a fault, never a guess: a mistyped `settle_tiem` that was passed over in
/// silence would be found out when a half-written file is refused.
package enum ConfigurationReader {
    /// The configuration in a folder.
    ///
    /// - Parameter directory: the folder; `sources.yaml` and `regions.csv` must be in it, without
    ///   `okoced.yaml` all defaults hold, without `products.yaml` no product is known, without
    ///   `targets.yaml` there is no target.
    /// - Throws: all faults that were found.
    package static func read(
        directory: String
    ) throws(ConfigurationError) -> Configuration {
        let log = FaultLog()
        let folder = Folder(path: directory, log: log)
        let daemon = folder.yaml("okoced.yaml", keys: DaemonFile.sections, required: false)
        let daemonFile = daemon.map { DaemonFile($0) } ?? DaemonFile()
        let regions = folder.text(RegionsFile.name, required: true).map {
            RegionsFile.read($0, file: folder.file(RegionsFile.name), log: log)
        }
        let sources = folder.yaml("sources.yaml", keys: SourcesFile.topKeys, required: true).map {
            SourcesFile.read($0, regions: regions)
        }
        let products = folder.yaml("products.yaml", keys: ProductsFile.topKeys, required: false)
            .map { ProductsFile.read($0, sources: sources) }
        let targets = folder.yaml("targets.yaml", keys: TargetsFile.topKeys, required: false)
            .map { TargetsFile.read($0, regions: regions) }
        guard log.faults.isEmpty, let regions, let sources else {
            throw ConfigurationError(faults: log.faults)
        }
        let registry = Registry(sources.map(\.organisation))
        let rules = rules(daemonFile, registry, regions, products ?? [])
        return Configuration(
            rules: rules, daemon: daemonFile.settings, sources: sources, targets: targets ?? [])
    }

    private static func rules(
        _ file: DaemonFile, _ registry: Registry, _ regions: Regions, _ products: [Product]
    ) -> Rules {
        // The programme's own dates and figures stand where nothing else is configured.
        let standing = Rules(registry: registry, regions: regions)
        return Rules(
            registry: registry, regions: regions, products: products,
            asymmetricFrom: file.asymmetricFrom.map(\.day) ?? standing.asymmetricFrom,
            kelurahanRequiredFrom: file.kelurahanRequiredFrom ?? standing.kelurahanRequiredFrom,
            holdForDays: file.holdForDays ?? standing.holdForDays)
    }

    /// The configuration's folder.
    private struct Folder {
        let path: String
        let log: FaultLog

        func file(_ name: String) -> String {
            path.hasSuffix("/") ? path + name : path + "/" + name
        }

        /// A file's text; nil if it is absent or unusable. That a required one is absent is said.
        func text(_ name: String, required: Bool) -> String? {
            switch ConfigurationFile.read(file(name), log: log) {
            case .text(let text): return text
            case .unusable: return nil
            case .absent:
                if required {
                    log.add(
                        file(name), nil, "is not there",
                        mend: "Put it in \(path), or name another folder with --config")
                }
                return nil
            }
        }

        func yaml(_ name: String, keys: [String], required: Bool) -> YAMLSection? {
            text(name, required: required).flatMap {
                YAMLDocument.root(of: $0, file: file(name), keys: keys, log: log)
            }
        }
    }
}
