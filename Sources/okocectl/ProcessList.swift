import Glibc
import Programme

/// What other users of the machine see of this process (`ps`).
enum ProcessList {
    /// Masks NIKs in the command line as the kernel shows it. Where one was typed for the first
    /// milliseconds of the process anybody could see it; `-` and standard input avoid even that.
    ///
    /// The arguments lie in this process's own memory, between two addresses that proc(5) gives; a
    /// masked NIK is as long as it was. Where that cannot be had nothing is done.
    static func maskPeople() {
        guard let (start, count) = arguments(),
            let bytes = UnsafeMutableRawPointer(bitPattern: start)
        else { return }
        let room = UnsafeMutableRawBufferPointer(start: bytes, count: count)
        let shown = String(decoding: room, as: UTF8.self)
        let masked = Masking.maskingPeople(in: shown)
        guard masked != shown, masked.utf8.count == count else { return }
        room.copyBytes(from: masked.utf8)
    }

    /// Where the arguments begin and how long they are (proc(5), stat, fields 48 and 49).
    private static func arguments() -> (start: UInt, count: Int)? {
        guard let text = line(of: "/proc/self/stat"), let name = text.lastIndex(of: ")") else {
            return nil
        }
        // The third field is the first after the name, which may hold anything.
        let fields = text[name...].split(separator: " ").dropFirst()
        let places = fields.dropFirst(48 - 3).prefix(2).compactMap { UInt($0) }
        guard places.count == 2, places[0] != 0, places[0] < places[1] else { return nil }
        return (places[0], Int(places[1] - places[0]))
    }

    private static func line(of path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { room in
            let count = read(file, room.baseAddress, room.count)
            return count > 0 ? String(decoding: room.prefix(count), as: UTF8.self) : nil
        }
    }
}
