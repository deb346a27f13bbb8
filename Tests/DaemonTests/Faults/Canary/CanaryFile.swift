import Foundation

/// A file to be dropped, good or bad.
struct CanaryFile {
    let source: String
    var name: String
    let bytes: [UInt8]

    /// Every document with a canary in each of its fields and as another key in each of its
    /// objects, in each form; and files that are no documents at all.
    static func all() throws -> [CanaryFile] {
        var files: [CanaryFile] = []
        for (source, document) in try CanaryDocuments.all() {
            var variants: [Any] = [document]
            for value in Canary.values { variants += everywhere(value, in: document) }
            for variant in variants {
                let name = "c-\(files.count).json"
                let job = withJobID("c-\(files.count)", variant)
                let data = try JSONSerialization.data(withJSONObject: job)
                files.append(CanaryFile(source: source, name: name, bytes: Array(data)))
            }
        }
        return files + broken() + named()
    }

    /// The document with the value in the place of each of its scalars, and under a new key that is
    /// the value in each of its objects: one change each.
    private static func everywhere(_ value: Any, in document: Any) -> [Any] {
        switch document {
        case let object as [String: Any]:
            var changed: [Any] = []
            for (key, old) in object.sorted(by: { $0.key < $1.key }) {
                for new in everywhere(value, in: old) {
                    changed.append(object.merging([key: new]) { $1 })
                }
            }
            changed.append(object.merging(["\(value)": "\(value)"]) { $1 })
            return changed
        case let array as [Any]:
            return array.indices.flatMap { index in
                everywhere(value, in: array[index]).map { new in
                    var changed = array
                    changed[index] = new
                    return changed
                }
            }
        default: return [value]
        }
    }

    /// A job id of its own, unless that is where the canary is.
    private static func withJobID(_ id: String, _ document: Any) -> Any {
        guard var object = document as? [String: Any], object["job_id"] as? String == "job" else {
            return document
        }
        object["job_id"] = id
        return object
    }

    /// What is no JSON, or is too much of it, around canaries.
    private static func broken() -> [CanaryFile] {
        let (nik, name) = (Canary.nik, Canary.name)
        let person = #""nik": "\#(nik)", "name": "\#(name)""#
        let texts = [
            #"{] \#(nik) \#(name)"#, #""\#(name) \#(nik)""#, nik, #"[{\#(person)}]"#,
            #"{\#(person), \#(person)}"#, #"{"\#(nik)": 1, "\#(nik)": 2, "\#(name)": {}}"#,
            #"{"schema": "okoce/stage-update/1", \#(person) "job_id": "#,
            #"{"schema": "okoce/stage-update/1", \#(person), "items": [{\#(person)"#,
            #"{"nik": \#(nik)x, "name": \#(name)}"#, #"{"nik": \#(nik)\#(nik).0e\#(nik)}"#,
            #"{"name": "\#(name)\u{1}"}"#, #"{"name": "\ud800\#(name) \x"}"#,
            String(repeating: #"{"\#(name)":"#, count: 100) + nik,
            "\u{FEFF}{\(person)}",
        ]
        return texts.map { Array($0.utf8) }.enumerated().map { index, bytes in
            CanaryFile(source: "PORTAL", name: "broken-\(index).json", bytes: bytes)
        } + [
            CanaryFile(
                source: "PORTAL", name: "bytes.json",
                bytes: [0xFF, 0xFE] + Array("{\(person)}".utf8) + [0xC3, 0x28])
        ]
    }

    /// The same jobs under a sender's name that is a NIK.
    private static func named() -> [CanaryFile] {
        let nik = Canary.nik
        let good = Jobs.registration(job: "named", nik: nik)
            .replacing("Contoh Satu", with: Canary.name)
        let files = [
            ("\(nik).json", good), ("x-\(nik)-a.json", good),
            ("31.71.09.451190.0007.json", good + "\n"),
            ("\(nik)\u{1B}[2J.json", "{]"), ("'\(nik)'.json", "{] "),
            ("20180612\(nik).json", good.replacing("\"named\"", with: "\"\(nik)\"")),
        ]
        return files.map { CanaryFile(source: "PORTAL", name: $0.0, bytes: Array($0.1.utf8)) }
    }
}
