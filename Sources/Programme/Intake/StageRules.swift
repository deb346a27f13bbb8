// One item of a stage update (the rulebook, "The seven steps" and "stage-update").

extension IntakeContext {
    /// The day it occurred; of a revoke without one, the day it was submitted.
    func day(of item: StageItem) -> Day { item.occurredOn ?? sentOn }

    /// All that is wrong or odd about an item.
    func findings(on item: StageItem) -> [Finding] {
        let day = day(of: item)
        let common = [
            inFuture(day, at: "/occurred_on"),
            sourceInactive(on: day, at: item.occurredOn == nil ? "" : "/occurred_on"),
            nikFinding(item.nik),
        ]
        return common.compactMap { $0 } + findings(on: item.action, of: item.nik, on: day)
    }

    private func findings(on action: StageItem.Action, of nik: NIK, on day: Day) -> [Finding] {
        switch action {
        case .register(let registration): registrationFindings(registration, of: nik, on: day)
        case .reach(let evidence): evidenceFindings(evidence, on: day)
        case .claimTraining(_, let organiser): claimFindings(organiser, on: day)
        case .claimFunding: [fundingByLenderOnly]
        case .correct(let correction): correctionFindings(correction, on: day)
        // Any source may revoke; that the item is its own, history tells.
        case .revoke: []
        }
    }

    /// P1: by whom, where, with which community, with a consent that was given.
    private func registrationFindings(
        _ registration: Registration, of nik: NIK, on day: Day
    ) -> [Finding] {
        [
            stepNotForSource(.registration, at: "/stage"),
            kelurahanMissing(registration.place, on: day),
            inFuture(registration.consent.givenOn, at: "/consent/given_on"),
        ].compactMap { $0 }
            + placeAndScope(registration.place)
            + penggerakFindings(registration.penggerak, on: day, at: "/penggerak")
            + personFindings(registration, nik, on: day)
    }

    /// P3 to P6: by whom, and nothing dated later than it can be.
    private func evidenceFindings(_ evidence: Evidence, on day: Day) -> [Finding] {
        let dated: Finding? =
            switch evidence {
            case .licence(let licence): licenceIssuedLater(licence, than: day)
            // The accounts of a month cannot be told before it has begun.
            case .accounts(let accounts): inFuture(accounts.period, at: "/evidence/period")
            case .mentoring, .marketing: nil
            }
        return [stepNotForSource(evidence.stage, at: "/stage"), dated].compactMap { $0 }
    }

    /// P2 by stage update: names a class; its organiser is the source if it names none.
    private func claimFindings(_ organiser: SourceCode?, on day: Day) -> [Finding] {
        [
            stepNotForSource(.training, at: "/stage"),
            organiser.flatMap { organiserFinding($0, on: day, at: "/evidence/organiser") },
        ].compactMap { $0 }
    }

    /// P7 is reached by "disbursement reported by the lender, nothing else".
    private var fundingByLenderOnly: Finding {
        Finding(
            .fundingStepByLenderOnly, at: "/stage",
            "P7 is not reported by stage update: it comes with the disbursement that the lender "
                + "reports in a funding application.")
    }

    /// `correct`: scope is not asked here, for history judges it by the kecamatan before.
    private func correctionFindings(_ correction: Correction, on day: Day) -> [Finding] {
        var findings = [correctionNotForSource()].compactMap { $0 }
        if let place = correction.place {
            findings += [placeFinding(place), kelurahanMissing(place, on: day)].compactMap { $0 }
        }
        if let penggerak = correction.penggerak {
            findings += penggerakFindings(penggerak, on: day, at: "/penggerak")
        }
        return findings
    }

    /// The day and content under which a good item is recorded; nil for P7, which never is.
    func fact(from item: StageItem) -> (Day, Fact.Content)? {
        let content: Fact.Content
        switch item.action {
        case .register(let registration): content = .registration(item.nik, registration)
        case .reach(let evidence): content = .evidence(item.nik, evidence)
        case .claimTraining(let classID, let organiser):
            let key = ClassKey(organiser: organiser ?? source.code, classID: classID)
            content = .trainingClaim(item.nik, key)
        case .claimFunding: return nil
        case .correct(let correction): content = .correction(item.nik, correction)
        case .revoke(let revocation):
            // A source revokes its own items only, so the target's source is its own.
            let target = FactReference(
                source: source.code, jobID: revocation.jobID, itemID: revocation.itemID)
            content = .revocation(item.nik, of: target, reason: revocation.reason)
        }
        return (day(of: item), content)
    }
}
