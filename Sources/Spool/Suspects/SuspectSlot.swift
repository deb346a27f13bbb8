import Glibc

/// One file in the ``SuspectFile``: its place, and how it is written there.
///
/// Writing is plain stores, with the step last: a slot without one says nothing.
struct SuspectSlot {
    static let size = 608

    private enum Offset {
        static let step = 0
        static let state = 4
        static let boxLength = 8
        static let nameLength = 10
        static let process = 12
        static let device = 16
        static let inode = 24
        static let fileSize = 32
        static let modified = 40
        static let changed = 48
        static let owner = 56
        static let hasIdentity = 60
        static let attempt = 64
        static let crashes = 72
        static let kills = 76
        static let signal = 80
        static let box = 96
        static let name = 352
    }

    let base: UnsafeMutableRawPointer

    // MARK: Writing

    func note(box: String, name: FileName, step: WorkStep) {
        clear()
        var box = box
        let boxLength = box.withUTF8 { text in
            copy(UnsafeRawBufferPointer(text), to: Offset.box)
        }
        let nameLength = name.terminated.withUnsafeBytes { text in
            copy(UnsafeRawBufferPointer(rebasing: text.dropLast()), to: Offset.name)
        }
        base.storeBytes(of: UInt16(boxLength), toByteOffset: Offset.boxLength, as: UInt16.self)
        base.storeBytes(of: UInt16(nameLength), toByteOffset: Offset.nameLength, as: UInt16.self)
        base.storeBytes(of: 0, toByteOffset: Offset.hasIdentity, as: UInt32.self)
        base.storeBytes(of: -1, toByteOffset: Offset.attempt, as: Int64.self)
        self.step(step)
    }

    func note(_ identity: FileIdentity) {
        base.storeBytes(of: identity.device, toByteOffset: Offset.device, as: UInt64.self)
        base.storeBytes(of: identity.inode, toByteOffset: Offset.inode, as: UInt64.self)
        base.storeBytes(of: identity.size, toByteOffset: Offset.fileSize, as: Int64.self)
        base.storeBytes(of: identity.modified, toByteOffset: Offset.modified, as: Int64.self)
        base.storeBytes(of: identity.changed, toByteOffset: Offset.changed, as: Int64.self)
        base.storeBytes(of: identity.owner, toByteOffset: Offset.owner, as: UInt32.self)
        base.storeBytes(of: 1, toByteOffset: Offset.hasIdentity, as: UInt32.self)
    }

    func note(attempt: Int64) {
        base.storeBytes(of: attempt, toByteOffset: Offset.attempt, as: Int64.self)
    }

    func step(_ step: WorkStep) {
        base.storeBytes(of: step.rawValue, toByteOffset: Offset.step, as: UInt32.self)
    }

    /// Says nothing any more, and keeps no name: a sender's name may tell who a file is about.
    func clear() {
        base.storeBytes(of: 0, toByteOffset: Offset.step, as: UInt32.self)
        let length: UInt16 = load(Offset.nameLength)
        memset(base.advanced(by: Offset.name), 0, min(Int(length), 255))
    }

    func write(_ suspect: Suspect) {
        let held = suspect.held
        note(box: String(decoding: held.box.bytes, as: UTF8.self), name: held.name, step: held.step)
        if let identity = held.identity { note(identity) }
        if let attempt = held.attempt { note(attempt: attempt) }
        let deaths = suspect.deaths
        base.storeBytes(of: deaths.process, toByteOffset: Offset.process, as: Int32.self)
        base.storeBytes(
            of: UInt32(clamping: deaths.crashes), toByteOffset: Offset.crashes, as: UInt32.self)
        base.storeBytes(
            of: UInt32(clamping: deaths.kills), toByteOffset: Offset.kills, as: UInt32.self)
        base.storeBytes(of: deaths.signal, toByteOffset: Offset.signal, as: Int32.self)
        state(suspect.state)
    }

    func state(_ state: Suspect.State) {
        base.storeBytes(of: state.rawValue, toByteOffset: Offset.state, as: UInt32.self)
    }

    private func copy(_ text: UnsafeRawBufferPointer, to offset: Int) -> Int {
        // No file system that Linux mounts has longer names.
        let length = min(text.count, 255)
        if let start = text.baseAddress {
            base.advanced(by: offset).copyMemory(from: start, byteCount: length)
        }
        return length
    }

    // MARK: Reading

    /// Nil if the slot is free, or holds no name that could be one.
    var held: HeldFile? {
        guard let step = WorkStep(rawValue: load(Offset.step)),
            let box = name(at: Offset.box, length: load(Offset.boxLength)),
            let name = name(at: Offset.name, length: load(Offset.nameLength))
        else { return nil }
        var identity: FileIdentity?
        if load(Offset.hasIdentity, as: UInt32.self) == 1 {
            identity = FileIdentity(
                device: load(Offset.device), inode: load(Offset.inode),
                size: load(Offset.fileSize), modified: load(Offset.modified),
                changed: load(Offset.changed), owner: load(Offset.owner))
        }
        let attempt: Int64 = load(Offset.attempt)
        return HeldFile(
            box: box, name: name, identity: identity, attempt: attempt < 0 ? nil : attempt,
            step: step)
    }

    var suspect: Suspect? {
        guard let held, let state = Suspect.State(rawValue: load(Offset.state)) else { return nil }
        let crashes: UInt32 = load(Offset.crashes)
        let kills: UInt32 = load(Offset.kills)
        let deaths = DeathRecord(
            crashes: Int(crashes), kills: Int(kills), process: load(Offset.process),
            signal: load(Offset.signal), step: held.step)
        return Suspect(held: held, deaths: deaths, state: state)
    }

    private func load<Value>(_ offset: Int, as: Value.Type = Value.self) -> Value {
        base.load(fromByteOffset: offset, as: Value.self)
    }

    private func name(at offset: Int, length: UInt16) -> FileName? {
        guard (1...255).contains(length) else { return nil }
        let bytes = UnsafeRawBufferPointer(
            start: base.advanced(by: offset), count: Int(length))
        guard !bytes.contains(0), !bytes.contains(UInt8(ascii: "/")) else { return nil }
        return FileName(bytes: Array(bytes))
    }
}
