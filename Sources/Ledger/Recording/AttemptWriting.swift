internal import Programme

/// Writing down an attempt, all but its facts.
extension Session {
    /// Inserts an attempt with its bytes, its items that were not recorded, its complaints, and
    /// what it shows of work outside the programme.
    func insert(_ attempt: Attempt, at recordedAt: Instant) throws(SQLFailure) {
        let document = attempt.keepsBytes ? try keep(attempt) : nil
        try insertRow(attempt, document, recordedAt)
        if attempt.received.isRedacted {
            try run("INSERT INTO redacted (attempt) VALUES (?)", attempt.number)
        }
        for item in attempt.items where !(attempt.outcome.usesUpID && item.outcome == .recorded) {
            try run(
                "INSERT INTO item VALUES (?, ?, ?, ?)",
                attempt.number, item.position, item.itemID, item.outcome)
        }
        try insertComplaints(attempt)
        if let deferred = attempt.received.resumes {
            try run("DELETE FROM deferred WHERE attempt = ?", deferred)
        }
        if attempt.outcome == .deferred, let until = attempt.received.result.deferredUntil {
            try run("INSERT INTO deferred VALUES (?, ?)", attempt.number, until)
        }
        for activity in attempt.unaffiliated {
            try run(
                """
                INSERT INTO unaffiliated (attempt, role, code, place, day, people)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                attempt.number, activity.role, activity.code.text, activity.place, activity.day,
                activity.people)
        }
    }

    /// Keeps the bytes, once: a refused or deferred file that comes again is not kept again.
    ///
    /// - Returns: the number of the document.
    private func keep(_ attempt: Attempt) throws(SQLFailure) -> Int64 {
        let received = attempt.received
        let kept = try first(
            """
            SELECT document FROM attempt
            WHERE sha256 = ? AND recorded = 0 AND document IS NOT NULL
            """, received.sha256
        ) { (row) throws(SQLFailure) in row.integer(0) }
        if let kept {
            let isThere = try first(
                "SELECT 1 FROM document WHERE id = ? AND bytes IS NOT NULL", kept
            ) { (_) throws(SQLFailure) in true }
            if isThere == true { return kept }
        }
        try run("INSERT INTO document VALUES (?, ?)", attempt.number, received.bytes)
        return attempt.number
    }

    private func insertRow(
        _ attempt: Attempt, _ document: Int64?, _ recordedAt: Instant
    ) throws(SQLFailure) {
        let received = attempt.received
        let envelope = received.job?.envelope
        let file = received.resumes == nil ? received.identity : nil
        let counts = attempt.counts
        try run(
            """
            INSERT INTO attempt (id, source, job_id, submitted_at, recorded, outcome, schema,
              received_at, recorded_at, sha256, document, file_name, device, inode, size, mtime_ns,
              ctime_ns, resumes, same_as, deferred_until, class_outcome, items, items_recorded,
              complaints, operator_name, operator_reason, owner)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            attempt.number, try number(of: received.box), received.job?.jobID,
            envelope?.submittedAt, attempt.outcome.usesUpID, attempt.outcome, received.job?.schema,
            received.receivedAt, recordedAt,
            received.sha256.isEmpty ? nil : received.sha256, document, received.fileName,
            file.map { Int64(bitPattern: $0.device) }, file.map { Int64(bitPattern: $0.inode) },
            file?.size, file?.mtimeNs, file?.ctimeNs, received.resumes, attempt.sameAs,
            attempt.outcome == .deferred ? received.result.deferredUntil : nil,
            attempt.classOutcome, counts.sent, counts.recorded,
            attempt.complaints.count + attempt.items.reduce(0) { $0 + $1.complaints.count },
            envelope?.operatorNote?.name, envelope?.operatorNote?.reason,
            envelope?.operatorNote == nil ? nil : received.owner.map { Int64($0) })
    }

    private func insertComplaints(_ attempt: Attempt) throws(SQLFailure) {
        var count = 0
        for complaint in attempt.complaints {
            try insert(complaint, numbered: count, position: nil, of: attempt.number)
            count += 1
        }
        for item in attempt.items {
            for complaint in item.complaints {
                try insert(complaint, numbered: count, position: item.position, of: attempt.number)
                count += 1
            }
        }
    }

    private func insert(
        _ complaint: Complaint, numbered number: Int, position: Int?, of attempt: Int64
    ) throws(SQLFailure) {
        try run(
            "INSERT INTO complaint VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            attempt, number, position, complaint.itemID, complaint.code, complaint.pointer,
            complaint.message, complaint.location?.line, complaint.location?.column)
    }
}
