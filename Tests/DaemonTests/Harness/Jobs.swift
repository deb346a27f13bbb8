/// Job files as upstreams write them.
enum Jobs {
    static let nik = "3171034506900001"

    static func registration(
        job: String, source: String = "PORTAL", nik: String = nik, penggerak: String = "KP-021",
        on day: String = "2018-06-07", submitted: String = "2018-06-12T09:00:00+07:00"
    ) -> String {
        """
        {"schema": "okoce/stage-update/1", "job_id": "\(job)", "source": "\(source)",
         "submitted_at": "\(submitted)",
         "items": [{"item_id": "1", "nik": "\(nik)", "action": "reach", "stage": "P1",
           "occurred_on": "\(day)", "name": "Contoh Satu", "kelurahan": "31.71.03.1001",
           "penggerak": "\(penggerak)",
           "consent": {"given_on": "\(day)", "notice": "okoce-2018"}}]}
        """
    }

    static func roster(
        job: String, source: String = "KP-021", nik: String = nik, attendance: String = "attended",
        on day: String = "2018-06-09"
    ) -> String {
        """
        {"schema": "okoce/training-roster/1", "job_id": "\(job)", "source": "\(source)",
         "submitted_at": "2018-06-12T09:00:00+07:00",
         "class": {"class_id": "\(source)-14", "organiser": "\(source)", "track": "komunitas",
           "skill": "soft", "kecamatan": "31.71.03", "status": "held",
           "sessions": [{"date": "\(day)", "hours": 6}],
           "speakers": [{"speaker_id": "s1", "name": "Contoh Pembicara"}],
           "capacity": 50, "cost": 17250000},
         "items": [{"item_id": "1", "nik": "\(nik)", "attendance": "\(attendance)"}]}
        """
    }

    static func disbursal(job: String, nik: String = nik, amount: Int = 10_000_000) -> String {
        """
        {"schema": "okoce/funding-application/1", "job_id": "\(job)", "source": "BANKDKI",
         "submitted_at": "2018-06-12T17:00:00+07:00",
         "control": {"items": 1, "amount_total": \(amount)},
         "items": [{"item_id": "9", "application_id": "L-551", "nik": "\(nik)",
           "product": "MONAS_PEMULA", "event": "disbursed", "occurred_on": "2018-06-11",
           "amount": \(amount)}]}
        """
    }
}
