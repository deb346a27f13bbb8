import ArgumentParser
import Service

// `okocectl`: the operator's and the office's command line. What it says and does is in Okocectl.
CrashSilence.begin()
do {
    let arguments = CommandLine.arguments.dropFirst()
    ProcessList.maskPeople()
    var command = try Okocectl.parseAsRoot(Array(arguments))
    try command.run()
    try Output.finish()
} catch let failure as CommandFailure {
    failure.exit()
} catch {
    Okocectl.say(error)
}
