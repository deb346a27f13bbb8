/// What the law lets a person ask of whoever holds their data (UU PDP 27/2022, articles 6 to 11), and
/// what an operator does about it.
///
/// Acts say nothing of any fact: they are about the data, not about the programme. From the moment
/// the person asks the controller has ``hoursToAnswer`` (articles 30, 32, 40 and 41: 3 x 24 hours).
package enum PersonAct: Hashable, Sendable {
    /// The person asked for it at that moment: the clock runs.
    case request(NIK, Wish, askedAt: Instant)
    /// They have their answer: it was done by other means, or may not be done; the reason says which.
    case answer(NIK, Wish)
    /// All that is held was given to them.
    case export(NIK)
    /// Their data stays, counts, and is shown to nobody.
    case restrict(NIK)
    /// It may be shown again.
    case lift(NIK)
    /// Who they are is forgotten.
    case erase(NIK)

    /// What somebody may ask for.
    package enum Wish: String, Hashable, Sendable, CaseIterable {
        /// What is held, and who touched it (articles 6, 7 and 32).
        case export
        /// Mistakes mended (articles 6 and 30).
        case correct
        /// No use made of it (articles 11 and 41).
        case restrict
        /// Nothing held any more (articles 8, 43 and 44).
        case erase
    }

    /// How long an answer may take.
    package static let hoursToAnswer: Int64 = 72

    package var nik: NIK {
        switch self {
        case .request(let nik, _, _), .answer(let nik, _), .export(let nik),
            .restrict(let nik), .lift(let nik), .erase(let nik):
            nik
        }
    }

    /// The words for them.
    package static let words = ["request", "answer", "export", "restrict", "lift", "erase"]

    /// The word for it on the wire and in the ledger.
    package var word: String {
        switch self {
        case .request: "request"
        case .answer: "answer"
        case .export: "export"
        case .restrict: "restrict"
        case .lift: "lift"
        case .erase: "erase"
        }
    }

    /// Of a request or an answer.
    package var wish: Wish? {
        switch self {
        case .request(_, let wish, _), .answer(_, let wish): wish
        case .export, .restrict, .lift, .erase: nil
        }
    }

    /// Of a request.
    package var askedAt: Instant? {
        if case .request(_, _, let moment) = self { moment } else { nil }
    }

    /// Makes an act of its word; nil if it is none, or lacks what it needs.
    package init?(_ word: String, _ nik: NIK, wish: Wish?, askedAt: Instant?) {
        switch (word, wish, askedAt) {
        case ("request", let wish?, let moment?): self = .request(nik, wish, askedAt: moment)
        case ("answer", let wish?, nil): self = .answer(nik, wish)
        case ("export", nil, nil): self = .export(nik)
        case ("restrict", nil, nil): self = .restrict(nik)
        case ("lift", nil, nil): self = .lift(nik)
        case ("erase", nil, nil): self = .erase(nik)
        default: return nil
        }
    }

    /// Which requests it answers.
    package func answers(_ wish: Wish) -> Bool {
        switch self {
        case .request, .lift: false
        case .answer(_, let answered): answered == wish
        case .export: wish == .export
        case .restrict: wish == .restrict
        // Of who is not there any more nothing is left to be done.
        case .erase: true
        }
    }
}
