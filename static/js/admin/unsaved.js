/* Asks before a page with unsaved typing is left. */

const form = document.querySelector("#content-main > form");
let isUnsaved = form?.querySelector(".errornote") != null;

form?.addEventListener("input", () => (isUnsaved = true));
form?.addEventListener("submit", () => (isUnsaved = false));
addEventListener("beforeunload", (event) => {
  if (isUnsaved) event.preventDefault();
});
