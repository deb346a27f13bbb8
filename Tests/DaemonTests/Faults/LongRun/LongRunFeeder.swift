import Foundation

/// One source at work: drops its files in the ways that upstreams do, as fast as its box empties.
struct LongRunFeeder: Sendable {
    let source: LongRunSource
    /// How many files at least; a pair ends a little above.
    let files: Int
    let box: URL
    let seed: UInt64

    /// How many files may wait in the box, as an upstream's own queue would bound them.
    private static let mostWaiting = 1500

    /// How a file comes into the box.
    private enum Way: CaseIterable {
        /// Written under another name, then renamed.
        case rename
        /// Written under another name, linked, the other name removed.
        case link
        /// Written where it is read, in two strokes.
        case copy
        /// Renamed to a name that is used over and over, once it is free.
        case sameName
    }

    /// Drops everything.
    func run() throws -> LongRunSent {
        var random = SeededNumbers(seed: seed)
        var sent = LongRunSent()
        var number = 0
        while sent.files < files {
            let file = source.file(number, using: &random)
            number += 1
            var drops = [file.text]
            if let again = file.again { drops.append(again.text) }
            var wasLinked = false
            for (turn, text) in drops.enumerated() {
                let way = Way.allCases.randomElement(using: &random) ?? .rename
                // What has no id is known by its name alone.
                let name = try drop(
                    text, as: "\(source.code)-\(number)-\(turn).json",
                    by: file.jobID == nil && way == .sameName ? .rename : way, &random)
                wasLinked = wasLinked || way == .link
                let key = "\(source.code)|\(file.jobID ?? name)"
                let outcome = turn == 0 ? file.outcome : file.again?.outcome ?? file.outcome
                sent.expected[key, default: [:]][outcome, default: 0] += 1
                if wasLinked { sent.linked.insert(key) }
                sent.files += 1
            }
            if number % 50 == 0 { waitForRoom() }
        }
        return sent
    }

    private func waitForRoom() {
        while let names = try? FileManager.default.contentsOfDirectory(atPath: box.path),
            names.count > LongRunFeeder.mostWaiting
        {
            usleep(20_000)
        }
    }

    /// - Returns: the name that it has.
    private func drop(
        _ text: String, as unique: String, by way: Way, _ random: inout SeededNumbers
    ) throws -> String {
        let temporary = box.appending(path: ".\(unique).part").path
        var place = box.appending(path: unique)
        switch way {
        case .copy:
            try write(text, to: place.path, pause: Int.random(in: 0..<20, using: &random))
            return unique
        case .sameName:
            let other = box.appending(path: "again-\(Int.random(in: 0..<8, using: &random)).json")
            // A file that is not taken yet would be lost by its own sender; it waits, but not for
            // ever: the daemon may be down.
            for _ in 0..<200 where access(other.path, F_OK) == 0 { usleep(1000) }
            if access(other.path, F_OK) != 0 { place = other }
            fallthrough
        case .rename:
            try write(text, to: temporary, pause: 0)
            try retrying { rename(temporary, place.path) }
        case .link:
            try write(text, to: temporary, pause: 0)
            try retrying { link(temporary, place.path) }
            try retrying { unlink(temporary) }
        }
        return place.lastPathComponent
    }

    /// Writes a file in two strokes, waiting as long as there is no room.
    private func write(_ text: String, to path: String, pause: Int) throws {
        var descriptor: Int32 = -1
        try retrying {
            descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            return descriptor
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        for part in [bytes[..<(bytes.count / 2)], bytes[(bytes.count / 2)...]] {
            var rest = part
            while !rest.isEmpty {
                var written = 0
                try retrying {
                    written = rest.withUnsafeBytes {
                        Glibc.write(descriptor, $0.baseAddress, $0.count)
                    }
                    return written < 0 ? -1 : 0
                }
                rest = rest.dropFirst(written)
            }
            usleep(UInt32(pause) * 1000)
        }
    }

    private func retrying(_ call: () -> Int32) throws {
        while call() < 0 {
            guard errno == ENOSPC || errno == EINTR else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
            usleep(10_000)
        }
    }
}

/// What was dropped, and what must be in the ledger for it.
struct LongRunSent: Sendable {
    var files = 0
    /// By "SOURCE|JOB", or "SOURCE|FILE" of what has no id: how often each outcome.
    var expected: [String: [String: Int]] = [:]
    /// Those that came by `link`. The unlink of the other name changes their files' change time, so
    /// that after a crash between commit and removal one counts as sent again.
    var linked: Set<String> = []

    mutating func add(_ other: LongRunSent) {
        files += other.files
        expected.merge(other.expected) { first, _ in first }
        linked.formUnion(other.linked)
    }
}
