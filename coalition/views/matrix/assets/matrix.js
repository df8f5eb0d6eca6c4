/* Draws the coverage matrix as a table of buttons. What it gets and what it hands back: coalition/views/matrix/draw.py.
   Data is set as text by append(), never as markup. */

const make = (tag, look, ...inside) => {
  const made = document.createElement(tag);
  if (look) made.className = look;
  for (const one of inside.flat(Infinity)) if (one !== null && one !== undefined) made.append(one);
  return made;
};
const button = (look, inside, onclick) => {
  const made = make("button", look, inside);
  made.type = "button";
  made.onclick = onclick;
  return made;
};
const hiddenFromReaders = (made) => {
  made.setAttribute("aria-hidden", "true");
  return made;
};

const MANY = 16;  // areas that stand on one screen; more are scrolled under the names of the kinds of help, which are held

/* One matrix in its root; `data` as of this drawing. */
class Matrix {
  constructor(root, data, send) {
    Object.assign(this, { root, data, send, squares: [], heads: [], filter: null, pinned: null });
    root.className = `root ${data.density.map((one) => `d-${one}`).join(" ")}`;
    root.lang = data.language;
    this.whole = new RegExp(data.whole, "u");
    this.cells = data.rows.map((_, r) => data.columns.map((_, c) => this.cell(r, c)));
    this.table = this.drawTable();
    this.tip = make("div", "tip");
    this.tip.hidden = true;
    this.tip.setAttribute("role", "status");
    this.detail = data.panel ? this.drawDetail() : null;
    this.chips = data.chips ? this.drawChips() : [];
    this.numbers = (data.numbers ?? []).map((number) => this.drawNumber(number));
    this.phone = data.density.includes("full") ? this.drawPhone() : null;
    root.append(
      ...[data.chips ? make("div", "chips", this.chips) : null, this.numbers.length ? make("div", "nums", this.numbers) : null,
        make("div", "scroll", this.table), this.detail, this.phone, this.tip].filter(Boolean),
    );
    root.classList.toggle("wide", data.density.includes("overview") && data.columns.length > MANY);
    root.style.setProperty("--columns", data.columns.length);
    this.listen();
    new ResizeObserver(() => this.fit()).observe(root);
    this.only(data.only);
    this.rest();
  }

  cell(r, c) {
    const [state, sign, flags, lines] = this.data.cells[r][c];
    return { r, c, state: this.data.states[state], sign, isMore: !!(flags & 1), isLit: !!(flags & 2), hasNobody: !!(flags & 4),
      lines: lines.map((at) => this.data.texts[at]) };
  }

  fit() {  // names of areas are smaller before a room, and stand upright elsewhere, where a word of one is wider than its column
    const { root } = this;
    if (root.clientWidth === this.width) return;
    this.width = root.clientWidth;
    root.classList.remove("tall");
    const names = [...this.table.tHead.querySelectorAll(".n")];
    const isWider = () => names.some((name) => name.scrollWidth > name.clientWidth + 1);
    for (const size of [22, 20, 18, 16]) {
      root.style.setProperty("--head", size);
      if (!isWider()) break;
    }
    root.classList.toggle("tall", isWider());
  }

  name(cell) { return `${this.data.rows[cell.r].name}, ${this.data.columns[cell.c].name}`; }
  swatch(state, inside) { return hiddenFromReaders(make("i", `sw s ${state.name}`, inside)); }

  /* The numbers of an area, a line or a pillar; the corner of the table says what they count, and they say it themselves aloud. */
  total(told, words) {
    const gaps = make("span", told.gaps ? "g" : "g zero", words ?? told.gaps);
    const unknown = make("span", "q", told.unknown ? `${told.unknown} ?` : "");
    return make("span", "t", hiddenFromReaders(make("span", "", gaps, unknown)), make("span", "said", told.said));
  }

  /* --- the table ---------------------------------------------------------------------------------------------------- */

  drawTable() {
    const { data } = this, table = make("table", "mx"), hasSide = !data.density.includes("full"), hasLit = data.has_lit;
    table.setAttribute("role", "grid");
    table.setAttribute("aria-label", data.say.matrix);
    const full = data.density.includes("full");
    const says = () => [make("span", "g", data.say.gaps), full ? make("span", "q", `? ${data.say.unknown}`) : null];
    const beside = full ? hiddenFromReaders(make("span", "t", says())) : null; // what the numbers of the areas count
    const head = make("tr", "", hasSide ? make("td", "pc") : null, make("td", "nc", beside));
    for (const column of data.columns) {
      const at = data.columns.indexOf(column), name = data.heads ? button("n", column.name, () => this.pickArea(at)) : null;
      if (name) { name.tabIndex = -1; name.dataset.head = at; this.heads.push(name); }
      const th = make("th", "", name ?? make("span", "n", column.name), this.total(column.total));
      th.scope = "col";
      head.append(th);
    }
    const corner = make("th", "tot tc", says());
    corner.scope = "col";
    head.append(corner);
    table.append(make("thead", "", head));
    data.pillars.forEach((pillar, p) => {
      const body = make("tbody"), inside = data.rows.map((row, r) => [row, r]).filter(([row]) => row.pillar === p);
      const title = make("th", hasSide ? "pil" : "pilrow", hasSide ? make("span", "", pillar.name) : pillar.name);
      title.scope = "rowgroup";
      if (!hasSide) {
        title.colSpan = data.columns.length + 1;
        title.append(this.total(pillar.total, pillar.total.words));
        body.append(make("tr", "", title));
      }
      inside.forEach(([row, r], n) => {
        const line = make("tr");
        if (hasSide && n === 0) { title.rowSpan = inside.length; line.append(title); }
        const th = make("th", "", make("span", "", ...this.text(row.shown)));
        th.scope = "row";
        th.title = row.name;
        line.append(th, ...this.cells[r].map((cell) => make("td", "", this.square(cell, hasLit))));
        line.append(make("td", "tot", this.total(row.total)));
        body.append(line);
      });
      table.append(body);
    });
    return table;
  }

  /* A text with what a line does not end within in one piece. */
  text(told) { return told.split(this.whole).map((part, k) => (k % 2 ? make("span", "whole", part) : part)); }

  square(cell, hasLit) {
    const looks = `s ${cell.state.name}${cell.isMore ? " more" : ""}${cell.isLit ? " lit" : hasLit ? " pale" : ""}`;
    const made = button(looks, this.data.digits ? cell.sign : null, (event) => { if (event.detail < 2) this.open(cell, made); });
    made.ondblclick = () => { if (this.isBeside()) this.pick(cell, "open"); }; // which the first click has done elsewhere
    made.tabIndex = this.squares.length ? -1 : 0;
    const said = [...(this.data.digits ? [cell.sign] : []), ...cell.lines]; // what is seen is said too
    made.setAttribute("aria-label", `${this.name(cell)}: ${said.join(". ")}`);
    made.dataset.at = this.squares.length;
    made.dataset.state = cell.state.name;
    made.onpointerenter = made.onfocus = () => this.look(cell, made);
    this.squares.push(made);
    return made;
  }

  /* --- what is behind a square ---------------------------------------------------------------------------------------- */

  isBeside() { return !!this.detail && getComputedStyle(this.detail).display !== "none"; }

  look(cell, made) {
    if (this.isBeside()) this.show(cell, this.pinned === cell);
    else this.point(cell, made);
  }

  open(cell, made) {
    this.tip.hidden = true;
    if (!this.isBeside()) { this.pick(cell, "open"); return; }
    for (const other of this.squares) other.classList.remove("on");
    this.pinned = this.pinned === cell ? null : cell;
    if (this.pinned) made.classList.add("on");
    this.rest();
  }

  pick(cell, what) { this.send("picked", [this.data.columns[cell.c].code, this.data.rows[cell.r].code, what]); }

  pickArea(c) { this.send("picked", [this.data.columns[c].code, "", "area"]); }

  point(cell, made) {
    const { tip, root } = this;
    tip.replaceChildren(make("b", "", this.name(cell)), ...cell.lines.map((line) => make("div", "", line)));
    tip.hidden = false;
    const at = made.getBoundingClientRect(), around = root.getBoundingClientRect();
    const left = at.left - around.left + at.width / 2 - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(left, around.width - tip.offsetWidth))}px`;
    const above = at.top - tip.offsetHeight - 6;
    tip.style.top = `${(above > this.header() ? above : at.bottom + 6) - around.top}px`;
  }

  drawDetail() {
    const made = make("aside", "detail");
    made.setAttribute("aria-live", "polite");
    return made;
  }

  show(cell, isPinned) {
    const told = `${cell.r} ${cell.c} ${isPinned}`;
    if (this.told === told) return;  // a button that was pressed stays the same until it is let go
    this.told = told;
    const [says, ...more] = cell.lines, { rows, columns } = this.data;
    const doors = this.data.doors.filter(([what]) => what !== "nobody" || cell.hasNobody);
    this.detail.replaceChildren(
      ...[make("h2", "", rows[cell.r].name), make("div", "muted", columns[cell.c].name),
        make("span", `pill s ${cell.state.name}`, says), ...more.map((line) => make("p", "", line)),
        isPinned ? make("div", "doors", doors.map(([what, label], n) =>
          button(n ? "btn" : "btn main", label, () => this.pick(cell, what)))) : null].filter(Boolean));
  }

  rest() {
    this.tip.hidden = true;
    if (!this.detail) return;
    if (this.pinned) { this.show(this.pinned, true); return; }
    this.told = null;
    const { states, say } = this.data;
    const line = (state) => make("li", "", this.swatch(state, state.sample), make("span", "", state.meaning));
    const ring = make("li", "", hiddenFromReaders(make("i", "ring")), make("span", "", say.more));
    this.detail.replaceChildren(make("h2", "", say.key), make("ul", "key", states.map(line), ring));
  }

  /* --- the key is the filter ------------------------------------------------------------------------------------------ */

  drawChips() {
    const all = button("chip all", [make("b", "", this.data.cells.flat().length), " ", this.data.say.all], () => this.only(null));
    return [all, ...this.data.states.map((state) => {
      const made = button("chip", [this.swatch(state, state.sample), make("b", "", state.count), state.label],
        () => this.only(this.filter === state.name ? null : state.name));
      made.dataset.state = state.name;
      return made;
    })];
  }

  drawNumber(number) {
    const band = hiddenFromReaders(make("i", `band s ${number.name}`));
    const also = number.also.map(([name, word]) => make("span", "", this.swatch({ name }), word));
    const made = button("num", [band, make("b", "", number.count), make("span", "", ...this.text(number.word)),
      number.told ? make("small", "", number.told) : null, also.length ? make("small", "also", also) : null],
      () => this.only(this.filter === number.name ? null : number.name));
    made.dataset.state = number.name;
    return made;
  }

  only(state) {
    this.filter = state;
    for (const chip of [...this.chips, ...this.numbers]) chip.setAttribute("aria-pressed", String((chip.dataset.state ?? null) === state));
    for (const square of this.squares) square.classList.toggle("dim", state !== null && square.dataset.state !== state);
    if (this.phone) this.list();
  }

  /* --- on a telephone: one area at a time as a list --------------------------------------------------------------------- */

  drawPhone() {
    const { columns, say } = this.data;
    this.where = make("select");
    this.where.setAttribute("aria-label", say.area);
    columns.forEach((column, c) => {
      const option = make("option", "", column.total.gaps ? `${column.name} (${column.total.words})` : column.name);
      option.value = c;
      this.where.append(option);
    });
    this.where.value = this.data.start;
    this.where.onchange = () => this.list();
    const step = (by) => () => {
      this.where.value = (Number(this.where.value) + by + columns.length) % columns.length;
      this.list();
    };
    const before = button("", "‹", step(-1)), next = button("", "›", step(1));
    before.setAttribute("aria-label", say.before);
    next.setAttribute("aria-label", say.next);
    this.kinds = make("div");
    return make("div", "phone", make("div", "pick", before, this.where, next), this.kinds);
  }

  list() {
    const c = Number(this.where.value), { data } = this;
    const groups = data.pillars.map((pillar, p) => {
      const shown = data.rows.map((row, r) => this.cells[r][c])
        .filter((cell) => data.rows[cell.r].pillar === p && (!this.filter || cell.state.name === this.filter));
      const line = (cell) => make("li", "", button("", [make("span", "", ...this.text(data.rows[cell.r].name)),
        make("span", `pill s ${cell.state.name}`, cell.state.pill.replace("{n}", cell.sign))], () => this.pick(cell, "open")));
      return shown.length ? [make("h2", "", pillar.name), make("ul", "", shown.map(line))] : [];
    }).flat();
    this.kinds.replaceChildren(...(groups.length ? groups : [make("p", "muted", data.say.none_here)]));
  }

  /* --- pointer and keys ------------------------------------------------------------------------------------------------- */

  listen() {
    const { table, root } = this;
    table.onpointerleave = () => this.rest();
    table.addEventListener("focusout", (event) => { if (!table.contains(event.relatedTarget)) this.rest(); });
    root.onkeydown = (event) => { if (event.key === "Escape") this.tip.hidden = true; };
    table.onkeydown = (event) => this.move(event);
    root.style.setProperty("--top", `${this.header()}px`);
  }

  header() {  // how much of the window the bar of the program covers
    const bar = document.querySelector('[data-testid="stHeader"]');
    return bar ? bar.getBoundingClientRect().height : 0;
  }

  move(event) {
    if (event.target.dataset?.head !== undefined) {  // from the name of an area back into the squares
      const c = Number(event.target.dataset.head), next = { ArrowLeft: c - 1, ArrowRight: c + 1 }[event.key];
      if (event.key !== "ArrowDown" && next === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "ArrowDown") this.go(c);
      else this.heads[next]?.focus();
      return;
    }
    const at = Number(event.target.dataset?.at), width = this.data.columns.length, row = Math.floor(at / width);
    if (Number.isNaN(at) || event.altKey || event.ctrlKey || event.metaKey) return;
    const first = row * width, last = first + width - 1, end = this.squares.length - 1;
    const to = {
      ArrowRight: Math.min(at + 1, last), ArrowLeft: Math.max(at - 1, first), ArrowDown: at + width, ArrowUp: at - width,
      Home: first, End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (to >= 0 && to <= end) this.go(to);
    else if (to < 0) this.heads[at]?.focus();
  }

  go(to) {
    for (const square of this.squares) square.tabIndex = -1;
    this.squares[to].tabIndex = 0;
    this.squares[to].focus();
  }
}

/* A run of the program with the same data keeps what is drawn: focus, filter and what is pinned survive. */
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".root"), old = root.matrix;
  if (old && root.seen === data) { old.send = setTriggerValue; return; }
  const focused = root.getRootNode().activeElement?.dataset?.at;
  root.replaceChildren();
  root.seen = data;
  root.matrix = new Matrix(root, JSON.parse(data), setTriggerValue);
  if (old && old.data.only === root.matrix.data.only) root.matrix.only(old.filter);
  if (focused !== undefined && root.matrix.squares[focused]) root.matrix.go(Number(focused));
}
