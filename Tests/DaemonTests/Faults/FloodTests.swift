import Foundation
import Testing

/// G6: one source's flood delays another's single file by a batch or two, counted in attempts.
@Suite struct FloodTests {
    @Test func `a single file overtakes the 20,000 that another source dropped before`() throws {
        let machine = try Machine()
        try machine.change("settle_time", to: "0 s", in: "okoced.yaml")
        let flood = Effort.pick(spread: 3_000, more: 20_000, full: 100_000)
        for number in 0..<flood {
            // Not worth recording, but each an attempt.
            try machine.drop("{\"number\": \(number)}", as: "\(number).json", from: "PORTAL")
        }
        try machine.start()
        try machine.wait("for the flood to be under way") { machine.attempts > 0 }
        for number in 0..<2 {
            let before = machine.attempts
            try machine.drop(
                Jobs.registration(job: "single-\(number)", source: "DKUMKMP"), as: "s.json",
                from: "DKUMKMP")
            try machine.wait("for the single file") {
                machine.names(in: "incoming/DKUMKMP").isEmpty
            }
            let attempt = try machine.count(
                "SELECT id FROM attempt WHERE job_id = 'single-\(number)'")
            // What was committed while the file was written, the batch under way, and one more.
            #expect(attempt - before <= 4 * 256, "\(attempt - before) went before it")
        }
        #expect(!machine.names(in: "incoming/PORTAL").isEmpty, "the flood was over before")
        try machine.signal(SIGKILL)
    }
}
