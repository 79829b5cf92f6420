// 阅读设置: the reader's choices, kept as data attributes of <html>, which the style sheet and the
// other scripts read, and in localStorage, from which early.js restores them.

const KEY = "plan-reading";
const NAMES = ["size", "width", "theme", "mode", "speed", "shortcuts"];
const { dataset } = document.documentElement;
const controls = [...document.querySelectorAll("[data-setting]")];
const opener = document.querySelector("[data-settings]");
const panel = document.getElementById("reading-settings");

function show() {
  for (const control of controls) {
    const chosen = dataset[control.dataset.setting] ?? "";
    if (control.matches("button"))
      control.setAttribute("aria-pressed", String(chosen === control.value));
    else if (control.matches("select")) control.value = chosen;
    else control.checked = chosen === control.value;
  }
}

function keep() {
  const chosen = Object.fromEntries(
    NAMES.filter((name) => dataset[name]).map((name) => [name, dataset[name]]),
  );
  try {
    localStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    panel.querySelector("[data-unsaved]").hidden = false;
  }
}

function choose(name, value) {
  if (value) dataset[name] = value;
  else delete dataset[name];
  show();
  keep();
  document.dispatchEvent(new Event("readingsettings"));
}

function restore() {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return;
  }
  for (const name of NAMES) {
    if (kept[name]) dataset[name] = kept[name];
    else delete dataset[name];
  }
  show();
}

function open(isOpen) {
  panel.hidden = !isOpen;
  opener.setAttribute("aria-expanded", String(isOpen));
}

for (const control of controls) {
  const { setting } = control.dataset;
  if (control.matches("button")) {
    control.addEventListener("click", () =>
      choose(setting, dataset[setting] === control.value ? "" : control.value),
    );
  } else {
    const isOff = () => control.type === "checkbox" && !control.checked;
    control.addEventListener("change", () => choose(setting, isOff() ? "" : control.value));
  }
}
opener.addEventListener("click", () => open(panel.hidden));
for (const part of [panel, opener]) {
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open(false);
    opener.focus();
  });
}
panel
  .querySelector("[data-defaults]")
  .addEventListener("click", () => NAMES.forEach((name) => choose(name, "")));
addEventListener("storage", (event) => event.key === KEY && restore());
addEventListener("pageshow", (event) => event.persisted && restore());
show();
for (const control of [...controls, opener]) control.disabled = false;
