// Marks the words named by ?mark= in the paragraph that the address leads to.

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

// A word may run from the bold opening into the rest: each node gets a mark of its own part.
function markStretch(element, start, end) {
  let at = 0;
  for (const node of textNodes(element)) {
    const length = node.length;
    const first = Math.max(start - at, 0);
    const last = Math.min(end - at, length);
    if (first < last) {
      const part = node.splitText(first);
      part.splitText(last - first);
      const mark = document.createElement("mark");
      part.replaceWith(mark);
      mark.append(part);
    }
    at += length;
  }
}

function markWord(element, word) {
  const text = element.textContent;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    markStretch(element, at, at + word.length);
  }
}

const target = document.getElementById(location.hash.slice(1));
const words = new URLSearchParams(location.search).getAll("mark").filter(Boolean);
if (target) words.forEach((word) => markWord(target, word));
