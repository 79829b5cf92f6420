/* Keeps the preview and the counts in step with the text box.

The form is posted to its own address as the 预览 button would, which saves nothing, and the parts
marked data-live are taken from the answer. Without this script the button does the same. */

const PAUSE = 400;
const button = document.querySelector('input[name="_preview"]');
let timer;
let asked;

async function fetchPage() {
  asked?.abort();
  asked = new AbortController();
  const form = new FormData(button.form, button);
  const response = await fetch(location.href, { method: "POST", body: form, signal: asked.signal });
  if (!response.ok || response.redirected) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function takeOver(page) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (fresh.innerHTML !== part.innerHTML) replace(part, [...fresh.childNodes]);
  }
}

/* Scrolls within the part, so that the first paragraph that changed is seen. */
function replace(part, nodes) {
  const before = [...part.children];
  part.replaceChildren(...nodes);
  const changed = [...part.children].find((child, place) => !before[place]?.isEqualNode(child));
  if (changed) part.scrollTop = changed.offsetTop - part.offsetTop;
}

function showStale(isStale) {
  document.querySelectorAll("[data-stale]").forEach((note) => (note.hidden = !isStale));
}

async function refresh() {
  clearTimeout(timer);
  try {
    takeOver(await fetchPage());
    showStale(false);
  } catch (reason) {
    if (reason.name !== "AbortError") showStale(true);
  }
}

button?.form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
});

button?.addEventListener("click", async (event) => {
  event.preventDefault();
  await refresh();
  document.querySelector(".preview").scrollIntoView();
});
