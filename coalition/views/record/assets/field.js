/* A meeting while it is recorded: one field for names, the list of members, what is noted beside it.

Everything typed is shown at once and kept here as a step until the server says that it is stored; steps carry a key, so that
one sent twice is stored once. All data is set as text, never as markup. */
const $ = (tag, cls, ...kids) => {
  const e = document.createElement(tag);
  if (cls) e.className = cls;
  for (const kid of kids.flat()) if (kid != null) e.append(kid);
  return e;
};
const button = (cls, text, onclick) => {
  const b = $("button", cls, text);
  b.type = "button";
  b.onclick = onclick;
  return b;
};
const tickable = (cls, text, act) => { // at the press of a mouse: what moves before it is let go would eat the click
  let at = -Infinity;
  const b = button(cls, text, e => { if (e.timeStamp - at > 1000 || !e.detail) act(); });
  b.onpointerdown = e => { if (e.pointerType === "mouse" && e.button === 0) { at = e.timeStamp; act(); } };
  return b;
};
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), x => x.toString(16).padStart(2, "0")).join("");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const plain = s => s.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f\u0e47-\u0e4e\u200b-\u200d\ufeff\u00ad]/g, "").trim(); // as `finding.words`: without case, accents, signs of tone
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/; // words stand without blanks: any part of a name
const starts = (name, q) => (UNSPACED.test(q) && plain(name).includes(q)) || plain(name).split(/[\s(]+/).some((_, k, all) => all.slice(k).join(" ").startsWith(q));
const pairs = s => new Set(Array.from(s.replace(/\s+/g, "")).slice(1).map((c, k) => Array.from(s.replace(/\s+/g, ""))[k] + c));
const alike = (a, b) => { // Dice's likeness of two names by their pairs of letters
  const one = pairs(plain(a)), other = pairs(plain(b));
  return one.size && other.size ? (2 * [...one].filter(p => other.has(p)).length) / (one.size + other.size) : 0;
};
const fitting = (one, q) => [one.name, ...(one.also ?? [])].some(name => starts(name, q)); // also: acronym, other spellings
const likeness = (one, q) => Math.max(...[one.name, ...(one.also ?? [])].map(name => alike(name, q)));
const MOST = 6, MUCH_ALIKE = 0.6, WAITS = 4000;

export default function ({ parentElement, data: told, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".root"), data = JSON.parse(told);
  const made = `${data.draft} ${data.lang} ${data.members.map(m => m.id).join()}`;
  if (root.made !== made) {
    root.made = made;
    root.app = build(root);
    root.app.arrive(data, setStateValue, setTriggerValue);
    root.app.begin();
  } else root.app.arrive(data, setStateValue, setTriggerValue);
}

function build(root) {
  let d, send, go, pending = [], asked = null, waiting, toldAt = 0, isLeaving = false;
  const kept = new Map(); // step -> the text it came from, to be given back where it is refused

  // --- steps --------------------------------------------------------------------------------------------------------
  const step = (what, label, giveBack) => {
    const n = random();
    pending.push({ n, seen: d.seen, label, ...what });
    if (giveBack) kept.set(n, giveBack);
    asked = null;
    if (Date.now() - toldAt > WAITS) alert_.textContent = ""; // it was read before this was done
    send("steps", pending);
    clearTimeout(waiting);
    waiting = setTimeout(draw, WAITS);
    pending.at(-1).at = Date.now();
    draw();
  };
  const arrive = (data, setStateValue, setTriggerValue) => {
    [d, send, go] = [data, setStateValue, setTriggerValue];
    const settled = new Set([...d.acked, ...d.refused.map(r => r.n)]);
    const came = pending.some(s => settled.has(s.n));
    for (const r of d.refused) if (kept.has(r.n)) { kept.get(r.n)(); if (r.known) asked = r; }
    for (const n of settled) kept.delete(n);
    pending = pending.filter(s => !settled.has(s.n));
    if (came) saved.textContent = fill(d.words.saved, { time: new Date().toTimeString().slice(0, 5) });
    const news = d.refused.filter(r => !known.has(r.n));
    if (news.length) tell(news.map(r => r.why).join(" "), root.getRootNode().activeElement); // what was given back has the focus
    news.forEach(r => known.add(r.n));
    if (news.length) isLeaving = false; // to be read first
    draw();
    leave();
  };
  const leave = () => { // once all is stored: what is still on its way would be left behind
    if (!isLeaving || pending.length) return;
    isLeaving = false;
    setTimeout(() => go("go", "finish"));
  };
  const known = new Set(); // refusals that were told
  const tell = (text, field) => { // above the fields that it is about, where no list of suggestions opens over it; else above all
    const section = field?.closest?.("section");
    section ? section.insertBefore(alert_, section.children[1]) : root.insertBefore(alert_, root.children[1]);
    field?.addEventListener?.("input", () => { alert_.textContent = ""; }, { once: true });
    alert_.textContent = text;
    toldAt = Date.now();
  };
  addEventListener("beforeunload", e => { if (pending.length && root.isConnected) e.preventDefault(); });

  // --- what is noted, with what is still on its way -------------------------------------------------------------------
  const noted = () => {
    let marks = d.marks.map(m => ({ ...m })), lines = d.lines.map(l => ({ ...l }));
    for (const s of pending) {
      if (s.kind === "mark") {
        const at = marks.findIndex(m => m.key === s.key || (s.person && m.person === s.person) || (s.org && !s.person && m.org === s.org && !m.person && m.name === s.label));
        if (!s.state) marks = marks.filter((_, k) => k !== at);
        else if (at >= 0) marks[at] = { ...marks[at], state: s.state, remote: s.remote };
        else marks.push({ key: s.key, name: s.label, said: s.said ?? null, state: s.state, remote: s.remote, org: s.org ?? null, person: s.person ?? null });
      } else if (s.kind === "out") lines = lines.filter(l => l.key !== s.key);
      else if (s.kind !== "undo") lines.push({ key: s.key, kind: s.kind, what: s.what, who: s.who, due: s.due, action: s.action, shown: s.shown });
    }
    return { marks, lines };
  };
  const COUNTS = ["present", "excused", "absent"];
  const ofMember = (marks, id) => marks.filter(m => m.org === id).sort((a, b) => COUNTS.indexOf(a.state) - COUNTS.indexOf(b.state));
  const set = (m, state, remote = null, isTyped = false) => {
    const own = noted().marks.find(x => x.org === m.id && !x.person && x.name === m.name); // not a new person of it
    const back = own && own.state === state && (own.remote ?? null) === remote;
    if (back && isTyped) return; // a name typed twice is noted once; a click takes back
    step({ kind: "mark", key: own?.key ?? random(), org: m.id, state: back ? null : state, remote }, m.name);
  };

  // --- the parts ------------------------------------------------------------------------------------------------------
  const saved = $("span", "muted saved"), alert_ = $("div", "alert"), undo = button("btn undo", "", () => step({ kind: "undo" }, ""));
  saved.setAttribute("role", "status");
  alert_.setAttribute("role", "alert");
  const title = $("h2", "title"), finish = button("btn main", "", () => { isLeaving = takeTyped(); leave(); });
  const number = $("span", "n"), said = $("span", "said"), bar = $("i"), line = $("u"), rest = $("span", "muted"), meter = $("div", "meter", bar, line);
  const quorum = $("div", "quorum", number, said, meter, rest), hint = $("div", "hint"), guests = $("div", "guests"), roster = $("ul", "roster");
  const find = $("input", "find"), options = $("ul", "options"), findLabel = $("label");
  const hasNext = ["agenda", "decision", "learned", "action", "old"];
  const head = Object.fromEntries(hasNext.map(k => [k, $("h3")])), lists = Object.fromEntries(hasNext.map(k => [k, $("ol", "list")]));
  const agenda = $("input"), decision = $("input"), cell = $("input"), cellOptions = $("ul", "options"), lesson = $("input"), shown = $("input"), shownOptions = $("ul", "options"), act = $("input"), who = $("input"), by = $("input"), byDay = $("span", "muted"), whoOptions = $("ul", "options"), add = button("btn", "", () => promise()), offer = button("btn offer", "", () => { by.value = d.offer.day; by.dispatchEvent(new Event("input")); promise(); });
  by.inputMode = "numeric";
  by.setAttribute("list", "by-days");
  const byDays = $("datalist");
  byDays.id = "by-days";
  for (const [k, input] of [["find", find], ["who", who], ["shown", shown], ["cell", cell]]) {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", `${k}-options`);
    input.setAttribute("aria-autocomplete", "list");
    input.autocomplete = "off";
  }
  [options.id, whoOptions.id, shownOptions.id, cellOptions.id, find.id, findLabel.htmlFor] = ["find-options", "who-options", "shown-options", "cell-options", "find", "find"];
  [options, whoOptions, shownOptions, cellOptions].forEach(o => { o.setAttribute("role", "listbox"); o.hidden = true; });
  root.replaceChildren(
    $("div", "head", title, saved, $("span", "grow"), undo, finish), alert_,
    $("div", "", $("div", "top", $("div", "field", findLabel, find, options, hint), quorum), roster, guests),
    $("div", "side",
      $("section", "", head.agenda, agenda, lists.agenda), $("section", "", head.decision, $("div", "two", decision, $("div", "field", cell, cellOptions)), lists.decision),
      $("section", "", head.learned, $("div", "two", lesson, $("div", "field", shown, shownOptions)), lists.learned),
      $("section", "", head.action, $("div", "three", act, $("div", "field", who, whoOptions), $("div", "field", by, byDays, byDay), offer, add), lists.action),
      $("section", "", head.old, lists.old)));

  // --- the list of members ----------------------------------------------------------------------------------------------
  let items = [];
  const makeRoster = () => {
    items = d.members.map(m => {
      const tick = tickable("tick", $("span", "", m.name), () => set(m, "present"));
      const excused = tickable("mini", d.words.excuse, () => set(m, "excused"));
      const remote = tickable("mini", d.words.mark_remote, () => set(m, "present", remote.getAttribute("aria-pressed") === "true" ? null : true));
      tick.tabIndex = excused.tabIndex = remote.tabIndex = -1;
      tick.title = m.name;
      const people = $("span", "people"), kept = $("span", "kept", ...[d.words.mark_remote, d.words.excuse].map(word => $("span", "mini", word)));
      const li = $("li", "", tick, people, kept, $("span", "minis", remote, excused));
      return { ...m, li, tick, excused, remote, people };
    });
    if (items.length) items[0].tick.tabIndex = 0;
    roster.style.setProperty("--rows", Math.ceil(items.length / 2) || 1);
    roster.replaceChildren(...items.map(i => i.li));
  };
  const focusOn = at => { if (at < 0) return find.focus(); if (items[at]) { items.forEach(i => { i.tick.tabIndex = -1; }); items[at].tick.tabIndex = 0; items[at].tick.focus(); } };
  roster.onkeydown = e => {
    const at = items.findIndex(i => i.li.contains(e.target)), half = Math.ceil(items.length / 2);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, ArrowRight: at + half, ArrowLeft: at - half, Home: 0, End: items.length - 1 }[e.key];
    if (to !== undefined) { e.preventDefault(); focusOn(to); return; }
    if ((e.key === "Enter" || e.key === " ") && e.target === items[at].tick) {
      e.preventDefault();
      set(items[at], e.shiftKey ? "excused" : "present", e.ctrlKey || e.metaKey ? true : null);
      focusOn(Math.min(at + 1, items.length - 1)); // one key for each member
    } else if (e.key.length === 1 && /\p{L}/u.test(e.key) && !e.ctrlKey && !e.metaKey && !e.altKey) find.focus();
  };

  // --- a field that proposes ------------------------------------------------------------------------------------------
  const combo = (input, list, propose) => {
    let at = -1, found = [], isAsked = false; // whether one that is only much alike is meant: any key that answers ends it
    const show = () => {
      found = propose(input.value);
      const hasClose = found.some(o => o.close); // what is only much alike, or new beside it, is never taken by Enter alone
      if (at < 0) at = found.findIndex(o => !o.close && !(hasClose && o.isNew));
      at = Math.min(at, found.length - 1);
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      list.replaceChildren(...found.map((o, k) => {
        const li = $("li", k === at ? "on" : "", $("span", "", isAsked ? $("kbd", "", String(k + 1)) : null, isAsked ? " " : null, o.text), o.sub ? $("span", "muted", o.sub) : null);
        li.id = `${list.id}-${k}`;
        li.setAttribute("role", "option");
        li.setAttribute("aria-selected", String(k === at));
        li.onpointerdown = e => { e.preventDefault(); choose(k, e); };
        return li;
      }));
      if (at >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
      else input.removeAttribute("aria-activedescendant");
    };
    const choose = (k, e) => { const o = found[k]; if (!o) return; input.value = ""; [at, isAsked] = [-1, false]; o.pick(e); show(); draw(); };
    input.oninput = () => { [at, isAsked] = [-1, false]; show(); draw(); };
    input.onblur = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); };
    input.onfocus = show;
    const question = () => { const one = found.find(o => o.close); return one ? fill(d.words.did_you_mean, { name: one.text }) : d.words.choose; };
    return { show, first: () => found[at], isOpen: () => isAsked || (found.length > 0 && at < 0), question, key: e => {
      if (e.isComposing) return true;
      if (e.key === "Escape") { input.value = ""; asked = null; [at, isAsked] = [-1, false]; show(); draw(); return true; }
      if (isAsked && /^[1-9]$/.test(e.key) && found[e.key - 1]) { e.preventDefault(); choose(e.key - 1, e); return true; }
      if ((e.key === "ArrowDown" || e.key === "ArrowUp") && found.length) {
        e.preventDefault();
        at = at < 0 ? (e.key === "ArrowDown" ? 0 : found.length - 1) : (at + (e.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
        show();
        return true;
      }
      if (e.key === "Enter" && found.length) {
        e.preventDefault();
        if (at >= 0) choose(at, e);
        else if (found.some(o => o.close)) { [at, isAsked] = [found.findIndex(o => o.close), true]; show(); draw(); }
        return true;
      }
      return false;
    } };
  };
  const stateOf = e => [e.shiftKey ? "excused" : "present", e.ctrlKey || e.metaKey ? true : null];
  const giveBack = (input, text) => () => { if (!input.value) input.value = text; input.focus(); };
  const matching = q => {
    const marks = noted().marks, done = m => (ofMember(marks, m.id).length ? 2 : 0) + (plain(m.name).startsWith(q) ? 0 : 1);
    return items.filter(m => fitting(m, q)).sort((a, b) => done(a) - done(b));
  };
  const naming = combo(find, options, text => {
    const q = plain(text);
    if (!q) return [];
    const marks = noted().marks, members = matching(q), organizations = [...d.members, ...d.others];
    const typed = marks.filter(m => !m.person && !organizations.some(o => o.id === m.org && o.name === m.name)).map(m => ({ name: m.name, org: m.org, org_name: m.said }));
    const markOf = p => marks.find(m => (p.id ? m.person === p.id : !m.person && (m.org ?? null) === (p.org ?? null) && plain(m.name) === plain(p.name)));
    const people = [...(asked?.known ?? []), ...d.people.filter(p => !asked?.known?.some(k => k.id === p.id)), ...d.contacts.filter(c => !markOf(c)), ...typed];
    const like = (one, name) => name.length > 3 && likeness(one, name) >= MUCH_ALIKE, near = one => !fitting(one, q) && like(one, q);
    const fits = list => [...list.filter(one => fitting(one, q)), ...list.filter(near)];
    const person = (p, close) => ({ text: p.name, close, sub: [p.org_name, markOf(p) ? d.words.change : ""].filter(Boolean).join(" · ") || d.words.person, pick: e => {
      const [state, remote] = stateOf(e), m = markOf(p), who_ = p.id ? { person: p.id } : { name: p.name, sure: !!(m || asked) };
      step({ kind: "mark", key: m?.key ?? random(), ...who_, org: p.org ?? null, state, remote }, p.name, p.id ? null : giveBack(find, text));
    } });
    const persons = fits(people).sort((a, b) => !!markOf(a) - !!markOf(b)), others = fits(d.others);
    const own = [...members, ...items.filter(near).slice(0, 2)].map(m => ({ text: m.name, close: near(m), sub: ofMember(noted().marks, m.id).length ? d.words.change : (m.also ?? []).filter(name => !starts(m.name, q) && starts(name, q)).join(", "), pick: e => set(m, ...stateOf(e), true) }));
    const known = [
      ...persons.map(p => person(p, near(p))),
      ...others.map(o => ({ text: o.name, sub: d.words.guest, close: near(o), pick: e => { const [state, remote] = stateOf(e); step({ kind: "mark", key: random(), org: o.id, state, remote }, o.name); } })),
    ];
    const fresh = is => ({ isNew: true, text: fill(is ? d.words.new_organization : d.words.new_person, { name: text.trim() }), pick: e => { const [state, remote] = stateOf(e); step({ kind: "mark", key: random(), name: text.trim(), is_organization: is, sure: !!asked, state, remote }, text.trim(), giveBack(find, text)); } });
    const [named, of] = text.split(/,(.*)/).map(part => (part ?? "").trim()); // "Petra Lindqvist, Red Cross"
    const said = () => ({ isNew: true, text: fill(d.words.new_person, { name: named }), sub: fill(d.words.said_of, { organization: of }), pick: e => { const [state, remote] = stateOf(e); step({ kind: "mark", key: random(), name: named, said: of, sure: !!asked, state, remote }, named, giveBack(find, text)); } });
    const from = o => ({ isNew: true, text: fill(d.members.includes(o) ? d.words.new_of_member : d.words.new_person, { name: named }), sub: o.name, pick: e => { const [state, remote] = stateOf(e); step({ kind: "mark", key: random(), name: named, org: o.id, sure: !!asked, state, remote }, named, giveBack(find, text)); } });
    if (named.length > 2 && of) {
      const at = organizations.filter(o => fitting(o, plain(of))), close = people.filter(p => plain(p.name) !== plain(named) && like(p, plain(named))).slice(0, 2);
      const exact = at.filter(o => [o.name, ...(o.also ?? [])].some(name => plain(name) === plain(of))); // by its whole name
      return [...close.map(p => person(p, true)), ...[...new Set([...exact, ...at])].slice(0, MOST - 1 - close.length).map(from), ...(exact.length ? [] : [said()])];
    }
    const news = text.trim().length > 2 ? [fresh(false), fresh(true)] : [];
    return [...own.slice(0, 4), ...known.slice(0, own.length ? 2 : 4), ...(members.length && q.length < 5 ? [] : news)].slice(0, MOST);
  });
  find.onkeydown = e => {
    if (naming.key(e)) return;
    if (e.key === "ArrowDown" && !find.value) { e.preventDefault(); focusOn(0); }
  };

  // --- lines -------------------------------------------------------------------------------------------------------------
  let chosen = null;
  const promising = combo(who, whoOptions, text => {
    const q = plain(text);
    if (!q || (chosen && plain(chosen.name) === q)) return [];
    return d.owners.filter(o => fitting(o, q)).slice(0, MOST).map(o => ({ text: o.name, pick: () => { chosen = o; who.value = o.name; (by.value ? by : offer).focus(); } }));
  });
  let resource = null; // what was shown with what is learned; none is as good
  const showing = combo(shown, shownOptions, text => {
    const q = plain(text);
    if (!q || (resource && plain(resource.name) === q)) return [];
    return d.resources.filter(one => fitting(one, q)).slice(0, MOST).map(one => ({ text: one.name, pick: () => { resource = one; shown.value = one.name; if (lesson.value.trim()) learn(); } }));
  });
  const learn = () => {
    const what = lesson.value.trim(), with_ = resource && plain(resource.name) === plain(shown.value) ? resource : null;
    if (!what) return lesson.focus();
    if (shown.value.trim() && !with_) { tell(d.words.which_resource, shown); return shown.focus(); }
    [lesson.value, shown.value, resource] = ["", "", null];
    step({ kind: "learned", key: random(), what, resource: with_?.id ?? null, shown: with_?.name ?? null }, what, () => { if (!lesson.value) lesson.value = what; [shown.value, resource] = [with_?.name ?? "", with_]; lesson.focus(); });
    lesson.focus();
  };
  lesson.onkeydown = e => { if (e.key === "Enter" && !e.isComposing && lesson.value.trim()) { e.preventDefault(); learn(); } };
  shown.onkeydown = e => { if (!showing.key(e) && e.key === "Enter") { e.preventDefault(); learn(); } };
  const plan = () => {
    const text = agenda.value.trim();
    agenda.value = "";
    step({ kind: "agenda", key: random(), what: text }, text, giveBack(agenda, text));
  };
  agenda.onkeydown = e => { if (e.key === "Enter" && !e.isComposing && agenda.value.trim()) plan(); };
  let about = null; // the service type and area that is decided about; none is as good
  const abouting = combo(cell, cellOptions, text => { // "shel chiang r": each word begins one of the type or of the area
    if (!text.trim() || (about && plain(about.name) === plain(text))) return [];
    const parts = plain(text).split(/[\s,·]+/).filter(Boolean), found = [], fits = (one, part) => fitting(one, part) || (/[^\x00-\x7f]/.test(part) && plain(one.name).includes(part));
    for (const type of d.types) {
      const left = parts.filter(part => !fits(type, part));
      if (left.length === parts.length && parts.length > 1) continue; // nothing of it is of this type
      for (const area of d.areas) {
        if (!left.every(part => fits(area, part))) continue;
        found.push({ type: type.id, area: area.id, name: `${type.name} · ${area.name}` });
        if (found.length === MOST) break;
      }
      if (found.length === MOST) break;
    }
    return found.map(one => ({ text: one.name, pick: () => { about = one; cell.value = one.name; if (decision.value.trim()) decide(); } }));
  });
  const decide = () => {
    const what = decision.value.trim(), of = about && plain(about.name) === plain(cell.value) ? about : null;
    if (!what) return decision.focus();
    if (cell.value.trim() && !of) { tell(d.words.which_cell, cell); return cell.focus(); }
    [decision.value, cell.value, about] = ["", "", null];
    step({ kind: "decision", key: random(), what, type: of?.type ?? null, area: of?.area ?? null, shown: of?.name ?? null }, what, () => { if (!decision.value) decision.value = what; [cell.value, about] = [of?.name ?? "", of]; decision.focus(); });
    decision.focus();
  };
  decision.onkeydown = e => { if (e.key === "Enter" && !e.isComposing && decision.value.trim()) { e.preventDefault(); decide(); } };
  cell.onkeydown = e => { if (!abouting.key(e) && e.key === "Enter") { e.preventDefault(); decide(); } };
  const called = text => { // whoever alone has exactly this name, of a person with or without the organization
    const own = d.owners.filter(o => [o.name, o.name.split(" · ")[0], ...o.also].some(name => plain(name) === plain(text)));
    return own.length === 1 ? own[0] : null;
  };
  const toldAs = owner => (owner.id[0] === "p" ? owner.name.split(" · ").reverse().join(", ") : owner.name); // as the server will tell it
  const promise = () => {
    const what = act.value.trim(), owner = chosen && plain(chosen.name) === plain(who.value) ? chosen : called(who.value);
    if (!what) return act.focus();
    if (!owner) { tell(d.words.who_does_it, who); return who.focus(); }
    const due = isoDay(by.value);
    if (!due) { tell(by.value.trim() ? d.words.write_a_day : d.words.by_when, by); return (by.value.trim() ? by : offer).focus(); }
    [act.value, who.value, by.value, chosen] = ["", "", "", null];
    tellDay();
    step({ kind: "action", key: random(), what, owner: owner.id, who: toldAs(owner), due }, what, () => { act.value = what; who.value = owner.name; chosen = owner; by.value = due; tellDay(); act.focus(); });
    act.focus();
  };
  act.onkeydown = e => { if (e.key === "Enter" && !e.isComposing && act.value.trim()) { e.preventDefault(); who.value ? promise() : who.focus(); } };
  who.onkeydown = e => { if (!promising.key(e) && e.key === "Enter") { e.preventDefault(); promise(); } };
  offer.onkeydown = e => { if (/^\d$/.test(e.key)) by.focus(); }; // another day is typed at once: the digit goes to its field
  by.onkeydown = e => { if (e.key === "Enter") { e.preventDefault(); promise(); } };
  const takeTyped = () => { // what still stands in a field is taken as by Enter; what cannot be is told, and nothing is left
    for (const [input, take] of [[agenda, plan], [decision, decide], [lesson, learn], [act, promise]]) {
      if (input.value.trim()) take();
      if (input.value.trim()) return false;
    }
    if (find.value.trim()) { tell(d.words.choose, find); find.focus(); }
    return !find.value.trim();
  };
  root.onkeydown = e => {
    const inText = e.target.tagName === "INPUT" && e.target.value;
    if ((e.ctrlKey || e.metaKey) && e.key === "z" && !inText && d.undo) { e.preventDefault(); step({ kind: "undo" }, ""); }
  };
  // A day is typed as 2026-12-09, 9/12/2026 or 9 Dec 2026, its year of either era, and shown as every text of the pages shows it.
  const isoDay = text => {
    const [, at_, word, of_] = /^\s*(\d{1,2})\s+([^\d\s]+)\s+(\d{4})\s*$/.exec(text) ?? [];
    const bare = name => plain(name).replace(/\.$/, ""), fits = m => bare(m).startsWith(bare(word)) || bare(word).startsWith(bare(m));
    const named = word ? d.day.months.findIndex(fits) + 1 : 0;
    const [, a, b, c] = named ? ["", at_, named, of_] : /^\s*(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})\s*$/.exec(text) ?? [];
    const [year, month, day] = a?.length === 4 ? [a, b, c] : c?.length === 4 ? [c, b, a] : [];
    const at = year && new Date(Date.UTC(year > 2400 ? year - 543 : year, month - 1, day));
    return at && at.getUTCDate() === Number(day) ? at.toISOString().slice(0, 10) : null;
  };
  const dayText = iso => {
    const [year, month, day] = iso.split("-").map(Number), w = d.day;
    return fill(w.date, { day, month: w.months[month - 1], year: year + w.era });
  };
  const tellDay = () => { const iso = isoDay(by.value); byDay.textContent = iso ? dayText(iso) : by.value ? d.words.write_a_day : ""; byDay.classList.toggle("worse", !iso); offer.hidden = !!by.value; };
  by.oninput = tellDay;
  const drawLines = lines => {
    const row = (l, k, ...kids) => {
      const out = button("x", "×", () => { step({ kind: "out", key: l.key }, l.what); ({ agenda, decision, learned: lesson, action: act })[l.kind]?.focus(); });
      out.setAttribute("aria-label", `${d.words.take_out}: ${l.what}`);
      return $("li", "", $("span", "k", String(k + 1)), $("span", "", l.what, ...kids), out);
    };
    for (const kind of ["agenda", "decision", "learned", "action"]) {
      const own = lines.filter(l => l.kind === kind);
      const sub = l => (kind === "action" ? `${l.who} · ${fill(d.words.by_day, { day: dayText(l.due) })}` : l.shown);
      lists[kind].replaceChildren(...own.map((l, k) => row(l, k, sub(l) ? $("span", "muted sub", sub(l)) : null)));
    }
    const keptBy = new Map(lines.filter(l => l.kind === "kept").map(l => [l.action, l]));
    head.old.parentElement.hidden = !d.overdue.length;
    lists.old.replaceChildren(...d.overdue.map((a, k) => {
      const done = keptBy.get(a.id);
      const b = button("btn", done ? d.words.not_done : d.words.done, () => done ? step({ kind: "out", key: done.key }, a.what) : step({ kind: "kept", key: random(), what: "", action: a.id }, a.what));
      b.setAttribute("aria-label", `${b.textContent}: ${a.what}`);
      return $("li", "", $("span", "k", String(k + 1)), $("span", done ? "done" : "", a.what, $("span", "muted sub", `${a.who} · `, $("span", "whole", a.late))), b);
    }));
  };

  // --- drawing -------------------------------------------------------------------------------------------------------------
  const draw = () => {
    const { marks, lines } = noted(), q = plain(find.value), found = q ? matching(q) : [];
    const own = new Map(items.map(i => [i.id, ofMember(marks, i.id)]));
    items.forEach(i => {
      const mine = own.get(i.id), state = mine[0]?.state ?? "", there = mine.filter(m => m.state === "present"), remote = there.length > 0 && there.every(m => m.remote);
      i.li.className = [state, remote ? "online" : "", q && !found.includes(i) ? "off" : "", q && found[0] === i ? "first" : ""].join(" ");
      i.tick.setAttribute("aria-pressed", String(state === "present"));
      i.excused.setAttribute("aria-pressed", String(state === "excused"));
      i.remote.setAttribute("aria-pressed", String(remote));
      i.tick.setAttribute("aria-label", `${i.name}: ${{ present: d.words.here, excused: d.words.excused }[state] ?? d.words.not_here}`);
      i.excused.setAttribute("aria-label", `${i.name}: ${d.words.excused}`);
      i.remote.setAttribute("aria-label", `${i.name}: ${d.words.remote}`);
      i.people.textContent = mine.filter(m => m.person || m.name !== i.name).map(m => m.name).join(", ");
    });
    const tally = state => items.filter(i => own.get(i.id)[0]?.state === state).length, here = tally("present"), excused = tally("excused");
    number.replaceChildren(String(here), $("small", "", " " + fill(d.words.of_here, { n: items.length })));
    rest.textContent = fill(d.words.rest, { excused, missing: items.length - here - excused });
    bar.style.width = `${items.length ? (100 * here) / items.length : 0}%`;
    [number, meter, rest].forEach(e => { e.hidden = !items.length; }); // of nobody expected nothing is counted
    line.hidden = !d.quorum;
    said.textContent = "";
    if (d.quorum) {
      const is = (id, state) => own.get(id)?.[0]?.state === state, voters = d.quorum.missed.map(([id]) => id);
      const active = d.quorum.missed.filter(([id, missed]) => missed < d.quorum.lapsed_after || is(id, "present")).length;
      const needed = d.quorum.needed[active], short = needed - voters.filter(id => is(id, "present")).length;
      said.textContent = short <= 0 ? `✓ ${d.words.quorum}` : fill(d.words.short, { n: short });
      said.className = short <= 0 ? "said" : "said worse";
      line.hidden = voters.length !== items.length;
      line.style.left = `${items.length ? (100 * needed) / items.length : 0}%`;
    }
    const expected = new Set(items.map(i => i.id)), others = marks.filter(m => !expected.has(m.org)); // guests: of no member
    guests.replaceChildren($("b", "", others.length ? fill(d.words.guests_n, { n: others.length }) : d.words.guests), ...(others.length
      ? others.map(g => { const b = button("btn", `${g.name}${g.said && !g.org ? `, ${g.said}` : ""}${g.state === "excused" ? ` (${d.words.excused})` : ""}${g.remote ? ` (${d.words.remote})` : ""} ×`, () => step({ kind: "mark", key: g.key, org: g.org, person: g.person, state: null }, g.name)); b.setAttribute("aria-label", `${d.words.take_out}: ${g.name}`); return b; })
      : [$("span", "muted", d.words.guest_help)]));
    const first = q ? naming.first() : null;
    hint.replaceChildren(...(q && naming.isOpen() ? [$("span", "", naming.question())] : first ? [$("span", "", $("kbd", "", "↵"), ` ${first.text}`)] : [["↵", "here"], ["⇧ ↵", "excused"], ["Ctrl ↵", "remote"], ["↓", "to_list"]].map(([k, word]) => $("span", "", $("kbd", "", k), ` ${d.words[word]}`))));
    const late = pending.length && Date.now() - pending[0].at > WAITS;
    if (pending.length) saved.textContent = late ? d.words.waiting : d.words.saving;
    saved.classList.toggle("worse", !!late);
    undo.hidden = !d.undo && !pending.length;
    undo.textContent = d.undo ? fill(d.words.undo_what, { what: d.undo }) : d.words.undo;
    undo.disabled = !d.undo;
    title.textContent = d.title; // its day and name can be corrected
    drawLines(lines);
  };
  const begin = () => {
    makeRoster();
    const w = d.words, labels = [[agenda, w.agenda_hint], [decision, w.decision_hint], [cell, w.cell_hint], [lesson, w.lesson_hint], [shown, w.shown_hint], [act, w.action_hint], [who, w.who_hint], [by, w.by_hint], [find, w.find_hint]];
    labels.forEach(([input, text]) => { input.placeholder = text; if (input !== find) input.setAttribute("aria-label", text); });
    [finish.textContent, findLabel.textContent, add.textContent] = [w.finish, w.who_is_here, w.add];
    [head.agenda.textContent, head.decision.textContent, head.learned.textContent, head.action.textContent, head.old.textContent] = [w.agenda, w.decisions, w.lessons, w.actions, w.overdue];
    shown.parentElement.hidden = !d.resources.length;
    cell.parentElement.hidden = !d.types.length || !d.areas.length;
    offer.textContent = d.offer.text;
    offer.setAttribute("aria-label", `${w.by_hint} ${d.offer.text}`);
    byDays.replaceChildren(...d.days.map(iso => { const one = $("option", "", dayText(iso)); one.value = iso; return one; }));
    tellDay();
    draw();
    if (matchMedia("(pointer: fine)").matches) find.focus({ preventScroll: true });
  };
  return { arrive, begin };
}
