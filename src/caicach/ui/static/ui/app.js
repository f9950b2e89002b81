/* What pages add when scripts run: side sheet, keys, one-time forms, focus. Every page is complete without it. */
(() => {
  "use strict";
  const doc = document;
  doc.documentElement.classList.add("scripted");
  const frame = () => doc.getElementById("sheet-frame");
  const sheet = () => doc.getElementById("sheet");
  const typing = (el) => el.matches("input, textarea, select") || el.isContentEditable;
  const focusFirst = (root) => root.querySelector(":not([data-sample]) > [data-focus]")?.focus();

  // A figure opened in a new tab or window is the page's own link.
  doc.addEventListener("click", (event) => {
    const link = event.target.closest("a[hx-get]");
    if (link && (event.ctrlKey || event.metaKey || event.shiftKey || event.button)) event.stopImmediatePropagation();
  }, true);

  doc.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) doc.getElementById(opener.dataset.open)?.showModal();
    if (event.target.closest("[data-print]")) window.print();
    if (event.target === frame()) frame().close();
    doc.querySelectorAll("details.usermenu[open]").forEach((menu) => {
      if (!menu.contains(event.target) || opener) menu.open = false;
    });
  });

  // The side sheet: opened by what htmx put into it, emptied when closed; the dialog gives the focus back by itself.
  doc.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== sheet()) return focusFirst(event.detail.target);
    if (!sheet().firstElementChild) return location.assign(event.detail.pathInfo.requestPath);
    if (!frame().open) frame().showModal();
    sheet().focus({ preventScroll: true });
    frame().scrollTop = 0;
  });
  frame()?.addEventListener("close", () => sheet().replaceChildren());

  // What failed as a fragment is shown as a page, where it says what to do; a form says so in place.
  const failed = (event) => {
    const link = event.detail.elt.closest("a[href]");
    if (link) return location.assign(link.href);
    const voice = doc.getElementById("announce");
    voice.textContent = voice.dataset.failed;
    voice.classList.remove("visually-hidden");
    voice.classList.add("notice", "notice-error");
  };
  doc.addEventListener("htmx:responseError", failed);
  doc.addEventListener("htmx:sendError", failed);

  // A form is sent once; the request key does the same on the server.
  doc.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    doc.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
    });
  });

  let going = 0;
  doc.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      doc.querySelectorAll("details.usermenu[open]").forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || doc.querySelector("dialog[open]")) return;
    const search = doc.getElementById("search");
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "?") {
      doc.getElementById("keys")?.showModal();
    } else if (event.key === "g") {
      going = Date.now();
    } else if (Date.now() - going < 1500) {
      going = 0;
      const link = [...doc.querySelectorAll("[data-key]")].find((a) => a.dataset.key === event.key.toLowerCase());
      if (link) link.click();
    }
  });

  doc.querySelectorAll('.mainnav [aria-current="page"], .tabs-line [aria-current="page"]').forEach((here) => {
    const line = here.closest(".mainnav, .tabs-line");
    line.scrollLeft = here.getBoundingClientRect().left - line.getBoundingClientRect().left + line.scrollLeft - (line.clientWidth - here.offsetWidth) / 2;
  });
  // A table that scrolls sideways can be scrolled by keyboard.
  doc.querySelectorAll(".scroller").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
  focusFirst(doc);
})();
