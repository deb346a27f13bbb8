import Foundation
import Synchronization
import Testing

@testable import Spool

/// A worker with one file, and nothing else to do, commits it itself.
@Suite struct LentCommitTests {
    @Test func `a lone file is read and committed by one thread`() throws {
        let place = try TemporarySpool()
        let readers = Mutex<[UInt]>([])
        let writers = Mutex<[UInt]>([])
        var script = ScriptedHost.Script()
        script.beforePrepare = { _ in readers.withLock { $0.append(UInt(pthread_self())) } }
        script.beforeCommit = { (_) throws(CommitFailure) in
            writers.withLock { $0.append(UInt(pthread_self())) }
        }
        let running = try RunningSpool(place, script)
        for number in 0..<30 {
            try place.drop("\(number).json", "{}")
            try wait("settled") { place.names("incoming/A").isEmpty }
            try running.waitUntilIdle()
        }
        #expect(readers.withLock { $0 } == writers.withLock { $0 })
        try running.drain()
    }

    @Test func `while it does so the writer is at work, not the worker`() throws {
        let place = try TemporarySpool()
        let spool = Mutex<Spool<ScriptedHost>?>(nil)
        let busy = Mutex<[String]>([])
        var script = ScriptedHost.Script()
        script.beforeCommit = { (_) throws(CommitFailure) in
            let queues = spool.withLock { $0 }?.progress() ?? []
            // The intake is now and then, for a scan.
            busy.withLock { $0 = queues.filter { $0.isBusy && $0.queue != "intake" }.map(\.queue) }
        }
        let running = try RunningSpool(place, script)
        spool.withLock { $0 = running.spool }
        try place.drop("a.json", "{}")
        try wait("settled") { place.names("incoming/A").isEmpty }
        #expect(busy.withLock { $0 } == ["writer"])
        try running.drain()
        spool.withLock { $0 = nil }
    }

    /// Else it would commit for ever what the others read.
    @Test func `it makes one commit, and reads again`() throws {
        let place = try TemporarySpool()
        let spool = Mutex<Spool<ScriptedHost>?>(nil)
        let wereFree = Atomic<Bool>(false)
        var script = ScriptedHost.Script()
        script.beforeCommit = { (jobs) throws(CommitFailure) in
            guard let running = spool.withLock({ $0 }) else { return }
            if jobs[0].text == "{first}" {
                try? place.drop("second.json", "{second}")
                try? wait("the second") { running.ready.withLock { $0.count } == 1 }
            } else {
                try? wait("all workers") { running.intake.sync { $0.logic.areWorkersIdle } }
                let areFree = running.intake.sync { $0.logic.areWorkersIdle }
                wereFree.store(areFree, ordering: .relaxed)
            }
        }
        let running = try RunningSpool(place, script) { $0.workers = 2 }
        spool.withLock { $0 = running.spool }
        try place.drop("first.json", "{first}")
        try running.waitUntilIdle()
        let areFree = wereFree.load(ordering: .relaxed)
        #expect(areFree)
        #expect(running.host.texts == ["{first}", "{second}"])
        try running.drain()
        spool.withLock { $0 = nil }
    }
}
