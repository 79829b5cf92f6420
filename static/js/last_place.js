// Remembers where in the text the reader was last, for the link that resume.js makes.

const KEY = "plan-last-place";
const paragraphs = [...document.querySelectorAll("article.reading p[id]")];

function lastPlace() {
  const isBeingRead = (each) => each.getBoundingClientRect().bottom > innerHeight / 5;
  const current = paragraphs.find(isBeingRead) ?? paragraphs.at(-1);
  const { place } = current.closest("[data-place]").dataset;
  const { plan } = document.querySelector("[data-page-tools]").dataset;
  const hash = current === paragraphs[0] ? "" : `#${current.id}`;
  return { plan, place, address: location.pathname + hash };
}

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(lastPlace()));
  } catch {
    // A browser that keeps nothing remembers no place.
  }
}

if (paragraphs.length)
  document.addEventListener("visibilitychange", () => document.hidden && keep());
