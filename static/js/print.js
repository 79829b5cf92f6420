// 打印: the browser's own dialogue.

const button = document.querySelector("[data-print]");
button.addEventListener("click", () => print());
button.disabled = false;
