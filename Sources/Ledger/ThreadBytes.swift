internal import Glibc

/// What a thread has read and written so far, from the disk or not: the kernel's count of it
/// (proc(5), io), kept open for as long as the thread lives, for opening it costs more than reading.
enum ThreadBytes {
    /// The count of no thread, where `/proc` is not to be had.
    private static let none: Int32 = -2

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        // Without a key each call opens the count again, and nobody closes it.
        precondition(
            pthread_key_create(&key) { close(Int32(Int(bitPattern: $0) - 1)) } == 0,
            "no more thread-specific keys")
        return key
    }()

    /// The calling thread's count. Closed when the thread ends; what is read of it afterwards is of
    /// no use.
    static var ofThisThread: Int32 {
        if let kept = pthread_getspecific(key) { return Int32(Int(bitPattern: kept) - 1) }
        let file = open("/proc/thread-self/io", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return none }
        pthread_setspecific(key, UnsafeRawPointer(bitPattern: Int(file) + 1))
        return file
    }

    /// In bytes; zeros where the kernel does not count.
    static func read(_ count: Int32) -> (read: UInt64, written: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { room in
            // rchar: 323934931\nwchar: 323929600\n...
            let length = pread(count, room.baseAddress, room.count, 0)
            guard length > 0 else { return (0, 0) }
            var values: [2 of UInt64] = [0, 0]
            var line = 0
            for byte in room[..<length] {
                if byte == UInt8(ascii: "\n") {
                    line += 1
                    if line == values.count { return (values[0], values[1]) }
                } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                    values[line] = values[line] &* 10 &+ UInt64(byte - UInt8(ascii: "0"))
                }
            }
            return (0, 0)
        }
    }
}
