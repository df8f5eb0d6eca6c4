/* Draws a list as a table whose rows open. What it gets and what it hands back: coalition/views/rows/draw.py.
   Data is set as text by append(), never as markup. */

const make = (tag, look, ...inside) => {
  const made = document.createElement(tag);
  if (look) made.className = look;
  made.append(...inside.filter((one) => one !== null));
  return made;
};

class Rows {
  constructor(root, data, send) {
    Object.assign(this, { root, data, send, order: null, names: [] });
    root.lang = data.language;
    this.whole = new RegExp(data.whole, "u");
    this.lines = data.rows.map((row, r) => this.line(row, r));
    this.body = make("tbody", "", ...this.lines);
    const looks = [data.opens && "opens", data.shares.length && "even"].filter(Boolean).join(" "), table = make("table", looks, make("thead", "", this.head()), this.body);
    table.setAttribute("aria-label", data.alt);
    table.onkeydown = (event) => this.move(event);
    this.frame = make("div", data.scrolls ? (data.low ? "scrolls low" : "scrolls") : "", table);
    root.append(this.frame);
    if (data.all) root.append(this.everything());
    if (this.names.length) this.names[0].tabIndex = 0;
  }

  /* On a telephone the first rows stand open, the others behind one press; elsewhere the button is not seen. */
  everything() {
    const press = make("button", "all", this.data.all);
    press.type = "button";
    press.onclick = () => {
      const next = this.body.querySelector(".rest");
      this.frame.classList.remove("first");
      press.remove();
      next?.querySelector(".name")?.focus();
    };
    this.frame.classList.add("first");
    this.fold();
    return press;
  }

  fold() { [...this.body.children].forEach((line, at) => line.classList.toggle("rest", at >= this.data.first)); }

  /* A text with what a line does not end within in one piece. */
  text(told) { return told.split(this.whole).map((part, k) => (k % 2 ? make("span", "whole", part) : part)); }

  head() {
    this.heads = this.data.columns.map((column, c) => {
      const press = make("button", column.brief ? "whole" : "", ...this.text(column.name)), th = make("th", column.number || column.bar ? "number" : column.short ? "short" : "", press);
      press.type = "button";
      press.title = this.data.sort.replace("{column}", column.name);
      press.onclick = () => this.sort(c);
      th.scope = "col";
      if (c < this.data.shares.length && c < this.data.columns.length - 1) th.style.width = `${this.data.shares[c]}%`; // the last has the rest
      return th;
    });
    return make("tr", "", ...this.heads, this.data.act ? make("td", "deed") : null);
  }

  line(row, r) {
    const cells = row.map(([text], c) => this.cell(text, c, r)), line = make("tr", "", ...cells);
    if (this.data.act) line.append(this.deed(r));
    if (this.data.opens) line.onclick = () => { if (!String(getSelection())) this.open(r); };
    return line;
  }

  cell(text, c, r) {
    const column = this.data.columns[c], made = make(c ? "td" : "th", column.number || column.bar ? "number" : "");
    if (c === 0) made.scope = "row";
    if (column.whole) made.classList.add("whole");
    if (column.short) made.classList.add("short");
    made.dataset.name = column.name;
    if (c === 0 && this.data.opens) {
      const name = make("button", "name", ...this.text(text));
      name.type = "button";
      name.tabIndex = -1;
      name.onclick = (event) => { event.stopPropagation(); this.open(r); };
      this.names.push(name);
      made.append(name);
    } else {
      made.append(make("span", "", ...this.text(column.bar && text !== "?" ? `${text}%` : text)));
    }
    if (column.bar && text !== "?") {
      const bar = make("i", "bar");
      bar.style.setProperty("--share", `${text}%`);
      made.append(bar);
    }
    return made;
  }

  deed(r) {
    const id = this.data.ids[r], made = make("td", "deed");
    if (this.data.acts.includes(id)) {
      const press = make("button", "", this.data.act);
      press.type = "button";
      press.setAttribute("aria-label", `${this.data.act}: ${this.data.rows[r][0][0]}`);
      press.onclick = (event) => {
        event.stopPropagation();
        if (event.detail < 2) this.send("acted", id); // the second click of two would press the next row, which has moved up
      };
      made.append(press);
    }
    return made;
  }

  /* A dialog that closes gives the focus back to the list: it goes to where it was in it. */
  open(r) {
    const { host, activeElement } = this.root.getRootNode();
    host.focus = (how) => activeElement?.focus(how);
    this.send("opened", this.data.ids[r]);
  }

  sort(c) {
    const isBack = this.order && this.order[0] === c && this.order[1] === 1;
    this.order = [c, isBack ? -1 : 1];
    const by = (r) => this.data.rows[r][c][1], turn = this.order[1], letters = new Intl.Collator(this.data.language);
    const places = this.data.rows.map((_, r) => r).sort((a, b) => {
      const [one, other] = [by(a), by(b)];
      if (one === null || other === null) return (one === null) - (other === null);
      return turn * (typeof one === "number" && typeof other === "number" ? one - other : letters.compare(one, other));
    });
    this.body.append(...places.map((r) => this.lines[r]));
    this.fold();
    this.heads.forEach((head, at) => {
      if (at === c) head.setAttribute("aria-sort", turn === 1 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  }

  /* The names are one stop of the tabulator; arrows, Home and End move among them as they stand. */
  move(event) {
    if (!event.target.classList?.contains("name") || event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = [...this.body.querySelectorAll(".name")], at = shown.indexOf(event.target), end = shown.length - 1;
    const to = { ArrowDown: Math.min(at + 1, end), ArrowUp: Math.max(at - 1, 0), Home: 0, End: end }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    for (const name of this.names) name.tabIndex = -1;
    shown[to].tabIndex = 0;
    shown[to].focus();
  }
}

/* A run of the program with the same data keeps what is drawn: focus and order survive. */
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".root"), old = root.rows;
  if (old && root.seen === data) { old.send = setTriggerValue; return; }
  root.replaceChildren();
  root.seen = data;
  root.rows = new Rows(root, JSON.parse(data), setTriggerValue);
}
