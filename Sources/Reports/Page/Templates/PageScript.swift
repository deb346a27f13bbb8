/// What the page does beyond what it does without a script: the words of a mark are shown at once
/// where one points or stands, the arrow keys go from mark to mark, and what is closed opens for the
/// printer.
enum PageScript {
    static let text = """
        "use strict";
        (() => {
          const tip = document.createElement("div");
          tip.id = "tip";
          tip.hidden = true;
          tip.setAttribute("aria-hidden", "true");
          document.body.append(tip);
          const show = (mark) => {
            tip.textContent = mark.getAttribute("aria-label");
            tip.hidden = false;
            const box = mark.getBoundingClientRect();
            const width = document.documentElement.clientWidth;
            const left = box.left + box.width / 2 - tip.offsetWidth / 2;
            const above = box.top - tip.offsetHeight - 8;
            tip.style.left = scrollX + Math.max(4, Math.min(left, width - tip.offsetWidth - 4)) + "px";
            tip.style.top = scrollY + (above > 0 ? above : box.bottom + 8) + "px";
          };
          const hide = () => { tip.hidden = true; };
          for (const drawing of document.querySelectorAll("svg")) {
            const marks = [...drawing.querySelectorAll(".mark")];
            marks.forEach((mark, index) => {
              const title = mark.querySelector("title");
              mark.setAttribute("aria-label", title.textContent);
              title.remove();
              mark.setAttribute("tabindex", index === 0 ? "0" : "-1");
              mark.addEventListener("mouseenter", () => show(mark));
              mark.addEventListener("mouseleave", hide);
              mark.addEventListener("focus", () => show(mark));
              mark.addEventListener("blur", hide);
            });
            drawing.addEventListener("keydown", (event) => {
              const at = marks.indexOf(document.activeElement);
              const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
              const to = event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1
                : by === undefined ? -1 : at + by;
              if (event.key === "Escape") hide();
              if (at < 0 || to < 0 || to >= marks.length) return;
              event.preventDefault();
              marks[at].setAttribute("tabindex", "-1");
              marks[to].setAttribute("tabindex", "0");
              marks[to].focus();
            });
          }
          let closed = [];
          addEventListener("beforeprint", () => {
            closed = [...document.querySelectorAll("details:not([open])")];
            for (const one of closed) one.open = true;
          });
          addEventListener("afterprint", () => {
            for (const one of closed) one.open = false;
          });
        })();
        """
}
