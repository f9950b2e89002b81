/* Reception by keyboard: choose a procedure, scan a card, take all papers. Every page is complete without it. */
(() => {
  "use strict";
  const doc = document;
  const typing = (el) => el.matches("input, textarea, select") || el.isContentEditable;

  // Choosing: typing narrows, arrows walk, Enter takes the first; an answer still on its way is waited for.
  const find = doc.getElementById("find");
  const links = () => [...doc.querySelectorAll(".choices a")];
  let waiting = false;
  const current = () => doc.getElementById("choices")?.dataset.words === find.value.trim();
  const takeFirst = () => {
    const first = links()[0];
    if (first) first.click();
  };
  const step = (by) => {
    const all = links();
    const at = all.indexOf(doc.activeElement) + by;
    if (at < 0) find.focus();
    else all[Math.min(at, all.length - 1)]?.focus();
  };
  if (find) {
    find.form.addEventListener("submit", (event) => {
      if (event.submitter && event.submitter.matches(":focus")) return;
      if (!find.value.trim()) return event.preventDefault();
      if (current()) {
        if (links().length) event.preventDefault();
        return takeFirst();
      }
      event.preventDefault();
      waiting = true;
      setTimeout(() => waiting && find.form.submit(), 3000);
    });
    doc.addEventListener("htmx:afterSwap", () => {
      if (!waiting || !current()) return;
      waiting = false;
      takeFirst();
    });
    doc.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "/" && !typing(event.target)) {
        event.preventDefault();
        find.focus();
        find.select();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (event.target === find || event.target.closest(".choices"))) {
        event.preventDefault();
        step(event.key === "ArrowDown" ? 1 : -1);
      }
    });
  }

  // Reception: the card fills the submitter; the server reads what is not plainly a card, and says what is wrong with it.
  const field = (name) => doc.querySelector(`[name="${name}"]`);
  const card = field("card");
  if (!card) return;
  const fill = (name, value, keep) => {
    const target = field(`submitter_${name}`);
    if (target && value && !(keep && target.value.trim())) target.value = value;
  };
  const goOn = () => {
    const next = ["submitter_phone", "summary"].map(field).find((one) => one && !one.value) || field("summary");
    next.focus();
  };
  const isDay = (text) => {
    const day = new Date(Date.UTC(+text.slice(4), +text.slice(2, 4) - 1, +text.slice(0, 2)));
    return /^\d{8}$/.test(text) && day.getUTCDate() === +text.slice(0, 2) && day <= new Date() && day.getUTCFullYear() >= 1900;
  };
  const readable = (text) => {
    const parts = text.normalize("NFC").trim().split("|").map((part) => part.trim().replace(/\s+/g, " "));
    if (parts.length > 1 && !/^(\d{9}|\d{12})?$/.test(parts[1])) parts.splice(1, 0, "");
    const whole = /^\d{12}$/.test(parts[0]) && parts.length >= 7 && parts[2] && !/\d/.test(parts[2]);
    return whole && isDay(parts[3]) && (!parts[6] || isDay(parts[6])) ? parts : null;
  };
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !card.value.trim()) return;
    event.preventDefault();
    const parts = readable(card.value);
    if (!parts) return card.form.requestSubmit(card.form.querySelector('button[value="card"]'));
    card.value = "";
    fill("kind", "person");
    fill("name", parts[2]);
    fill("address", parts[5]);
    fill("identity", parts[0]);
    field("submitter_identity").dispatchEvent(new Event("change", { bubbles: true }));
    goOn();
  });
  doc.addEventListener("click", (event) => {
    const known = event.target.closest("[data-person]");
    if (known) {
      event.preventDefault();
      fill("kind", known.dataset.kind);
      ["name", "phone", "email", "address"].forEach((name) => fill(name, known.dataset[name], true));
      return goOn();
    }
    const all = event.target.closest("[data-all-papers]");
    if (!all) return;
    event.preventDefault();
    doc.querySelectorAll(".checklist [data-wanted]").forEach((box) => { box.value = box.dataset.wanted; });
    doc.querySelector("[data-receive]").focus();
  });
  doc.addEventListener("keydown", (event) => {
    if (event.key === "F2") card.focus();
    else if (event.key === "F8") doc.querySelector("[data-all-papers]").click();
    else return;
    event.preventDefault();
  });
})();
