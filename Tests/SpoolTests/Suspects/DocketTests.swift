import Testing

@testable import Spool

/// Who is suspected, and who is set aside: the rules, without a file.
@Suite struct DocketTests {
    private func held(_ name: String, inode: UInt64? = nil, step: WorkStep = .prepare) -> HeldFile {
        HeldFile(
            box: FileName("A"), name: FileName(name),
            identity: inode.map {
                FileIdentity(
                    device: 1, inode: $0, size: 5, modified: 0, changed: 0, owner: 0)
            }, step: step)
    }

    /// What the next run examines, after this one died with these in work.
    private func died(
        _ suspects: [Suspect] = [], alone: Int? = nil, holding held: [HeldFile], of signal: Int32
    ) -> [Suspect] {
        Docket.after(
            LastRun(
                process: 7, isUnclean: true, signal: signal, docket: suspects, alone: alone,
                held: held))
    }

    @Test func `a file that was in work among others is suspected and not condemned`() {
        let suspects = died(holding: [held("a", inode: 1), held("b", inode: 2)], of: 4)
        #expect(suspects.map(\.held.name) == [FileName("a"), FileName("b")])
        #expect(!suspects.contains { $0.isCondemned })
        #expect(suspects.map(\.deaths.crashes) == [0, 0])
    }

    @Test func `one crash alone condemns, and who is condemned comes first`() {
        let first = died(holding: [held("a", inode: 1), held("b", inode: 2)], of: 4)
        let second = died(first, alone: 1, holding: [held("b", inode: 2, step: .commit)], of: 4)
        #expect(second.map(\.held.name) == [FileName("b"), FileName("a")])
        #expect(second.map(\.isCondemned) == [true, false])
        #expect(
            second[0].deaths
                == DeathRecord(crashes: 1, kills: 0, process: 7, signal: 4, step: .commit))
    }

    @Test func `some kills alone do not condemn, very many do`() {
        var suspects = died(holding: [held("a", inode: 1)], of: 0)
        for kills in 0..<Suspect.kills {
            #expect(suspects[0].deaths.kills == kills)
            #expect(!suspects[0].isCondemned)
            suspects = died(suspects, alone: 0, holding: [held("a", inode: 1)], of: 0)
        }
        #expect(suspects[0].isCondemned)
    }

    @Test func `who died alone is examined after those who did not`() {
        let first = died(holding: [held("a", inode: 1), held("b", inode: 2)], of: 0)
        let second = died(first, alone: 0, holding: [held("a", inode: 1)], of: 0)
        #expect(second.map(\.held.name) == [FileName("b"), FileName("a")])
    }

    @Test func `another file under the suspect's name has its own count`() {
        var suspects = died(holding: [held("a", inode: 1)], of: 0)
        suspects = died(suspects, alone: 0, holding: [held("a", inode: 1)], of: 0)
        suspects = died(suspects, alone: 0, holding: [held("a", inode: 2)], of: 0)
        #expect(suspects.count == 1)
        #expect(suspects[0].held.identity?.inode == 2)
        #expect(suspects[0].deaths.kills == 1)
    }

    @Test func `who crashes even while being set aside is shunned, who is killed then is not`() {
        var suspects = died(holding: [held("a", inode: 1)], of: 4)
        suspects = died(suspects, alone: 0, holding: [held("a", inode: 1)], of: 4)
        #expect(suspects[0].isCondemned)
        suspects = died(suspects, alone: 0, holding: [held("a", inode: 1, step: .settle)], of: 0)
        #expect(suspects[0].state == .waiting)
        suspects = died(suspects, alone: 0, holding: [held("a", inode: 1, step: .settle)], of: 11)
        #expect(suspects[0].state == .shunned)
    }

    @Test func `an end in order suspects nobody and forgets nobody`() {
        let suspects = died(holding: [held("a", inode: 1)], of: 4)
        let next = Docket.after(LastRun(docket: suspects, held: [held("b", inode: 2)]))
        #expect(next == suspects)
        var over = suspects
        over[0].state = .over
        #expect(Docket.after(LastRun(docket: over)).isEmpty)
    }
}
