/* Keeps what is being typed in this browser until it is saved, so that a closed tab loses nothing.

Each page writes a draft of its own, under the account and the form's address. A form that opens and
differs from a draft offers it. A page that says that saving succeeded deletes the draft sent. */

const PAUSE = 500;
const DAYS_KEPT = 30;
const SENT = "autosave-sent";
const NOT_TYPED = ["hidden", "submit", "button", "password", "file"];

const bar = document.querySelector("[data-autosave]");
const form = bar?.closest("form");
const prefix = `autosave:${bar?.dataset.autosave}:${location.pathname}:`;
let key = prefix + Date.now();
let timer;

function drafts(start) {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(start))
    .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }))
    .sort((one, other) => other.at - one.at);
}

function forgetOldDrafts() {
  const oldest = Date.now() - DAYS_KEPT * 24 * 60 * 60 * 1000;
  for (const { name, at } of drafts("autosave:")) {
    if (at < oldest) localStorage.removeItem(name);
  }
}

/* The draft that this tab sent last is done with, or it is the one that this page goes on with. */
function settleWhatWasSent() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  const isSaved = document.querySelector(".messagelist .success") != null;
  if (isSaved) localStorage.removeItem(sent);
  else if (sent.startsWith(prefix)) key = sent;
  if (isSaved || bar) sessionStorage.removeItem(SENT);
}

function typed() {
  const boxes = [...form.elements].filter((box) => box.name && !NOT_TYPED.includes(box.type));
  return Object.fromEntries(boxes.map(({ name }) => [name, form.elements[name].value]));
}

function write() {
  clearTimeout(timer);
  timer = undefined;
  const draft = { at: Date.now(), openedAt: form.elements.opened_at.value, values: typed() };
  localStorage.setItem(key, JSON.stringify(draft));
}

/* Where a colleague's changes were merged in, the form still holds the words of its own draft. */
function offer() {
  const now = JSON.stringify(typed());
  const merged = document.querySelector(".edit-conflict") && key;
  const draft = drafts(prefix).find(
    ({ name, values }) => name !== merged && JSON.stringify(values) !== now,
  );
  bar.hidden = !draft;
  if (!draft) return;
  bar.querySelector("time").textContent = new Date(draft.at).toLocaleString("zh-CN");
  bar.querySelector("[data-restore]").onclick = () => restore(draft);
  bar.querySelector("[data-discard]").onclick = () => {
    localStorage.removeItem(draft.name);
    offer();
  };
}

/* With the version that it was typed over: what others have saved since is found out on saving. */
function restore({ name, openedAt, values }) {
  key = name;
  bar.hidden = true;
  form.elements.opened_at.value = openedAt;
  for (const [box, value] of Object.entries(values)) {
    if (form.elements[box]) form.elements[box].value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

forgetOldDrafts();
settleWhatWasSent();
if (form) {
  offer();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  });
  form.addEventListener("submit", () => {
    write();
    sessionStorage.setItem(SENT, key);
  });
  addEventListener("pagehide", () => timer && write());
}
