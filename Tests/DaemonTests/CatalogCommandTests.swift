import Foundation
import Testing

/// What `journalctl -x` says to run next can be run.
@Suite struct CatalogCommandTests {
    private static let commands: [String] = {
        let catalog = Machine.repository.appending(path: "Deploy/okoce.catalog")
        let text = (try? String(contentsOf: catalog, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("    ") }
        return Set(lines.flatMap { $0.dropFirst(4).components(separatedBy: "; ") }).sorted()
    }()

    @Test func `every okocectl command of the catalog exists, with its options`() throws {
        let own = Self.commands.map { $0.split(separator: " ") }.filter { $0[0] == "okocectl" }
        try #require(own.count >= 5)
        let machine = try Machine()
        for words in own {
            let names = words.dropFirst().prefix { $0.allSatisfy(\.isLowercase) }.map(String.init)
            let help = try machine.run("okocectl", names + ["--help"])
            #expect(help.status == 0, "\(words)")
            for option in words.filter({ $0.hasPrefix("--") }) {
                #expect(help.out.contains("\(option)"), "\(words)")
            }
            // Its operands are what the entry's fields give.
            let operands = words.dropFirst(2).filter { $0 == "@OKOCE_JOB@" }.count
            #expect(operands == 0 || help.out.contains("<job-id>"), "\(words)")
        }
    }

    @Test func `every other command of the catalog is one of Debian's`() {
        let packages: Set = [
            "df", "dmesg", "findmnt", "free", "grep", "journalctl", "ls", "lsattr", "lsof",
            "sysctl", "systemctl",
        ]
        let programs = Set(Self.commands.map { String($0.prefix { $0 != " " }) })
        #expect(programs.subtracting(packages) == ["okocectl"])
    }
}
