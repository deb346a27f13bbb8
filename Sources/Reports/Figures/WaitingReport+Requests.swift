import Ledger
import Programme

extension WaitingReport {
    /// What people have asked for by law, with what is left of the 72 hours.
    ///
    /// - Parameter veil: whether NIKs are shown as they are.
    func requestsPart(_ veil: Veil = .drawn) -> Report.Part {
        var table = Table(columns: WaitingReport.requestColumns)
        for request in requests {
            let hoursLeft = hoursLeft(of: request)
            table.append([
                .instant(request.due), .integer(hoursLeft), .phrase(request.wish.words),
                .text(veil(request.nik)),
                .phrase(request.state(isOverdue: hoursLeft < 0)),
            ])
        }
        let overdue = requests.count { hoursLeft(of: $0) < 0 }
        return Report.Part(
            "requests",
            title: Phrase(
                "What people have asked of their data: \(requests.count), \(overdue) overdue",
                "Permintaan orang atas datanya: \(requests.count), \(overdue) lewat waktu"),
            table: table,
            indicators: [
                Report.Indicator(
                    "hours_left",
                    "whole hours that are left of the 72 that UU PDP 27/2022 gives from the moment the "
                        + "person asked, less than 0 once they are over; listed until the request "
                        + "is done or answered",
                    "jam penuh yang tersisa dari 72 jam yang diberikan UU PDP 27/2022 sejak orang "
                        + "itu meminta, kurang dari 0 bila sudah lewat; didaftar sampai permintaan "
                        + "dipenuhi atau dijawab"),
                Report.Indicator(
                    "state",
                    "being erased: commanded, and not yet gone from every file; okocectl status and "
                        + "the journal say what keeps it",
                    "sedang dihapus: sudah diperintahkan, tetapi belum hilang dari semua berkas; "
                        + "okocectl status dan jurnal menyebut apa yang menahannya"),
            ])
    }

    /// Rounded down, so that the last hour is 0 and the first one too late is -1.
    private func hoursLeft(of request: PersonRequest) -> Int64 {
        let left = request.due.nanoseconds - until.nanoseconds
        let hour: Int64 = 3_600_000_000_000
        return left >= 0 ? left / hour : (left - hour + 1) / hour
    }

    private static let requestColumns = [
        Table.Column(
            "due", title: Phrase("ANSWER BY", "BATAS JAWABAN"), .code,
            official: Phrase("To be answered by", "Batas jawaban")),
        Table.Column(
            "hours_left", title: Phrase("HOURS", "JAM"), .number,
            official: Phrase("Hours left", "Sisa jam")),
        Table.Column(
            "wish", title: Phrase("ASKED FOR", "PERMINTAAN"), .code,
            official: Phrase("Asked for", "Permintaan")),
        Table.Column("nik", title: "NIK", .code),
        Table.Column(
            "state", title: Phrase("IS", "STATUS"), .code, official: Phrase("State", "Status")),
    ]
}

extension PersonRequest {
    fileprivate func state(isOverdue: Bool) -> Phrase {
        switch (isOverdue, isBeingErased) {
        case (false, false): Phrase("in time", "belum lewat")
        case (true, false): Phrase("OVERDUE", "LEWAT WAKTU")
        case (false, true): Phrase("being erased", "sedang dihapus")
        case (true, true): Phrase("OVERDUE, being erased", "LEWAT WAKTU, sedang dihapus")
        }
    }
}

extension PersonAct.Wish {
    /// Its word, as operators type it; for officials in their language.
    fileprivate var words: Phrase {
        switch self {
        case .export: Phrase("export", "salinan")
        case .correct: Phrase("correct", "perbaikan")
        case .restrict: Phrase("restrict", "pembatasan")
        case .erase: Phrase("erase", "penghapusan")
        }
    }
}
