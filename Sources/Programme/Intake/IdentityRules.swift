// What is odd about a NIK (the rulebook, "Identity and place"). What refuses one was found when it
// was read; here all only warns, because real cards differ from their holders' papers.

extension IntakeContext {
    /// Unknown region, or one that is not DKI's: where the NIK was issued, not where one lives.
    func nikFinding(_ nik: NIK) -> Finding? {
        if !regionIsKnown(of: nik) {
            return Finding(
                .nikRegionUnknown, at: "/nik",
                "The first six digits name no region that issues a NIK: check the number.")
        }
        guard nik.province != dkiProvince else { return nil }
        return Finding(
            .nikIssuedOutsideDKI, at: "/nik", "This NIK was issued outside DKI Jakarta.")
    }

    /// Whether the first six digits can be a place of issue.
    ///
    /// Of the other provinces only the number is known here; of DKI every kecamatan is, and its
    /// codes have not changed (`regions.csv`).
    private func regionIsKnown(of nik: NIK) -> Bool {
        guard nik.province == dkiProvince else { return provinces.contains(nik.province) }
        return rules.regions.names[RegionCode(unchecked: Int64(nik.region))] != nil
    }

    /// What a registration tells of the person against what the NIK tells.
    func personFindings(_ registration: Registration, _ nik: NIK, on day: Day) -> [Finding] {
        var findings: [Finding] = []
        if let birth = registration.birthDate {
            if nik.birthDay(inCentury: birth.civil.year / 100 * 100) != birth {
                findings.append(
                    Finding(
                        .birthDateDiffersFromNIK, at: "/birth_date",
                        "birth_date is not the one that the NIK tells: check both."))
            }
            if NIK.age(bornOn: birth, on: day) < 17 {
                findings.append(
                    Finding(
                        .underSeventeen, at: "/birth_date",
                        "By birth_date the person was under 17 on \(day): check it."))
            }
        }
        if let sex = registration.sex, (sex == .female) != nik.isFemale {
            findings.append(
                Finding(
                    .sexDiffersFromNIK, at: "/sex",
                    "sex is not the one that the NIK tells: check both."))
        }
        return findings
    }
}

/// DKI Jakarta.
private let dkiProvince = 31

/// Kemendagri's codes of the 38 provinces (Kepmendagri 100.1.1-6117/2022).
private let provinces: Set<Int> = [
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65,
    71, 72, 73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96,
]
