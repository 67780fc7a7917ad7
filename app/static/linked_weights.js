// Linked sliders: the weights always total 100. A moved one is seen to move the others at once, and what was moved is
// sent to the server, which reckons the same again (engine/criteria/linked_weights.py) and has the last word.
const WHOLE = 1_000_000, STEP = 1_000, PER_CENT = WHOLE / 100;
const SEND_MS = 120; // between two sendings of one pull

// Largest remainder, in whole numbers only: every product stays below 2 ** 53.
function apportioned(weights, whole) {
  const total = weights.reduce((sum, one) => sum + one, 0);
  const parts = weights.map((one) => Math.floor((whole * one) / total));
  const remainders = weights.map((one, at) => whole * one - parts[at] * total);
  const order = weights.map((_, at) => at).sort((a, b) => remainders[b] - remainders[a] || a - b);
  const left = whole - parts.reduce((sum, one) => sum + one, 0);
  for (const at of order.slice(0, left)) parts[at] += 1;
  return parts;
}

function moved(units, member, to, locked) {
  const free = units.map((_, at) => at).filter((at) => at !== member && !locked[at]);
  if (locked[member] || !free.length) return [...units];
  const room = free.reduce((sum, at) => sum + units[at], units[member]);
  const held = Math.min(Math.max(to, 0), room);
  let basis = free.map((at) => units[at]);
  if (!basis.some(Boolean)) basis = free.map(() => 1);
  const parts = apportioned(basis, Math.floor((room - held) / STEP)).map((part) => part * STEP);
  parts[parts.indexOf(Math.max(...parts))] += (room - held) % STEP;
  const found = [...units];
  found[member] = held;
  free.forEach((at, index) => { found[at] = parts[index]; });
  return found;
}

const LOCKED = "M7 10V7a5 5 0 0 1 10 0v3h1a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zm2 0h6V7a3 3 0 0 0-6 0z";
const OPEN = "M9 10h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h1V7a5 5 0 0 1 9.6-2l-1.9.7A3 3 0 0 0 9 7z";

function element(name, holder, attributes = {}, words = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = words;
  holder.append(made);
  return made;
}

class Weights {
  constructor(holder) {
    this.holder = holder;
    this.rows = [];
    this.count = 0;
    this.timer = null;
    this.sentAt = 0;
  }

  // What the server has: taken over whole where it has set the weights itself, else only what it reckoned last.
  take(data, send) {
    this.send = send;
    this.words = data.words;
    const looks = JSON.stringify([data.members.map(({ id, label, note, colour }) => [id, label, note, colour]), data.words]);
    if (looks !== this.looks) this.draw(data);
    this.looks = looks;
    if (data.revision !== this.revision || data.count === this.count) {
      const another = data.revision !== this.revision;
      this.revision = data.revision;
      this.units = data.members.map((one) => one.units);
      this.locked = data.members.map((one) => one.locked);
      if (another) {
        clearTimeout(this.timer);
        this.timer = null;
        this.count = data.count;
        this.start();
      }
    }
    this.show();
  }

  // One pull goes out from the weights that it began at: back and forth again leaves all as it was.
  start(member = null) {
    this.basis = [...this.units];
    this.member = member;
  }

  draw({ members, words }) {
    const focused = this.rows.findIndex((row) => row.range === document.activeElement);
    this.holder.replaceChildren();
    this.ids = members.map((one) => one.id);
    this.rows = members.map((one, at) => {
      const row = element("div", this.holder, { class: `weight st-key-w_${one.id}` });
      const head = element("div", row, { class: "weight-head" });
      element("span", head, { class: "weight-colour", style: `background:${one.colour}`, "aria-hidden": "true" });
      element("label", head, { for: `weight-${one.id}` }, one.label);
      if (one.note) {
        // Everybody reaches the notes by the button below; one of them is the pointer's alone.
        const ask = element("button", head, { type: "button", class: "weight-ask", tabindex: "-1", "aria-hidden": "true" }, "?");
        ask.addEventListener("click", () => { note.hidden = !note.hidden; });
      }
      const share = element("output", head, { class: "weight-share", for: `weight-${one.id}` });
      const body = element("div", row, { class: "weight-body" });
      const range = element("input", body, { type: "range", id: `weight-${one.id}`, min: 0, max: 100, step: "any" });
      const lock = element("button", body, { type: "button", class: "weight-lock" });
      lock.innerHTML = '<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path fill="currentColor"/></svg>';
      const note = element("p", row, { class: "weight-note", id: `weight-note-${one.id}` }, one.note);
      note.hidden = true;
      if (one.note) range.setAttribute("aria-describedby", note.id);
      range.addEventListener("input", () => this.move(at, Math.round(Number(range.value)) * PER_CENT));
      range.addEventListener("change", () => this.flush());
      range.addEventListener("keydown", (event) => this.key(event, at));
      lock.addEventListener("click", () => this.toggle(at));
      return { range, share, lock, note, label: one.label };
    });
    const notes = members.some((one) => one.note)
      && element("button", this.holder, { type: "button", class: "weight-notes", "aria-expanded": "false" }, words.notes);
    if (notes) notes.addEventListener("click", () => {
      const open = notes.getAttribute("aria-expanded") === "false";
      notes.setAttribute("aria-expanded", String(open));
      for (const { note } of this.rows) note.hidden = !open || !note.textContent;
    });
    if (focused >= 0) this.rows[focused]?.range.focus();
  }

  key(event, at) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { note } = this.rows[at];
    if (event.key === "?" && note.textContent) note.hidden = !note.hidden;
    if (event.key === "Escape") note.hidden = true;
    const now = this.units[at];
    const below = Math.ceil(now / PER_CENT) * PER_CENT, above = Math.floor(now / PER_CENT) * PER_CENT;
    const to = {
      ArrowRight: above + PER_CENT, ArrowUp: above + PER_CENT, ArrowLeft: below - PER_CENT, ArrowDown: below - PER_CENT,
      PageUp: now + 10 * PER_CENT, PageDown: now - 10 * PER_CENT, Home: 0, End: WHOLE,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.move(at, to);
  }

  move(at, to) {
    if (this.member !== at) this.start(at);
    const room = this.basis.reduce((sum, one, other) => sum + (this.locked[other] && other !== at ? 0 : one), 0);
    this.to = Math.min(Math.max(to, 0), room);
    this.units = moved(this.basis, at, this.to, this.locked);
    this.show();
    this.changed();
  }

  toggle(at) {
    this.locked[at] = !this.locked[at];
    this.start();
    this.show();
    this.changed();
    this.flush();
  }

  // The first step of a pull is sent at once, the others when the server has had time for it.
  changed() {
    this.count += 1;
    if (this.timer !== null) return;
    this.timer = setTimeout(() => this.flush(), Math.max(0, this.sentAt + SEND_MS - performance.now()));
  }

  flush() {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.sentAt = performance.now();
    this.send({
      revision: this.revision,
      count: this.count,
      basis: Object.fromEntries(this.ids.map((id, at) => [id, this.basis[at]])),
      member: this.member === null ? null : this.ids[this.member],
      to: this.member === null ? 0 : this.to,
      locked: this.ids.filter((_, at) => this.locked[at]),
    });
  }

  show() {
    const tenths = apportioned(this.units, 1000);
    const whole = tenths.every((one) => one % 10 === 0);
    const free = this.locked.filter((one) => !one).length;
    this.rows.forEach(({ range, share, lock, label }, at) => {
      const said = (tenths[at] / 10).toFixed(whole ? 0 : 1).replace(".", this.words.decimal) + this.words.per_cent;
      range.value = String(this.units[at] / PER_CENT);
      range.style.setProperty("--part", `${this.units[at] / PER_CENT}%`);
      range.setAttribute("aria-valuetext", said);
      range.disabled = this.locked[at] || free < 2;
      share.textContent = said;
      lock.setAttribute("aria-pressed", String(this.locked[at]));
      lock.setAttribute("aria-label", `${this.words.lock} ${label}`);
      lock.title = this.locked[at] ? this.words.unlock : this.words.lock;
      lock.querySelector("path").setAttribute("d", this.locked[at] ? LOCKED : OPEN);
    });
  }
}

export default function ({ parentElement, data, setStateValue }) {
  const holder = parentElement.querySelector(".weights");
  holder.linked ??= new Weights(holder);
  holder.linked.take(data, (move) => setStateValue("move", move));
}
