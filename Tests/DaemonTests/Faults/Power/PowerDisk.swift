import Foundation

/// A file system of its own, in a file, whose power can be cut: all that was not forced to the disk
/// by then is gone after the next mount.
///
/// It is mounted in a mount namespace that lives for as long as this object or, if the tests die,
/// as long as they did: nothing is left mounted.
final class PowerDisk {
    enum Kind: String, CaseIterable {
        case ext4, xfs

        /// Why there can be none here; nil if there can.
        var obstacle: String? {
            guard getuid() == 0 else { return "only root can mount a file system" }
            guard access("/dev/loop-control", R_OK | W_OK) == 0 else {
                return "there is no /dev/loop-control"
            }
            let known = try? String(contentsOfFile: "/proc/filesystems", encoding: .utf8)
            guard known?.contains("\t\(rawValue)\n") == true else {
                return "the kernel has no \(rawValue)"
            }
            return access("/usr/sbin/mkfs.\(rawValue)", X_OK) == 0 ? nil : "no mkfs.\(rawValue)"
        }

        /// The smallest that mkfs makes, and room for the jobs of one test.
        fileprivate var size: String { self == .ext4 ? "96M" : "320M" }
    }

    private let folder: URL
    private let image: String
    private let holder = Process()
    private let untilClosed = Pipe()

    /// Where it is mounted, for programs that run ``inside(_:)``.
    let mountPoint: String
    /// The same folder, as seen from outside.
    var root: URL { URL(filePath: "/proc/\(holder.processIdentifier)/root\(mountPoint)") }

    init(_ kind: Kind) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "okoce-disk-\(UUID().uuidString)")
        image = folder.appending(path: "image").path
        mountPoint = folder.appending(path: "disk").path
        try FileManager.default.createDirectory(
            atPath: mountPoint, withIntermediateDirectories: true)
        try Command.must("truncate", "--size", kind.size, image)
        try Command.must(
            "mkfs.\(kind.rawValue)", "-q", kind == .ext4 ? "-F" : "-f", image)
        holder.executableURL = URL(filePath: "/usr/bin/unshare")
        holder.arguments = ["--mount", "--propagation", "private", "cat"]
        holder.standardInput = untilClosed
        holder.standardOutput = FileHandle.nullDevice
        try holder.run()
        try waitForNamespace()
        try mount()
    }

    deinit {
        try? untilClosed.fileHandleForWriting.close()
        holder.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// `unshare` has done its work when its mounts are others than ours.
    private func waitForNamespace() throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/mnt")
        let place = "/proc/\(holder.processIdentifier)/ns/mnt"
        while try FileManager.default.destinationOfSymbolicLink(atPath: place) == own {
            usleep(1000)
        }
    }

    /// The command, to be run where the disk is mounted.
    func inside(_ words: [String]) -> [String] {
        ["nsenter", "--target", "\(holder.processIdentifier)", "--mount"] + words
    }

    private func mount() throws {
        let finished = try Command(words: inside(["mount", "-o", "loop", image, mountPoint])).run()
        guard finished.status == 0 else {
            throw Command.Failure(description: "mount: \(finished.out)")
        }
    }

    /// Cuts the power: from now on every call fails, and what is not on the disk never gets there.
    func cut() throws {
        let descriptor = open(root.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        defer { close(descriptor) }
        // EXT4_IOC_SHUTDOWN and XFS_IOC_GOINGDOWN are one number; 2: not even the log is flushed.
        var flags: UInt32 = 2
        guard ioctl(descriptor, 0x8004_587D, &flags) == 0 else {
            throw Command.Failure(description: "the disk's power cannot be cut: errno \(errno)")
        }
    }

    /// Mounts it again, as after a boot. Nobody may have a file of it open.
    func boot() throws {
        // Who was killed lets go of its files a moment later.
        for turn in 1... {
            let finished = try Command(words: inside(["umount", mountPoint])).run()
            if finished.status == 0 { break }
            guard turn < 200 else { throw Command.Failure(description: finished.out) }
            usleep(20_000)
        }
        try mount()
    }
}
