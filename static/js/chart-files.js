// 下载PNG: draws the chart's SVG file onto a canvas and saves that. Without script: no button.

const SCALE = 2; // of the file's own size, which is twice that of the drawing on a page

async function pictureOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const url = URL.createObjectURL(await answer.blob());
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function enable(button) {
  const status = button.parentElement.querySelector("[role=status]");

  async function download() {
    status.textContent = "";
    try {
      save(await pictureOf(button.dataset.svg), button.dataset.name);
    } catch {
      status.textContent = "PNG没有做成，请稍后再试，或者下载SVG。";
    }
  }

  button.disabled = false;
  button.addEventListener("click", download);
}

document.querySelectorAll("button[data-svg]").forEach(enable);
