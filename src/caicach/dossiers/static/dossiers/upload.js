/* Shows how far a file has been sent. Without this script the form is sent as any other. */
(() => {
  "use strict";
  const doc = document;
  const chosen = (form) => [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);

  // The answer is shown in place, so that its words are not lost by asking for it once more.
  const show = (request) => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const main = page.getElementById("main");
    if (!main) return location.reload();
    doc.title = page.title;
    doc.getElementById("main").replaceWith(main);
    if (request.responseURL && request.responseURL !== location.href) history.replaceState(null, "", request.responseURL);
    (main.querySelector("[data-focus]") || main).focus();
    window.scrollTo(0, 0);
  };

  doc.addEventListener("submit", (event) => {
    const form = event.target;
    const box = doc.querySelector("[data-upload]");
    if (event.defaultPrevented || !box || !form.matches("form[data-once]") || !chosen(form)) return;
    event.preventDefault();
    const bar = box.querySelector("progress");
    const told = box.querySelector("output");
    const request = new XMLHttpRequest();
    const failed = () => {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
      bar.value = 0;
      told.textContent = box.dataset.failed;
      box.classList.add("notice", "notice-error");
    };
    box.hidden = false;
    box.classList.remove("notice", "notice-error");
    request.upload.addEventListener("progress", (step) => {
      const percent = step.lengthComputable ? Math.floor((100 * step.loaded) / step.total) : 0;
      // All is sent; what remains is the look into the file, and nobody knows how long that takes.
      if (percent === 100 || !step.lengthComputable) bar.removeAttribute("value");
      else bar.value = percent;
      told.textContent = percent === 100 ? box.dataset.checking : `${percent}%`;
    });
    request.addEventListener("load", () => show(request));
    request.addEventListener("error", failed);
    request.addEventListener("abort", failed);
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
})();
