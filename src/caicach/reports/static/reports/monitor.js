/* The board asks for news each minute; it does not swap what somebody reads behind a sheet or stands in by keyboard. */
(() => {
  "use strict";
  const asks = (event) => event.target instanceof Element && event.target.matches("[data-polite]");
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!asks(event)) return;
    const board = document.getElementById("board");
    if (document.hidden || document.querySelector("dialog[open]") || board.contains(document.activeElement)) event.preventDefault();
  });
  // Who was signed out meanwhile keeps what stands there.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "board" && !event.detail.serverResponse.includes('id="board"')) event.detail.shouldSwap = false;
  });
})();
