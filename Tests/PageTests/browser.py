"""A real browser, and a page of the office in it."""

import base64
import json
import os
import pathlib

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

AXE = pathlib.Path(os.environ["OKOCE_AXE"]).read_text(encoding="utf-8")

# Everything that says where it comes from: a text, or a shape that measures.
FIGURES = """
return [...document.querySelectorAll("[data-figure]")].map((one) => {
  const by = one.dataset.measure;
  const drawing = one.closest("svg");
  return {
    address: one.dataset.figure, text: one.textContent, isCell: one.matches("td, th"),
    measure: by || null,
    size: by ? Number(one.getAttribute(by)) : null,
    drawing: drawing ? [...document.querySelectorAll("svg")].indexOf(drawing) : null,
  };
});
"""

# Marks: what they say, and of which figures.
MARKS = """
return [...document.querySelectorAll(".mark")].map((one) => ({
  words: one.getAttribute("aria-label") || one.querySelector("title").textContent,
  figures: one.dataset.says.split(" ").filter(Boolean),
}));
"""

# Texts of the drawings that are shown which lie outside their drawing or over another text.
COLLISIONS = """
const found = [];
for (const drawing of document.querySelectorAll("svg")) {
  const frame = drawing.getBoundingClientRect();
  if (frame.width === 0) continue;
  const texts = [...drawing.querySelectorAll("text")]
    .map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
  for (const { words, box } of texts)
    if (box.left < frame.left - 2 || box.right > frame.right + 2 || box.bottom > frame.bottom + 2)
      found.push(`${drawing.getAttribute("aria-label")}: "${words}" leaves the drawing`);
  for (const tile of drawing.querySelectorAll(".mark > [class^=shade]")) {
    const room = tile.getBoundingClientRect();
    for (const text of tile.parentNode.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      if (box.left < room.left || box.right > room.right)
        found.push(`"${text.textContent}" leaves its tile`);
    }
  }
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      const wide = Math.min(one.box.right, other.box.right)
        - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom)
        - Math.max(one.box.top, other.box.top);
      if (wide > 1 && high > 4)
        found.push(`${drawing.getAttribute("aria-label")}: "${one.words}" over "${other.words}"`);
    }
  });
}
return found;
"""


class Browser:
    """Headless Chromium. What it logs and loads is kept for the test to judge."""

    def __init__(self, scripts=True):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        # Root has no sandbox of Chromium's; the pages are our own.
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                         "--disable-dev-shm-usage", "--disable-background-networking"]:
            options.add_argument(argument)
        if not scripts:
            options.add_experimental_option(
                "prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)

    def quit(self):
        self.driver.quit()

    def open(self, path, width=1000, dark=False):
        """Shows a file, on a screen of some width, in light or dark."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.path = pathlib.Path(path)
        self.driver.get(self.path.as_uri())
        return self

    def ask(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def complaints(self):
        """What the page logged since it was opened: there is nothing to log."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """What it asked for, but for itself."""
        messages = [json.loads(entry["message"])["message"]
                    for entry in self.driver.get_log("performance")]
        urls = [message["params"]["request"]["url"] for message in messages
                if message["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if url not in (self.path.as_uri(), "data:,")]

    def axe(self):
        """What an accessibility check finds that is serious or critical."""
        self.driver.execute_script(AXE)
        result = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run().then(done, (error) => done({ failed: String(error) }));")
        if "failed" in result:
            raise AssertionError(result["failed"])
        if len(result["passes"]) < 10:
            raise AssertionError("axe has looked at nothing")
        return [f'{found["id"]}: {node["html"][:120]} {node["failureSummary"]}'
                for found in result["violations"] for node in found["nodes"]
                if found["impact"] in ("serious", "critical")]

    def pdf(self, into):
        """Prints on what the page says it is for."""
        printed = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        pathlib.Path(into).write_bytes(base64.b64decode(printed["data"]))
