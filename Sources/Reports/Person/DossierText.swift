import JobFormat
package import Ledger
package import Programme

/// All that is held of a person, and who touched it, to be given to them: nothing masked that is
/// theirs, nothing shown of others who stand in the same files.
package struct DossierText: Sendable {
    let dossier: Dossier
    let names: GroupNames
    /// Those of the spool.
    let files: [File]
    /// Files and folders of the spool that could not be looked into.
    let closed: [String]
    /// When it was made.
    let madeAt: Instant

    /// A file of the spool in which the person stands.
    package struct File: Hashable, Sendable {
        package let path: String
        /// The person's items, as they were sent.
        package let items: [String]

        package init(path: String, items: [String]) {
            self.path = path
            self.items = items
        }
    }

    package init(
        _ dossier: Dossier, files: [File], closed: [String], rules: Rules, madeAt: Instant
    ) {
        self.dossier = dossier
        self.files = files
        self.closed = closed
        self.madeAt = madeAt
        names = GroupNames(regions: rules.regions, registry: rules.registry)
    }

    /// For programs.
    package var jsonText: String {
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("nik", dossier.nik.digits)
            json.member("made_at", madeAt.description)
            writeMember(&json)
            json.array("facts") { json in
                for fact in dossier.facts { json.object { json in write(fact, &json) } }
            }
            json.array("deliveries") { json in
                for delivery in dossier.deliveries {
                    json.object { json in write(delivery, &json) }
                }
            }
            json.array("files") { json in
                for file in files {
                    json.object { json in
                        json.member("path", file.path)
                        json.array("items") { json in file.items.forEach { json.element($0) } }
                    }
                }
            }
            json.array("not_looked_into") { json in closed.forEach { json.element($0) } }
            json.array("touched_by") { json in
                for act in dossier.acts {
                    json.object { json in
                        json.member("at", act.recordedAt.description)
                        json.member("operator", act.operatorNote?.name)
                        json.member("reason", act.operatorNote?.reason)
                        json.write(act.fact)
                    }
                }
            }
        }
        return json.text + "\n"
    }

    private func writeMember(_ json: inout JSONWriter) {
        guard let state = dossier.member?.state else {
            return json.member("member", String?.none)
        }
        json.object("member") { json in
            json.member("registered", state.registration != nil)
            json.array("details") { json in
                for details in state.details {
                    json.object { json in
                        json.member("from", details.from.description)
                        json.member("name", details.name.text)
                        json.member("place", details.place.code.description)
                        json.member("penggerak", details.penggerak.text)
                        json.member("business", details.business?.name)
                        json.member("sector", details.business?.sector)
                    }
                }
            }
            json.array("reached") { json in
                for (stage, spans) in state.reached.sorted(by: { $0.key < $1.key }) {
                    for span in spans {
                        json.object { json in
                            json.member("stage", stage.description)
                            json.member("from", span.from.description)
                            json.member("until", span.until?.description)
                        }
                    }
                }
            }
            json.array("workers") { json in
                for workers in state.workers {
                    json.object { json in
                        json.member("from", workers.from.description)
                        json.member("count", workers.count)
                    }
                }
            }
        }
    }

    private func write(_ history: FactHistory, _ json: inout JSONWriter) {
        let line = history.line
        json.member("source", line.fact.key.source.text)
        json.member("job_id", line.fact.key.jobID.text)
        json.member("item_id", line.fact.itemID?.text)
        json.member("attempt", line.attempt)
        json.member("submitted_at", line.fact.submittedAt.description)
        json.member("recorded_at", line.recordedAt.description)
        json.object("says") { json in json.write(line.fact) }
        json.member("verdict", line.judgement.verdict.rawValue)
        json.member("waits_for", line.judgement.waitsFor?.description)
        json.array("verdict_changes") { json in
            for change in history.changes {
                json.object { json in
                    json.member("at", change.at.description)
                    json.member("was", change.was.rawValue)
                    json.member("became", change.became.rawValue)
                    json.member("waits_for", change.waitsFor)
                    json.member("because_of", "\(change.source)/\(change.jobID?.text ?? "-")")
                }
            }
        }
        json.member("announced_overdue_at", history.overdue?.at.description)
    }

    private func write(_ delivery: Dossier.Delivery, _ json: inout JSONWriter) {
        let report = delivery.report
        json.member("attempt", report.attempt)
        json.member("source", report.box.text)
        json.member("job_id", report.jobID?.text)
        json.member("file", JSONWriter.describing(report.fileName))
        json.member("received_at", report.receivedAt.description)
        json.member("recorded_at", delivery.recordedAt.description)
        json.member("outcome", report.outcome.rawValue)
        json.member("same_as", report.sameAs)
        json.array("items") { json in
            for position in delivery.positions.sorted() {
                json.object { json in
                    json.member("position", position)
                    json.member("as_sent", delivery.sent[position])
                    guard let item = report.items.first(where: { $0.position == position })
                    else { return }
                    json.member("outcome", item.outcome.rawValue)
                    json.array("complaints") { json in
                        for complaint in item.complaints {
                            json.object { json in
                                json.member("code", complaint.code.rawValue)
                                json.member("message", complaint.message)
                            }
                        }
                    }
                }
            }
        }
        json.array("notices") { json in for notice in delivery.notices { json.element(notice) } }
    }
}

extension FactLine {
    /// Who commanded it and why, if it is an operator's command.
    var operatorNote: Envelope.OperatorNote? {
        if case .command(_, let note) = fact.content { note } else { nil }
    }
}
