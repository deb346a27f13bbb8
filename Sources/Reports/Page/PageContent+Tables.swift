import Programme

/// The tables of the page.
extension PageContent {
    /// A table; one that is wider than a sheet of paper as several below each other, each with the
    /// names of the rows.
    func contents(_ listing: Section.Listing) -> [[String: Any]] {
        let all = listing.sheet.table.columns.filter { !listing.without.contains($0.key) }
        let leading = Array(all.prefix { $0.kind != .number })
        let numbers = Array(all[leading.count...])
        let strips = (numbers.count + PageContent.widest - 1) / PageContent.widest
        guard strips > 1 else { return [content(listing, all, title(listing))] }
        let width = (numbers.count + strips - 1) / strips
        return (0..<strips).map { strip in
            content(
                listing,
                leading + Array(numbers[strip * width..<min(numbers.count, (strip + 1) * width)]),
                "\(title(listing)) (\(strip + 1)/\(strips))")
        }
    }

    /// Columns that a phone shows at once.
    private static let widestOnPhone = 3

    /// Columns of numbers that fit on A4.
    private static let widest = 8

    private func title(_ listing: Section.Listing) -> String {
        let title = listing.sheet.part.title[language]
        let grouping = listing.sheet.report.question.by
        guard Array(listing.sheet.table.columns.prefix(2)) == Group.columns(grouping) else {
            return title
        }
        let by = grouping.words[language]
        return language.of("\(title), by \(by)", "\(title), menurut \(by)")
    }

    private func content(
        _ listing: Section.Listing, _ columns: [Table.Column], _ title: String
    ) -> [String: Any] {
        let sheet = listing.sheet
        let keys = Set(columns.map(\.key) + ["P1-P7", "Rp"])
        let indicators = sheet.part.indicators.filter { keys.contains($0.key) }
        return [
            "title": title, "isFolded": !listing.isOpen, "address": sheet.tableAddress,
            "aside": columns.count > PageContent.widestOnPhone
                ? language.of(
                    "→ Slide the table sideways for more columns.",
                    "→ Geser tabel ke samping untuk melihat kolom lainnya.") : false as Any,
            "columns": columns.map {
                ["text": $0.official[language], "style": style($0)]
            },
            "rows": sheet.rows.map { row in
                [
                    "cells": columns.enumerated().map { index, column in
                        cell(sheet.figure(column.key, row: row), column, isHead: index == 0)
                    }
                ]
            },
            "hasTotal": sheet.table.total != nil, "totalName": language.of("Total", "Jumlah"),
            "total": columns.dropFirst().map { total($0, of: sheet) },
            "hasCounts": !indicators.isEmpty,
            "counts": indicators.map {
                pair(sheet.heading($0.key, language), $0.meaning[language])
            },
        ]
    }

    private func cell(
        _ figure: Figure, _ column: Table.Column, isHead: Bool
    ) -> [String: Any] {
        [
            "text": figure.text(language), "address": figure.address, "isHead": isHead,
            "style": style(column),
        ]
    }

    /// Numbers to the right; what is not to be parted in one line.
    private func style(_ column: Table.Column) -> String {
        switch column.kind {
        case .number: "n"
        case .code: "c"
        case .text, .tail: ""
        }
    }

    private func total(_ column: Table.Column, of sheet: Sheet) -> [String: Any] {
        let figure = sheet.total(column.key)
        return [
            "text": figure?.text(language) ?? "", "address": figure?.address ?? false as Any,
            "style": style(column),
        ]
    }
}
