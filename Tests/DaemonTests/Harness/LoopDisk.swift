import Foundation

/// A file system of its own in a file: small enough to be filled.
final class LoopDisk {
    /// Where it is mounted.
    let place: URL
    private let image: URL

    /// - Parameter megabytes: its size; the file is sparse.
    init(at place: URL, megabytes: Int) throws {
        self.place = place
        image = place.appendingPathExtension("img")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try Command.must("truncate", "--size", "\(megabytes)M", image.path)
        try Command.must("mkfs.ext4", "-q", "-m", "0", image.path)
        try Command.must("mount", "-o", "loop", image.path, place.path)
    }

    deinit {
        _ = try? Command(words: ["umount", "--lazy", place.path]).run()
        try? FileManager.default.removeItem(at: image)
    }

    /// Takes all the room there is, until ``free()``.
    func fill() {
        let descriptor = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var length: off_t = 0
        for size in [64 << 20, 1 << 20, 64 << 10, 4 << 10] {
            while posix_fallocate(descriptor, length, off_t(size)) == 0 { length += off_t(size) }
        }
    }

    /// Gives back what ``fill()`` took.
    func free() { unlink(filler) }

    private var filler: String { place.appending(path: "filler").path }
}
