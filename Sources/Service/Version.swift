/// Which okoce this is: what both programs answer to `--version`. The package's changelog begins
/// with the same number; `Deploy/tidy` holds the two together.
package enum Version {
    package static let current = "0.3.0"
}
