// Ticks all rows of a pile at once and says how many are ticked; the form works without it.
(() => {
  "use strict";
  document.querySelectorAll("form[data-pick]").forEach((form) => {
    const boxes = [...form.querySelectorAll('input[name="row"]')];
    const said = form.querySelector("[data-pick-count]");
    const count = () => {
      said.textContent = `${boxes.filter((box) => box.checked).length} / ${boxes.length}`;
    };
    form.querySelector("[data-pick-all]").addEventListener("click", () => {
      const all = boxes.every((box) => box.checked);
      boxes.forEach((box) => { box.checked = !all; });
      count();
    });
    form.addEventListener("change", count);
    count();
  });
})();
