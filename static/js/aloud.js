// 朗读: reads the text out sentence by sentence and marks the one being read.

const reading = document.querySelector("article.reading");
const tools = document.querySelector("[data-page-tools]");
const button = tools.querySelector("[data-aloud]");
const speed = tools.querySelector("[data-speed]");
const from = document.querySelector("[data-aloud-from]");
const status = tools.querySelector("output");
const PARTS = "h1, h2, h3, h4, h5, h6, caption, figcaption, tr, p";
const SENTENCE = /[^。！？；]*[。！？；]+[”’』」）》]*|[^。！？；]+$/g;
const PATIENCE = 5000; // ms that a device may take before its first sound

const sentences = [...reading.querySelectorAll(PARTS)].flatMap(sentencesIn);
let at = 0;
let utterance; // what is being said now, so that the end of a cancelled one is told apart

const rate = () => Number(document.documentElement.dataset.speed ?? 1);

function sentencesIn(element) {
  if (element.matches("tr")) {
    return [{ element, text: [...element.cells].map((cell) => cell.textContent).join("，") }];
  }
  return [...element.textContent.matchAll(SENTENCE)]
    .filter(([text]) => text.trim())
    .map(({ 0: text, index }) => ({ element, text, start: index, end: index + text.length }));
}

function rangeOf({ element, start, end }) {
  const range = document.createRange();
  range.selectNodeContents(element);
  if (start === undefined) return range;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let passed = 0; walker.nextNode(); passed += walker.currentNode.length) {
    const node = walker.currentNode;
    if (passed <= start && start < passed + node.length) range.setStart(node, start - passed);
    if (passed < end && end <= passed + node.length) range.setEnd(node, end - passed);
  }
  return range;
}

function mark(sentence) {
  reading.querySelectorAll(".aloud").forEach((element) => element.classList.remove("aloud"));
  if (globalThis.Highlight) CSS.highlights.delete("aloud");
  if (!sentence) return;
  const range = rangeOf(sentence);
  if (globalThis.Highlight) CSS.highlights.set("aloud", new Highlight(range));
  else sentence.element.classList.add("aloud");
  const { top, bottom } = range.getBoundingClientRect();
  if (top < tools.offsetHeight || bottom > innerHeight) scrollBy(0, top - innerHeight / 3);
}

function show(state) {
  for (const word of button.querySelectorAll("[data-when]"))
    word.hidden = word.dataset.when !== state;
  tools.querySelector("[data-silence]").hidden = speed.hidden = state === "silent";
  tools.classList.toggle("is-reading", state !== "silent");
}

function hush() {
  utterance = undefined;
  speechSynthesis.cancel();
}

function pause() {
  hush();
  show("paused");
}

function stop() {
  hush();
  at = 0;
  mark();
  show("silent");
}

function fail() {
  stop();
  status.textContent = status.dataset.noVoice;
}

function speak(index) {
  hush();
  at = index;
  if (at === sentences.length) return stop();
  const said = new SpeechSynthesisUtterance(sentences[at].text);
  const ifCurrent = (react) => () => said === utterance && react();
  const impatience = setTimeout(ifCurrent(fail), PATIENCE);
  said.lang = "zh-CN";
  said.rate = rate();
  said.onstart = () => clearTimeout(impatience);
  said.onend = ifCurrent(() => speak(at + 1));
  said.onerror = ifCurrent(fail);
  utterance = said;
  mark(sentences[at]);
  show("speaking");
  status.replaceChildren();
  speechSynthesis.speak(said);
}

function speakFrom(element) {
  speak(sentences.findIndex((sentence) => sentence.element === element));
}

function goOnFrom(event) {
  const isReading = tools.classList.contains("is-reading");
  if (!isReading || event.target.closest("a, button, summary") || String(getSelection())) return;
  const element = event.target.closest(PARTS);
  if (element) speakFrom(element);
}

if ("speechSynthesis" in globalThis) {
  button.addEventListener("click", () => (utterance ? pause() : speak(at)));
  tools.querySelector("[data-silence]").addEventListener("click", () => {
    stop();
    button.focus();
  });
  from.addEventListener("click", () =>
    speakFrom(from.closest("[data-paragraph-tools]").previousElementSibling),
  );
  document.addEventListener(
    "readingsettings",
    () => utterance && utterance.rate !== rate() && speak(at),
  );
  reading.addEventListener("click", goOnFrom);
  addEventListener("pagehide", stop);
  button.disabled = false;
}
