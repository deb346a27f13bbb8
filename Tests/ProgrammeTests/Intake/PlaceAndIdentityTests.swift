import Testing

@testable import Programme

extension IntakeTests {
    @Suite struct PlaceAndIdentityChecks {
        private func said(_ item: StageItem?, from source: SourceCode = portal) -> [String] {
            check(update(from: source, [item])).said
        }

        @Test func `a place in DKI exists`() {
            #expect(said(registration(in: "31.71.03.1003")) == [])
            #expect(said(registration(in: "31.71.03.1099")) == ["E302 /items/0/kelurahan"])
            #expect(
                check(roster(class: { $0.place = "31.71.09" })).said.first
                    == "E302 /class/kecamatan")
        }

        @Test func `a place outside DKI is recorded with a warning`() {
            let result = check(update(from: portal, [registration(in: "32.75.01.1001")]))
            #expect(result.said == ["W301 /items/0/kelurahan"])
            #expect(result.outcome == .acceptedWithWarnings)
            let job = roster(from: skpd, class: { $0.place = "32.75.01" })
            #expect(check(job).said == ["W301 /class/kecamatan"])
            #expect(check(job).outcome == .acceptedWithWarnings)
        }

        @Test func `of a place that does not exist nobody's scope is asked`() {
            #expect(
                said(registration(in: "31.79.01.1001"), from: penggerak) == [
                    "E302 /items/0/kelurahan"
                ])
        }

        @Test func `from 11 June 2018 a registration needs a kelurahan`() {
            #expect(said(registration(on: "2018-06-10", in: "31.71.03")) == [])
            #expect(
                said(registration(on: "2018-06-11", in: "31.71.03")) == ["E304 /items/0/kelurahan"])
        }

        @Test func `a class needs only a kecamatan`() {
            #expect(check(roster(class: { $0.dates = ["2018-06-12"] })).said == [])
        }

        @Test(arguments: [
            (3_275_014_506_900_001, "W202 /items/0/nik"),
            (9_975_014_506_900_001, "W201 /items/0/nik"),
            (2_075_014_506_900_001, "W201 /items/0/nik"),
            (5_475_014_506_900_001, "W201 /items/0/nik"),
            (3_177_014_506_900_001, "W201 /items/0/nik"),
            (3_171_994_506_900_001, "W201 /items/0/nik"),
            (975_014_506_900_001, "W201 /items/0/nik"),
        ])
        func `a NIK from elsewhere or nowhere is recorded with a warning`(
            number: Int64, warning: String
        ) {
            let nik = NIK(unchecked: number)
            #expect(said(registration(of: nik)) == [warning])
            #expect(check(roster([attended(nik)])).said == [warning])
        }

        @Test func `the newest and the oldest provinces issue a NIK`() {
            for province: Int64 in [11, 36, 65, 76, 91, 96] {
                let nik = NIK(unchecked: province * 100_000_000_000_000 + 1_014_506_900_001)
                #expect(said(registration(of: nik)) == ["W202 /items/0/nik"])
            }
        }

        @Test func `a birth date that the NIK does not tell is a warning`() {
            #expect(said(registration(birth: "1990-06-05")) == [])
            #expect(said(registration(birth: "1990-06-06")) == ["W203 /items/0/birth_date"])
            #expect(said(registration(birth: "1991-06-05")) == ["W203 /items/0/birth_date"])
            #expect(said(registration(birth: "1890-06-05")) == [])
        }

        @Test func `a sex that the NIK does not tell is a warning`() {
            #expect(said(registration(sex: .female)) == [])
            #expect(said(registration(sex: .male)) == ["W204 /items/0/sex"])
            #expect(said(registration(of: budi, sex: .male)) == [])
            #expect(said(registration(of: budi, sex: .female)) == ["W204 /items/0/sex"])
        }

        @Test func `someone under seventeen on the day is a warning`() {
            let young = NIK(unchecked: 3_171_031_206_010_001)
            func on(_ date: String) -> [String] {
                check(
                    update(from: portal, [registration(of: young, on: date, birth: "2001-06-12")])
                ).said
            }
            #expect(on("2018-06-12") == [])
            #expect(on("2018-06-11") == ["W205 /items/0/birth_date"])
        }
    }
}
