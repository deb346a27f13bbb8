import CSystemd

/// The kernel's name for the time between two boots.
package enum BootID {
    /// The present boot as 32 lower-case hexadecimal digits (`sd_id128_get_boot`).
    ///
    /// - Throws: ``SystemdError/call(function:errno:)`` where `/proc` is not mounted.
    package static func current() throws(SystemdError) -> String {
        var id = sd_id128_t()
        let result = sd_id128_get_boot(&id)
        guard result >= 0 else {
            throw .call(function: "sd_id128_get_boot", errno: -result)
        }
        return withUnsafeBytes(of: &id) { bytes in
            bytes.map { (($0 < 0x10) ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
