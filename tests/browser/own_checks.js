/* What axe does not see. Each function gives the faults of the page it runs in, one line each. */

window.ownChecks = (() => {
  const LINE = 3; // px by which the boxes of two lines may touch: signs are smaller than their box
  const OUTSIDE = -1; // of the page: the address field and so on
  const BLOCKS = "p, li, h1, h2, h3, h4, th, td, dt, dd, caption, summary, label, div, section, main";
  const CONTROLS = "a[href], button, summary, select, textarea, input:not([type=hidden])";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const styleOf = (element) => getComputedStyle(element);
  const isLaidOut = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const isUnseen = (element) => styleOf(element).clipPath.startsWith("inset(50%"); // for screen readers only
  const isSeen = (element) => isLaidOut(element) && element.checkVisibility({ opacityProperty: true })
    && !window.unseen.some((hidden) => hidden.contains(element));
  const nameOf = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || element.value || "").trim();
    return `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${words.slice(0, 30)}`;
  };
  const named = (ids) =>
    (ids ?? "").split(" ").some((id) => document.getElementById(id)?.textContent.trim());

  function seenTexts(root = document.body) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() && !parent.closest("script, .skip-link") && isSeen(parent)) {
        texts.push(walker.currentNode);
      }
    }
    return texts;
  }

  function sideways() {
    const { clientWidth: width, scrollWidth } = document.documentElement;
    if (scrollWidth <= width) return [];
    const scrolls = (e) => ["auto", "scroll"].includes(styleOf(e).overflowX);
    const scrollers = all("body *").filter(scrolls);
    const tooWide = all("body *").filter((e) => isSeen(e) && e.getBoundingClientRect().right > width + 1)
      .filter((e) => !scrollers.some((scroller) => scroller !== e && scroller.contains(e)))
      .map((e) => `${nameOf(e)} reaches to ${e.getBoundingClientRect().right}`);
    return [`the page is ${scrollWidth} px wide`, ...tooWide];
  }

  function cut() {
    const isClipped = (overflow) => overflow === "hidden" || overflow === "clip";
    return all("body *").filter((e) => {
      const style = styleOf(e);
      return isSeen(e) && !e.closest("svg, input") && e.clientWidth > 0 && (
        (isClipped(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
        || (isClipped(style.overflowY) && e.scrollHeight > e.clientHeight + 1));
    }).map((e) => `${nameOf(e)} is cut`);
  }

  function overlapping() {
    const lines = seenTexts().filter((text) => !text.parentElement.closest("svg, option")).flatMap((text) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()].map((box) => ({ text, box }));
    }).sort((one, other) => one.box.top - other.box.top);
    const faults = [];
    lines.forEach((upper, place) => {
      for (const lower of lines.slice(place + 1)) {
        if (lower.box.top > upper.box.bottom - LINE) break;
        const across = Math.min(upper.box.right, lower.box.right) - Math.max(upper.box.left, lower.box.left);
        const down = Math.min(upper.box.bottom, lower.box.bottom) - lower.box.top;
        if (upper.text !== lower.text && across > LINE && down > LINE) {
          faults.push(`"${upper.text.data.trim()}" lies on "${lower.text.data.trim()}"`);
        }
      }
    });
    return faults;
  }

  // WCAG 2.5.8 exempts a link within a sentence.
  function isInSentence(control) {
    if (!control.matches("a") || styleOf(control).display !== "inline") return false;
    let block = control.parentElement;
    while (styleOf(block).display === "inline") block = block.parentElement;
    const linked = all("a", block).map((link) => link.textContent.trim()).join("");
    return block.textContent.replaceAll(/\s/g, "").length > linked.replaceAll(/\s/g, "").length;
  }

  function smallTargets(least) {
    return all(CONTROLS).filter((control) => isSeen(control) && !control.matches(".skip-link"))
      .filter((control) => !isInSentence(control))
      .map((control) => [control, (control.closest("label") ?? control).getBoundingClientRect()])
      .filter(([, box]) => box.width < least - 0.1 || box.height < least - 0.1)
      .map(([control, box]) => `${nameOf(control)}: ${box.width}×${box.height}`);
  }

  function smallText(least) {
    return seenTexts().filter((text) => !text.parentElement.closest("svg"))
      .filter((text) => parseFloat(styleOf(text.parentElement).fontSize) < least - 0.1)
      .map((text) => `"${text.data.trim()}" has ${styleOf(text.parentElement).fontSize}`);
  }

  function tables() {
    const unnamed = all("table").filter((table) =>
      !table.caption?.textContent.trim() && !table.ariaLabel && !named(table.getAttribute("aria-labelledby")));
    const headless = all("table").filter((table) => !table.querySelector("th"));
    const unscoped = all("th").filter((th) => !["col", "row", "colgroup", "rowgroup"].includes(th.scope));
    return [
      ...unnamed.map((table) => `${nameOf(table)} has no name`),
      ...headless.map((table) => `${nameOf(table)} has no th`),
      ...unscoped.map((th) => `${nameOf(th)} has no scope`),
    ];
  }

  function drawings() {
    const isNamed = (svg) => svg.ariaLabel || named(svg.getAttribute("aria-labelledby"))
      || svg.querySelector(":scope > title")?.textContent.trim();
    return [
      ...all("svg").filter((svg) => !svg.closest("[aria-hidden=true]")
        && !(isNamed(svg) && svg.getAttribute("role") === "img")),
      ...all("img:not([alt])"),
    ].map((picture) => `${nameOf(picture)} has no name`);
  }

  function languages(ofPage) {
    const { lang } = document.documentElement;
    return [
      ...(lang === ofPage ? [] : [`the page is in ${lang}`]),
      ...all("a[hreflang]").filter((link) => link.lang !== link.hreflang)
        .map((link) => `${nameOf(link)} is not marked as ${link.hreflang}`),
    ];
  }

  function forcedColours() {
    const ink = styleOf(document.body).color;
    const isBare = (control) => styleOf(control).borderTopStyle === "none" || !parseFloat(styleOf(control).borderTopWidth);
    return [
      ...all("svg text").filter((text) => isSeen(text) && styleOf(text).fill !== ink)
        .map((text) => `${nameOf(text)} is drawn in ${styleOf(text).fill} on ${styleOf(document.body).backgroundColor}`),
      ...all("button, select, input:is([type=text], [type=search], [type=submit], [type=date])")
        .filter((control) => isSeen(control) && isBare(control))
        .map((control) => `${nameOf(control)} has no border`),
    ];
  }

  // Without JavaScript only what the browser itself carries out may be seen.
  function deadControls() {
    return [
      ...all("button, input, select, textarea").filter((control) => isSeen(control) && !control.form),
      ...all("a:not([href]), [aria-pressed], [aria-expanded]").filter(isSeen),
    ].map(nameOf);
  }

  /* What is hidden until something begins after it, see site.css, where nothing does. */
  function heldBack() {
    const waits = ".needs-script, .needs-speech, .tool, .resume";
    return all("body > header, header *, main *, footer *")
      .filter((e) => styleOf(e).visibility === "hidden" && styleOf(e.parentElement).visibility === "visible")
      .filter((e) => !e.matches(waits)).map(nameOf);
  }

  /* What is there to read, block by block, but for what works with JavaScript only and says so. */
  function textOfMain() {
    const ofScripts = ".needs-script, .needs-speech, .resume, button, output, [data-local]";
    const blocks = new Map();
    for (const text of seenTexts(document.querySelector("main"))) {
      const block = text.parentElement.closest(BLOCKS);
      if (!text.parentElement.closest(ofScripts)) blocks.set(block, (blocks.get(block) ?? "") + text.data);
    }
    return [...blocks.values()].map((words) => words.replaceAll(/\s/g, ""));
  }

  function stop() {
    const element = document.activeElement;
    if (element === document.body) return { number: OUTSIDE };
    const [{ left, top, width, height }] = element.getClientRects();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    const { outlineStyle, outlineWidth } = styleOf(element);
    const isInSight = element.contains(there) || there?.contains(element);
    const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    return {
      number: window.stops.indexOf(element),
      faults: [
        ...(isInSight ? [] : [`${nameOf(element)} is out of sight`]),
        ...(isOutlined ? [] : [`${nameOf(element)} has no outline`]),
      ],
    };
  }

  /* Note every stop of the Tab key from now on; return how many there should be. */
  function startTabWalk() {
    window.stops = all(`${CONTROLS}, [tabindex="0"]`).filter((each) => !each.disabled && isLaidOut(each));
    window.walked = [];
    addEventListener("keyup", (event) => {
      const here = stop();
      const isNew = here.number !== window.walked.at(-1)?.number; // a date has a stop for each part
      if (event.key === "Tab" && isNew) window.walked.push(here);
    }, true);
    return window.stops.length;
  }

  const hasCome = ({ number }, place, walked) =>
    number === OUTSIDE || walked.findIndex((stop) => stop.number === number) < place;
  const tabWalkHasEnded = () => window.walked.some(hasCome);

  function tabWalk() {
    const walked = window.walked.slice(0, window.walked.findIndex(hasCome));
    const numbers = walked.map(({ number }) => number).join();
    return [
      ...(window.stops[0].hash === "#main" ? [] : ["the first stop is no skip link"]),
      ...(numbers === Object.keys(window.stops).join() ? [] : [`${window.stops.length} stops, walked ${numbers}`]),
      ...walked.flatMap(({ faults }) => faults),
    ];
  }

  const checks = {
    sideways, cut, overlapping, smallTargets, smallText, tables, drawings, languages, forcedColours,
    deadControls, heldBack, textOfMain, startTabWalk, tabWalkHasEnded, tabWalk,
  };
  return (name, ...asked) => {
    window.unseen = all("body *").filter(isUnseen);
    return checks[name](...asked);
  };
})();
