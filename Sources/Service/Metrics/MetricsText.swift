/// Metrics in Prometheus' text format, version 0.0.4, as promtool wants them: each family once, with
/// its help and its type, its samples together.
///
/// The format: https://prometheus.io/docs/instrumenting/exposition_formats/.
struct MetricsText {
    enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    /// Ends with a newline, without which Prometheus takes none of it.
    private(set) var text = ""

    /// A family of one sample or of several.
    ///
    /// - Parameters:
    ///   - name: with its unit; a counter's ends in `_total`.
    ///   - help: one sentence.
    ///   - samples: all of one set of label names, each set of values once.
    mutating func family(
        _ name: String, _ kind: Kind, _ help: String, _ samples: [MetricSample]
    ) {
        guard !samples.isEmpty else { return }
        head(name, kind, help)
        for sample in samples { line(name, sample.labels, sample.value) }
    }

    /// A family of one sample without labels.
    mutating func family(_ name: String, _ kind: Kind, _ help: String, _ value: MetricValue?) {
        if let value { family(name, kind, help, [MetricSample([], value)]) }
    }

    /// A histogram's buckets, sum and count.
    mutating func family(_ name: String, _ help: String, _ histogram: Histogram) {
        head(name, .histogram, help)
        for (bound, count) in zip(histogram.scale.bounds, histogram.cumulative) {
            line("\(name)_bucket", [("le", "\(histogram.scale.value(bound))")], .count(count))
        }
        line("\(name)_bucket", [("le", "+Inf")], .count(histogram.count))
        line("\(name)_sum", [], .number(histogram.scale.value(histogram.sum)))
        line("\(name)_count", [], .count(histogram.count))
    }

    private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(MetricsText.escaping(help, quotes: false))\n"
        text += "# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func line(
        _ name: String, _ labels: [(name: String, value: String)], _ value: MetricValue
    ) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.name)=\"\(MetricsText.escaping($0.value))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(value)\n"
    }

    private static func escaping(_ text: String, quotes: Bool = true) -> String {
        var escaped = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        if quotes { escaped.replace("\"", with: "\\\"") }
        return escaped
    }
}

/// One number with what tells it from others of its family.
struct MetricSample {
    let labels: [(name: String, value: String)]
    let value: MetricValue

    init(_ labels: [(name: String, value: String)], _ value: MetricValue) {
        self.labels = labels
        self.value = value
    }
}

/// A number: whole ones are written as such, however large.
enum MetricValue: Hashable, CustomStringConvertible {
    case count(UInt64)
    case whole(Int64)
    case number(Double)

    static func whole(_ value: Int) -> MetricValue { .whole(Int64(value)) }

    /// In seconds since 1970.
    static func instant(nanoseconds: Int64) -> MetricValue { .number(Double(nanoseconds) / 1e9) }

    var description: String {
        switch self {
        case .count(let value): "\(value)"
        case .whole(let value): "\(value)"
        case .number(let value): "\(value)"
        }
    }
}
