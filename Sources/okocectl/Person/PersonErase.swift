import ArgumentParser
import Glibc
import Ledger
import Programme
import Service

/// `okocectl person erase`: forgotten.
struct PersonEraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Forgets who a person is, everywhere.",
        discussion: """
            Facts, stored files, receipts, rejected files, the ledger's log and free space lose who \
            it was; what is counted stays, under a number that stands for nobody. It cannot be \
            undone. Files that tell of the time before are not taken again; a new registration is. \
            Give the person their copy first (person export), and tell the sources: their own files, copies of the ledger made before, and names that \
            stand somewhere without their number are beyond reach. Ends when the last trace is gone; \
            with exit 75 it goes on by itself.
            """)

    @OptionGroup var person: PersonArguments
    @OptionGroup var asked: AskedOptions
    @OptionGroup var options: OperatorOptions
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let nik = try person.read()
        let desk = OperatorDesk(options: options, locations: locations)
        let items = asked.requests(.erase, nik) + [.act(.person(.erase(nik)))]
        let record = try desk.give(items)
        try desk.show(items, as: record, list.format)
        while true {
            let isDone = try locations.reading { (ledger) throws(LedgerError) in
                try ledger.erasuresFinished(of: record.attempt)
            }
            if isDone { return }
            guard ContinuousClock.now < desk.word.deadline else {
                throw CommandFailure(
                    .timedOut,
                    """
                    okoced has not finished yet; it goes on by itself, after a restart too. \
                    okocectl report waiting shows when it is done, and so does the journal.
                    """)
            }
            usleep(50_000)
        }
    }
}
