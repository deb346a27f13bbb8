/// What can go wrong between this process and systemd.
package enum SystemdError: Error, Equatable {
    /// A call of libsystemd failed; `function` is its C name, `errno` the positive error number.
    /// What follows is for the caller: nothing here is needed for the work to go on.
    case call(function: String, errno: Int32)
}
