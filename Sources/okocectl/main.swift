import ArgumentParser
import Service

// `okocectl`: the operator's and the office's command line. What it says and does is in Okocectl.
CrashSilence.begin()
do {
    var command = try Okocectl.parseAsRoot()
    try command.run()
    try Output.finish()
} catch let failure as CommandFailure {
    failure.exit()
} catch {
    Okocectl.exit(withError: error)
}
