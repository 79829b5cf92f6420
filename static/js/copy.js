// 复制引用, 复制链接: of the page, and of the paragraph whose # was activated.

const tools = document.querySelector("[data-page-tools]");
const words = tools.querySelector("output").dataset;
const panel = document.querySelector("[data-paragraph-tools]");
const whole = tools.querySelector("[data-copy]");
let paragraph;

// Without the clipboard (no secure context) the text is put in a field, selected, to be copied there.
function offer(text, status) {
  const field = Object.assign(document.createElement("input"), { value: text, readOnly: true });
  field.setAttribute("aria-label", words.byHand);
  status.replaceChildren(words.byHand, field);
  field.select();
}

async function copy(text, status) {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = words.copied + text;
  } catch {
    offer(text, status);
  }
}

const citationOf = ({ id, parentElement }) =>
  parentElement.closest("[data-citation]").dataset.citation.replace("¶", id.match(/p(\d+)$/)[1]);

function linkTo({ id }) {
  const canonical = document.querySelector('link[rel="canonical"]').href;
  return `${canonical}#${id}`;
}

function open(anchor) {
  paragraph = anchor.closest("p");
  panel.querySelector("output").replaceChildren();
  paragraph.after(panel);
  panel.hidden = false;
}

document.querySelector("article.reading").addEventListener("click", (event) => {
  const anchor = event.target.closest(".anchor");
  if (anchor) open(anchor);
});
whole.addEventListener("click", () => copy(whole.dataset.copy, tools.querySelector("output")));
panel
  .querySelector("[data-copy-link]")
  .addEventListener("click", () => copy(linkTo(paragraph), panel.querySelector("output")));
panel
  .querySelector("[data-copy-citation]")
  .addEventListener("click", () => copy(citationOf(paragraph), panel.querySelector("output")));
panel.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  panel.hidden = true;
  paragraph.querySelector(".anchor").focus();
});
whole.disabled = false;
