/// Masks people in texts that others chose.
package enum Masking {
    /// The text with every NIK in it masked: 16 digits that stand alone and read as one.
    ///
    /// A file name, a job's or an item's id is the sender's to choose, and some choose a NIK. It
    /// must not reach a journal or a list that way (UU PDP 27/2022).
    package static func maskingPeople(in text: String) -> String {
        guard text.utf8.count >= 16 else { return text }
        var result = ""
        var digits = ""
        for character in text.unicodeScalars {
            if ("0"..."9").contains(character) {
                digits.unicodeScalars.append(character)
            } else {
                result += masked(digits)
                digits = ""
                result.unicodeScalars.append(character)
            }
        }
        return result + masked(digits)
    }

    private static func masked(_ digits: String) -> String {
        guard case .success(let nik) = NIK.read(digits) else { return digits }
        return nik.masked
    }
}
