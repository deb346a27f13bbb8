"""The office's page in a real browser, from real ledgers (Deploy/page-test)."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import browser
import figures
import office

PROGRAMS = os.environ["OKOCE_PROGRAMS"]
LANGUAGES = ["en", "id"]

# What each report may be by, but for what the whole page has.
OTHERS = [
    (kind, by)
    for kind, groupings in {
        "stages": "kota kelurahan source week month", "evaluation": "kecamatan source",
        "training": "kota source organiser track week", "funding": "source kecamatan month",
        "affiliation": "kecamatan month", "waiting": "kota source week",
    }.items()
    for by in groupings.split()
]


def setUpModule():
    global folder, offices, pages
    folder = tempfile.TemporaryDirectory(prefix="okoce-page.")
    root = pathlib.Path(folder.name)
    offices = {"october": office.october(PROGRAMS, root / "october"),
               "winter": office.first_winter(PROGRAMS, root / "winter")}
    pages = {}
    for name, one in offices.items():
        for language in LANGUAGES:
            page = root / f"{name}.{language}.html"
            page.write_text(one.report("all", "--format", "html", "--language", language))
            pages[name, language] = page


def tearDownModule():
    folder.cleanup()


class PageTest(unittest.TestCase):
    scripts = True

    @classmethod
    def setUpClass(cls):
        cls.browser = browser.Browser(scripts=cls.scripts)
        cls.addClassCleanup(cls.browser.quit)

    def nothing(self, found, what):
        self.assertFalse(found, f"{what}: " + "\n".join(map(str, found[:10])))

    def says(self, text, pattern):
        with self.subTest(pattern):
            self.assertTrue(re.search(pattern, text, re.DOTALL), "the page does not say it")

    def hold(self, reports, page):
        """A page says what the JSON says, all of it, and nothing goes wrong in it."""
        self.browser.open(page)
        found = self.browser.ask(browser.FIGURES)
        self.nothing(reports.differences(found), "figures that differ")
        self.nothing(reports.missing(found), "figures that the page lacks")
        wrong, count = reports.untrue_shapes(found)
        self.nothing(wrong, "shapes that differ")
        self.nothing(reports.untrue_words(self.browser.ask(browser.MARKS)), "words that differ")
        self.nothing(self.browser.complaints(), "logged")
        self.nothing(self.browser.requests(), "asked for")
        return len(found), count


class Numbers(PageTest):
    def test_every_figure_is_the_json_s(self):
        for (name, language), page in pages.items():
            with self.subTest(name, language=language):
                texts, shapes = self.hold(figures.Reports(offices[name], language), page)
                self.assertGreater(texts, 2000)
                self.assertGreater(shapes, 100)

    def test_a_single_report_has_its_own_page(self):
        one = offices["october"]
        reports = figures.Reports(one, "en")
        for kind, by in OTHERS:
            with self.subTest(kind, by=by):
                page = one.folder / "single.html"
                page.write_text(one.report(kind, "--by", by, "--format", "html"))
                reports.known.clear()
                reports.document(kind, by)
                self.hold(reports, page)
                self.nothing(self.browser.ask(browser.COLLISIONS), "labels")

    def test_what_was_known_then_is_said(self):
        one = offices["winter"]
        page = one.folder / "then.html"
        page.write_text(one.report("stages", "--format", "html", "--known-at", "2018-01-31"))
        self.browser.open(page)
        text = self.browser.ask("return document.querySelector('header').innerText")
        self.says(text, r"Known at\s+2018-01-31 23:59 WIB")
        self.says(text, r"Registered \(P1\)\s+0\b")


class Reading(PageTest):
    """Who has never seen the programme finds the answers on the page, in words."""

    def text(self, name, language):
        self.browser.open(pages[name, language])
        return self.browser.ask("return document.body.innerText")

    def test_ten_questions_are_answered(self):
        text = self.text("october", "en")
        for answer in [
            r"OK OCE \(One Kecamatan.*seven steps",
            r"1,484 had a licence \(P4\)",
            r"P1 registered\. Highest: .+ \(\d+\)\. Lowest: .+ \(\d+\)",
            r"P4 licensed, DKI: 19 of 40,000 \(0\.0 %\) by 2018-12-31: missed",
            r"Rp [\d,]+ a participant",
            r"Of the applications that were decided, [\d.]+ % were approved",
            r"From submitted to disbursed it took \d+ days",
            r"Most of it, \d+, waits for registration \(portal, SKPD, penggerak\)",
            r"P5\s+marketing\s+Their goods reach buyers",
            r"Outside DKI Jakarta: 31 of the registered; kelurahan not known: 6",
            r"By number the members fall most from P1 registered to P2 trained, by 1,\d{3}, to",
            r"by share most from P6 keeps accounts to P7 funded, by \d+, to [\d.]+ %",
            r"Paid out by lender: Bank DKI Rp [\d,]+, Bank Rakyat Indonesia Rp [\d,]+",
            r"Jobs are the people at work in the members' businesses",
            r"It gained [\d,]+ in the last fortnight, [\d,]+ and [\d,]+ in the two before",
            r"before this chart begins",
            r"The cost is known of [\d,]+ of [\d,]+ classes: what the others cost is in no sum",
            r"Published by\s+Programme office of OK OCE / Jakpreneur",
            r"Figures\s+up to and including 2021-10-27",
        ]:
            self.says(text, answer)

    def test_they_are_answered_in_indonesian(self):
        text = self.text("winter", "id")
        for answer in [
            r"P4 perizinan, DKI: 0 dari 40\.000 \(0,0 %\), batas waktu 31-12-2018: tertinggal",
            r"2\.430 orang dengan biaya Rp 724\.500\.000: Rp 298\.148 per peserta",
            r"P5\s+pemasaran\s+Barangnya sampai ke pembeli",
            r"sampai dengan 22 Januari 2018, waktu Jakarta \(WIB\)",
            r"Di luar DKI Jakarta: 0 dari yang mendaftar; kelurahan belum diketahui: [\d.]+",
            r"Biaya diketahui untuk ([\d.]+) dari \1 kelas: semuanya",
        ]:
            self.says(text, answer)

    def test_it_says_nothing_in_the_words_of_those_who_made_it(self):
        for name, language in pages:
            text = self.text(name, language)
            for word in ["known-at", "hold_for", "speaker_id", "asymmetric", "asimetris", "sqlite",
                         "header", "delivery", str(offices[name].folder)]:
                self.assertNotIn(word, text)

    def test_nobody_is_on_it(self):
        for (name, _), page in pages.items():
            html = page.read_text()
            for nik in offices[name].niks:
                self.assertNotIn(nik, html)
            for person in office.NAMES:
                self.assertNotIn(person, html)
            self.assertNotRegex(html, r"(?<!\d)\d{6}[\d*]{6}\d{4}(?!\d)")

    def test_a_name_is_words_whatever_it_says(self):
        one = offices["october"]
        page = one.folder / "hostile.html"
        page.write_text(one.report("stages", "--by", "source", "--format", "html"))
        self.browser.open(page)
        self.assertEqual(self.browser.ask("return document.images.length"), 0)
        names = self.browser.ask(
            "return [...document.querySelectorAll('td')].map((cell) => cell.textContent)")
        self.assertIn(office.HOSTILE, names)
        self.nothing(self.browser.complaints(), "logged")


class Looks(PageTest):
    def test_an_accessibility_check_finds_nothing_serious(self):
        for page in pages.values():
            looks = [(1000, False), (1000, True), (360, False)]
            # Both ledgers' pages have the same parts: of one the language makes the difference.
            for width, dark in looks if "october" in page.name else looks[:1]:
                self.browser.open(page, width=width, dark=dark)
                self.nothing(self.browser.axe(), f"axe, {page.name}, {width}, dark {dark}")

    def test_a_phone_shows_it_without_scrolling_sideways(self):
        for page in pages.values():
            self.browser.open(page, width=360)
            self.assertEqual(
                self.browser.ask("return document.documentElement.scrollWidth"), 360)

    def test_no_label_hides_another(self):
        for page in pages.values():
            for width in (1000, 360):
                self.browser.open(page, width=width)
                # All switches at once, from their first figure to their last.
                for choice in range(8):
                    self.browser.ask(
                        "for (const one of document.querySelectorAll('.switch'))"
                        "  one.querySelectorAll('input')[arguments[0]]?.click();", choice)
                    self.nothing(
                        self.browser.ask(browser.COLLISIONS),
                        f"{page.name}, width {width}, figure {choice + 1}")

    def test_dark_is_dark(self):
        page = pages["october", "en"]
        script = "return getComputedStyle(document.body).backgroundColor"
        light = self.browser.open(page).ask(script)
        self.assertNotEqual(self.browser.open(page, dark=True).ask(script), light)

    def test_its_language_is_said(self):
        for (_, language), page in pages.items():
            self.browser.open(page)
            self.assertEqual(self.browser.ask("return document.documentElement.lang"), language)

    def test_it_prints_on_a4_with_all_its_tables(self):
        for page in pages.values():
            self.browser.open(page)
            pdf = page.with_suffix(".pdf")
            self.browser.pdf(pdf)
            about = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True)
            self.assertRegex(about.stdout, r"Page size: +59[45]\.\d+ x 84[12]\.\d+ pts \(A4\)")
            count = int(re.search(r"Pages: +(\d+)", about.stdout)[1])
            self.assertIn(count, range(8, 19))
            words = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True,
                                   check=True).stdout
            printed = re.sub(r"\s", "", words)
            cells = self.browser.ask(
                "return [...document.querySelectorAll('th, td')].map((one) => one.textContent)")
            lost = [cell for cell in cells if re.sub(r"\s", "", cell) not in printed]
            self.nothing(lost, "cells that are not printed")
            # In Indonesian headings are broken after the same word.
            if page.name.endswith(".en.html"):
                totals = self.browser.ask("return document.querySelectorAll('tfoot').length")
                self.assertEqual(len(re.findall(r"(?m)^Total\b", words)), totals,
                                 "a total stands once, at the end of its table")


class Use(PageTest):
    def test_keys_go_from_mark_to_mark_and_show_what_it_says(self):
        self.browser.open(pages["october", "en"])
        says = """
            const tip = document.getElementById("tip");
            return tip.hidden ? null : tip.textContent;"""
        press = """
            document.activeElement.dispatchEvent(
              new KeyboardEvent("keydown", { key: arguments[0], bubbles: true }));"""
        self.assertIsNone(self.browser.ask(says))
        self.browser.ask("document.querySelector('svg.wide .mark').focus()")
        self.assertRegex(self.browser.ask(says), "^P1 registered")
        self.browser.ask(press, "ArrowDown")
        self.assertRegex(self.browser.ask(says), "^P2 trained")
        self.browser.ask(press, "End")
        self.assertRegex(self.browser.ask(says), "^P7 funded")
        self.browser.ask(press, "Escape")
        self.assertIsNone(self.browser.ask(says))
        # One stop of the tabulator a drawing.
        stops = self.browser.ask(
            "return [...document.querySelectorAll('svg')]"
            ".map((one) => one.querySelectorAll('[tabindex=\"0\"]').length)")
        self.assertEqual(set(stops), {1})


class WithoutScripts(PageTest):
    scripts = False

    def test_it_says_and_shows_the_same(self):
        self.browser.open(pages["october", "en"])
        self.assertIsNone(
            self.browser.ask("return document.getElementById('tip')"), "the script has run")
        titles = self.browser.ask("return document.querySelectorAll('.mark > title').length")
        self.assertGreater(titles, 500)
        find = self.browser.driver.find_element
        shown = "return getComputedStyle(document.querySelectorAll('.panel')[arguments[0]]).display"
        self.assertEqual(self.browser.ask(shown, 0), "block")
        self.assertEqual(self.browser.ask(shown, 3), "none")
        find("css selector", "label[for=stages-2-4]").click()
        self.assertEqual(self.browser.ask(shown, 0), "none")
        self.assertEqual(self.browser.ask(shown, 3), "block")
        details = find("css selector", "details")
        self.assertIsNone(details.get_attribute("open"))
        find("css selector", "summary").click()
        self.assertIsNotNone(details.get_attribute("open"))
        self.nothing(self.browser.requests(), "asked for")


if __name__ == "__main__":
    unittest.main()
