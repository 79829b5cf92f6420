/* Hashes the chosen or dropped file here, so that it need not leave the computer, and asks with the
hash. Where the browser cannot (no secure context, no script), the form uploads the file instead. */

const form = document.querySelector("[data-verify]");
const part = (name) => form.querySelector(`[data-${name}]`);

function show(name) {
  for (const each of ["busy", "too-large", "unreadable"]) part(each).hidden = each !== name;
}

async function digestOf(file) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function verify(file) {
  if (!file) return;
  if (file.size > Number(form.dataset.largest)) {
    show("too-large");
    return;
  }
  show("busy");
  try {
    location.assign(`${form.action}?sha256=${await digestOf(file)}`);
  } catch {
    show("unreadable");
  }
}

function takeDrops() {
  addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("dragging");
  });
  addEventListener("dragleave", () => form.classList.remove("dragging"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dragging");
    verify(event.dataTransfer.files[0]);
  });
}

if (globalThis.crypto?.subtle) {
  part("upload").hidden = true;
  part("local").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    verify(form.elements.file.files[0]);
  });
  form.elements.file.addEventListener("change", (event) => verify(event.target.files[0]));
  addEventListener("pageshow", () => show(""));
  takeDrops();
}
