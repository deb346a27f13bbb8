import Foundation
import Testing

/// `okocectl report` from outside.
struct ReportCommandTests {
    @Test(arguments: [
        (["stages", "--by", "track"], "it is by kecamatan"),
        (["evaluation", "--by", "week"], "it is by kota"),
        (["evaluation", "--from", "2018-01-01"], "leave --from out"),
        (["stages", "--from", "2018-02-01", "--to", "2018-01-01"], "is after the last day"),
        (["stages", "--to", "2018-02-01", "--as-of", "2018-01-01"], "leave one out"),
        (["stages", "--table", "new"], "--format csv"),
        (["stages", "--known-at", "yesterday noon"], "--known-at"),
        (["stages", "--table", "new", "--format", "html"], "--format csv"),
        (["all"], "either --into DIR"),
        (["all", "--into", "reports", "--format", "html"], "either --into DIR"),
        (["all", "--into", "reports", "--language", "id"], "both languages"),
    ])
    func `what makes no sense is told, and how it would`(arguments: [String], words: String) throws
    {
        let finished = try Machine().run("okocectl", ["report"] + arguments)
        #expect(finished.status == 64)
        #expect(finished.err.contains(words), "\(finished.err)")
    }

    @Test func `all reports are in a folder that appears whole, and is replaced whole`() throws {
        let machine = try Machine()
        #expect(try machine.once().status == 0)
        let folder = machine.root.appending(path: "reports")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let stale = folder.appending(path: "2018-01-22/stale.txt")
        for _ in 1...2 {
            let finished = try machine.okocectl(
                "report", "all", "--into", folder.path, "--as-of", "2018-01-22")
            #expect(finished.status == 0, "\(finished.err)")
            #expect(finished.out == "\(folder.path)/2018-01-22\n")
            let names = try FileManager.default.contentsOfDirectory(
                atPath: folder.appending(path: "latest").path)
            #expect(names.contains("stages.id.csv"))
            #expect(names.contains("stages-funnel.csv"))
            #expect(names.contains("evaluation.json"))
            #expect(names.contains("index.html"))
            #expect(names.contains("index.id.html"))
            #expect(names.contains("waiting.id.txt"))
            #expect(!names.contains("stale.txt"))
            try Data().write(to: stale)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.sorted() == ["2018-01-22", "latest"])
    }

    @Test(arguments: ["stages", "all"])
    func `a page is whole, and made of what the ledger has`(report: String) throws {
        let machine = try Machine()
        #expect(try machine.once().status == 0)
        let finished = try machine.okocectl(
            "report", report, "--as-of", "2018-01-22", "--format", "html", "--language", "id")
        #expect(finished.status == 0, "\(finished.err)")
        #expect(finished.out.hasPrefix("<!DOCTYPE html>\n<html lang=\"id\">"))
        #expect(finished.out.hasSuffix("</html>\n"))
        #expect(finished.out.contains("sampai dengan 22 Januari 2018"))
        #expect(finished.out.contains("Kantor program OK OCE"))
        #expect(!finished.out.contains(machine.root.path))
    }

    @Test func `a folder that is not there is told, and nothing is left behind`() throws {
        let machine = try Machine()
        #expect(try machine.once().status == 0)
        let finished = try machine.okocectl("report", "all", "--into", "\(machine.root.path)/none")
        #expect(finished.status == 74)
        #expect(finished.err.contains("none"))
    }
}
