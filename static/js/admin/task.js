/* Says on the page when a background task is done, without a reload. */

const FIRST = 1000; // milliseconds
const LONGEST = 10000;

async function follow(place, pause) {
  await new Promise((done) => setTimeout(done, pause));
  const response = await fetch(place.dataset.task).catch(() => undefined);
  if (response?.redirected || response?.status === 403) return; // logged out meanwhile
  if (response?.ok) {
    const state = await response.text();
    if (place.innerHTML.trim() !== state.trim()) place.innerHTML = state;
  }
  if (place.querySelector("[data-under-way]")) follow(place, Math.min(pause * 1.5, LONGEST));
}

for (const place of document.querySelectorAll("[data-task]")) {
  if (place.querySelector("[data-under-way]")) follow(place, FIRST);
}
