// All pages stand at the root. Untold, the framework asks first under the address of the page, and starts over when nobody answers.
window.__streamlit = { ...window.__streamlit, BACKEND_BASE_URL: new URL(".", document.currentScript.src).href };

// A lost connection is told within two seconds, with what to do; what was typed stays on the page.
//
// Streamlit tells it by a small sign, and a socket over a network that is gone stays open for minutes. So this asks the
// server once a second whether it is there, while somebody looks at the page.
(() => {
  const script = document.currentScript;
  const health = new URL("_stcore/health", script.src);
  const EVERY = 1000, PATIENCE = 1800, LOOK = 200, GOODBYE = 4000; // milliseconds
  let answered = Date.now(), looked = Date.now(), asked = 0, wasConnected = false, isLost = false, isTyped = false, hide = 0;

  const bar = document.createElement("div");
  bar.id = "connection";
  bar.setAttribute("role", "alert");
  bar.hidden = true;
  const style = document.createElement("style");
  style.textContent = `#connection { position: fixed; z-index: 2147483647; top: 0; left: 0; right: 0; padding: 0.6rem 1rem;
    font: 600 17px/1.4 Sarabun, sans-serif; text-align: center; color: #3d2a00; background: #ffd97a; border-bottom: 2px solid #8a5a00; }
    #connection.back { color: #06351f; background: #a9e5c3; border-color: #0b6b3a; }
    .connection-lost [data-testid="stDialog"]:not(:has([data-testid="stVerticalBlock"])) { display: none; }`;

  const state = () => document.querySelector('[data-testid="stApp"]')?.dataset ?? {};

  function tell(lost) {
    if (lost === isLost) return;
    isLost = lost;
    clearTimeout(hide);
    document.documentElement.classList.toggle("connection-lost", lost);
    bar.classList.toggle("back", !lost);
    bar.textContent = lost ? script.dataset.lost : script.dataset.back;
    bar.hidden = false;
    if (!lost) hide = setTimeout(() => { bar.hidden = true; }, GOODBYE);
  }

  function ask() {
    asked = Date.now();
    fetch(health, { cache: "no-store" }).then((answer) => { if (answer.ok) answered = Date.now(); }).catch(() => {});
  }

  function look() {
    const { testConnectionState: connection, testScriptState: run } = state();
    const late = Date.now() - looked - LOOK;
    if (late > LOOK) answered += late; // a busy page, such as one that draws its first chart, hears no answer meanwhile
    looked = Date.now();
    wasConnected ||= connection === "CONNECTED";
    if (run === "running") isTyped = false; // it was sent
    if (!wasConnected || document.hidden) { answered = Date.now(); return; }
    if (Date.now() - asked >= EVERY) ask();
    tell(connection !== "CONNECTED" || !navigator.onLine || Date.now() - answered > PATIENCE);
  }

  addEventListener("input", () => { isTyped = true; }, true);
  addEventListener("offline", look);
  addEventListener("beforeunload", (event) => { if (isLost && isTyped) event.preventDefault(); });
  document.addEventListener("DOMContentLoaded", () => {
    document.head.append(style);
    document.body.append(bar);
    setInterval(look, LOOK);
  });
})();

// The sheet lies across for wide tables and charts; a chart, drawn as wide as the window, is made as wide as the sheet (page.css).
(() => {
  const UPRIGHT = 700, ACROSS = 1040, LONG = 1.6; // pixels of A4 without its margins; width of a chart by its height
  addEventListener("beforeprint", () => {
    const charts = [...document.querySelectorAll(".js-plotly-plot")];
    const isAcross = charts.some((chart) => chart.clientWidth > LONG * chart.clientHeight) || document.querySelector(".on-paper.wide") !== null;
    const width = document.querySelector(".stMainBlockContainer")?.clientWidth || ACROSS;
    document.documentElement.classList.toggle("across", isAcross);
    for (const chart of charts) { // a narrow one, such as a map, has room as it is
      const room = (chart.closest('[data-testid="stVerticalBlock"]')?.clientWidth || width) * (isAcross ? ACROSS : UPRIGHT) / width;
      chart.closest(".stPlotlyChart")?.style.setProperty("--on-paper", String(Math.min(1, room / chart.clientWidth)));
    }
  });
})();

// Enter takes a day that was typed, as everywhere else. Streamlit takes it when its calendar closes, which Escape does.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.closest('[data-testid="stDateInputField"] [role="spinbutton"]')) return;
  event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", code: "Escape", bubbles: true, cancelable: true }));
}, true);

// The second click of a double click is nobody's wish: it took back what the first had chosen, or pressed what came in its place.
// Not so in the room, where slides are turned as fast as somebody likes. The framework, which listens at the document, may hear of
// it: it would press by itself what heard nothing.
document.documentElement.addEventListener("click", (event) => {
  const pressed = event.target.closest?.(".stButton, .stFormSubmitButton, .stDownloadButton, .stButtonGroup, .stPopover, .stExpander summary");
  if (event.detail < 2 || !pressed || pressed.closest(".st-key-room-bar")) return;
  event.stopImmediatePropagation();
  event.preventDefault();
}, true);

// A line ends neither within a day, nor between a number and what it counts, nor within a word that the browser's list of words
// lacks and would take for several (coalition/locale/whole.py). The texts are joined, not wrapped: the framework may change them.
(() => {
  const whole = new RegExp(document.currentScript.dataset.whole, "gu");
  const words = new Intl.Segmenter("th", { granularity: "word" });
  const NO_LINES = "script, style, textarea, pre, code, svg, canvas, [contenteditable]"
    + ", button, label, [role=tab], [role=option], .st-key-menu, .st-key-tabs"; // their words are names, spoken to press them
  const spaced = (found) => found.replaceAll(" ", "\u00a0").replace(/-\u2060?/g, "-\u2060");
  const joined = (found) => (/\d/.test(found) ? spaced(found) : [...words.segment(found)].map((one) => one.segment).join("\u2060"));

  function join(text) {
    const before = text.previousSibling, isCounted = before?.nodeName === "STRONG" && /\d$/.test(before.textContent);
    const told = (isCounted ? text.data.replace(/^ (?=\p{L})/u, "\u00a0") : text.data).replace(whole, joined);
    if (told !== text.data && !text.parentElement?.closest(NO_LINES)) text.data = told;
  }

  function joinAll(node) {
    if (node.nodeType === Node.TEXT_NODE) return join(node);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) join(texts.currentNode);
  }

  const changed = (changes) => {
    for (const { type, target, addedNodes } of changes) type === "characterData" ? join(target) : addedNodes.forEach(joinAll);
  };
  new MutationObserver(changed).observe(document.documentElement, { subtree: true, childList: true, characterData: true });

  addEventListener("copy", (event) => { // what is pasted elsewhere is sought and compared: as it was told
    const told = getSelection().toString(), plain = told.replaceAll("\u2060", "").replaceAll("\u00a0", " ");
    if (plain === told || event.target.closest?.(NO_LINES)) return;
    event.clipboardData.setData("text/plain", plain);
    event.preventDefault();
  });
})();
