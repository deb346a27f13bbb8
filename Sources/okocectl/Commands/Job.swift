import ArgumentParser
import JobFormat
import Ledger
import Programme
import Reports
import Service

/// `okocectl job`: what became of one job.
struct JobCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "Shows what became of a job and of each of its items.",
        discussion: """
            Shows the delivery that was recorded; if none was, the latest. Verdicts are those of \
            now. Exits 1 if it was refused, or there is no delivery under that id.
            """)

    @Argument(help: "The source's code.") var source: SourceCode
    @Argument(help: "The job's id.") var jobID: JobID
    @Flag(help: "Every delivery under that id, the oldest first.") var attempts = false
    @OptionGroup(title: "Unmasked") var reveal: RevealOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let receipts = try locations.reading { (ledger) throws(LedgerError) in
            var receipts: [ReceiptDocument] = []
            for whole in try records(in: ledger) {
                let record = try ledger.hidingRestricted(whole)
                receipts.append(
                    ReceiptDocument(record, sha256: try ledger.sha256(ofAttempt: record.attempt)))
            }
            return receipts
        }
        guard !receipts.isEmpty else {
            throw CommandFailure(
                .refusedOrAbsent,
                "no delivery of \(source) under the id \(shown(jobID)); "
                    + "`okocectl jobs --source \(source)`"
                    + " lists what there is")
        }
        let veil = try reveal.veil(
            .job, of: receipts.filter(\.isVeiled).map { .delivery($0.attempt) }, locations)
        switch list.format {
        case .csv: try Output.write(CSVTable.text(ReceiptDocument.table(of: receipts, veil)))
        case .json: try Output.write(json(receipts, veil))
        case .table:
            let columns = Output.columns
            let texts = receipts.map {
                $0.terminalText(columns: columns, ink: Output.ink, veil: veil)
            }
            try Output.write(texts.joined(separator: "\n"))
        }
        if isRefused(receipts) { throw CommandFailure(.refusedOrAbsent) }
    }

    /// Whether nothing was recorded under the id, and the latest delivery lies in `rejected/`.
    private func isRefused(_ receipts: [ReceiptDocument]) -> Bool {
        !receipts.contains { $0.outcome.usesUpID } && receipts.last?.outcome.isRejected == true
    }

    private func records(in ledger: LedgerReader) throws(LedgerError) -> [RecordedJob] {
        attempts
            ? try ledger.attempts(of: source, jobID)
            : try ledger.job(source, jobID).map { [$0] } ?? []
    }

    /// One object; with `--attempts` an array of them.
    private func json(_ receipts: [ReceiptDocument], _ veil: Veil) -> String {
        let shown: (String) -> String = { veil($0) }
        var json = JSONWriter(indent: 2)
        if attempts {
            json.array { json in
                for receipt in receipts {
                    json.object { json in receipt.write(&json, ids: shown, others: shown) }
                }
            }
        } else if let receipt = receipts.first {
            json.object { json in receipt.write(&json, ids: shown, others: shown) }
        }
        return json.text + "\n"
    }
}
