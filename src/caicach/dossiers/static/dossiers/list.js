/* Keys of a list: j and k go through the rows, Enter opens (a link does), x or space chooses, * chooses the page. */
(() => {
  "use strict";
  const doc = document;
  const links = [...doc.querySelectorAll(".row-number a")];
  const boxes = [...doc.querySelectorAll("input.pick")];
  const told = doc.querySelector("[data-picked]");
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    if (told) told.textContent = count ? `(${count})` : "";
    boxes.forEach((box) => box.closest("tr").classList.toggle("picked", box.checked));
  };
  const all = () => {
    const wanted = boxes.some((box) => !box.checked);
    boxes.forEach((box) => { box.checked = wanted; });
    tell();
  };
  doc.addEventListener("change", (event) => { if (event.target.matches("input.pick")) tell(); });
  doc.querySelector("[data-pick-all]")?.addEventListener("click", all);

  let last = "";
  doc.addEventListener("keydown", (event) => {
    const before = last;
    last = event.key;
    const typing = event.target.matches("input:not(.pick), textarea, select, button") || event.target.isContentEditable;
    // After "g" a letter goes to a page.
    if (before === "g" || typing || event.ctrlKey || event.metaKey || event.altKey || doc.querySelector("dialog[open]")) return;
    const row = doc.activeElement.closest?.("tr");
    const at = links.findIndex((link) => link.closest("tr") === row);
    if (event.key === "j" || event.key === "k") {
      const next = at < 0 ? 0 : at + (event.key === "j" ? 1 : -1);
      links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
    } else if ((event.key === "x" || (event.key === " " && doc.activeElement === links[at])) && at >= 0) {
      const box = row.querySelector("input.pick");
      if (!box) return;
      event.preventDefault();
      box.checked = !box.checked;
      tell();
    } else if (event.key === "*" && boxes.length) {
      all();
    }
  });
  tell();
})();
