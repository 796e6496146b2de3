// The list of a chat: only the end is drawn, older rows come when scrolled to, new ones are appended.
import { fill, makeRow } from "./bubble.js";
import { el, icon } from "./dom.js";
import { dayKey, dayWords } from "./format.js";

const FIRST_ROWS = 120;
const MORE_ROWS = 80;
const NEAR = 90;
const TOGETHER = 300;

const isRow = (node) => node?.classList?.contains("row");
const known = (message) => JSON.stringify(Object.entries({ edit_count: 0, ...message }).sort());
const newer = (message, old) => (message.edit_count ?? 0) >= (old.edit_count ?? 0);

function beside(row, way) {
  let node = row?.[way];
  while (node && !isRow(node)) node = node[way];
  return node;
}

const sameDay = (one, two) => dayKey(one.messages[0].date) === dayKey(two.messages[0].date);
const together = (one, two) => one && two && sameDay(one, two) && one.classList.contains("out") === two.classList.contains("out")
  && !one.classList.contains("service") && !two.classList.contains("service") && two.messages[0].date - one.messages.at(-1).date < TOGETHER;

export class Log {
  constructor(act, onRead) {
    Object.assign(this, { act, onRead, rows: new Map(), older: [], fresh: 0, stuck: true, top: 0 });
    this.list = el("div", { class: "list" });
    this.dots = el("div", { class: "dots", hidden: true, "aria-label": "The bot is typing" }, el("div", { class: "bubble" }, el("i"), el("i"), el("i")));
    this.welcome = el("div", { class: "welcome", hidden: true }, el("p", { dir: "auto" }), el("button", { type: "button", class: "wide-button", "data-testid": "start", on: { click: () => act.say("/start") } }, "START"));
    this.node = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": "Messages", tabindex: 0, on: { scroll: () => this.scrolled(), keydown: (e) => this.walk(e) } }, this.welcome, this.list, this.dots);
    this.count = el("span", { class: "badge" });
    this.pill = el("button", { type: "button", class: "pill", hidden: true, title: "Newest messages", "aria-label": "Newest messages", "data-testid": "new-messages", on: { click: () => this.toEnd() } }, this.count, icon("down"));
    const grown = new ResizeObserver(() => this.hold());
    grown.observe(this.node);
    grown.observe(this.list);
  }

  load(messages) {
    this.node.setAttribute("aria-busy", "true");
    this.rows.clear();
    this.list.replaceChildren();
    this.older = messages.slice(0, -FIRST_ROWS);
    for (const message of messages.slice(-FIRST_ROWS)) this.append(message);
    this.greet();
    this.node.removeAttribute("aria-busy");
    this.toEnd();
  }

  /** An untouched chat says what the bot is and offers the first step, as messengers do. */
  greet(words) {
    if (words) this.welcome.firstChild.textContent = words;
    this.welcome.hidden = this.rows.size > 0;
  }

  /** Brings what is shown in line with the whole chat after the stream was away. */
  settle(messages) {
    if (messages.some((message) => this.isOther(message))) { this.load(messages); return; }
    const alive = new Set(messages.map((message) => message.message_id));
    for (const id of [...this.rows.keys()]) if (!alive.has(id)) this.drop(id);
    this.older = this.older.filter((message) => alive.has(message.message_id));
    for (const message of messages) this.put(message);
  }

  // The sandbox began anew and gave a known number to another message.
  isOther(message) {
    const known = this.rows.get(message.message_id)?.messages.find((old) => old.message_id === message.message_id);
    return known && known.date !== message.date;
  }

  put(message) {
    const hidden = this.older.findIndex((old) => old.message_id === message.message_id);
    if (hidden >= 0) this.older[hidden] = message;
    else if (this.rows.has(message.message_id)) this.change(message);
    else this.arrive(message);
  }

  arrive(message) {
    this.append(message);
    this.greet();
    if (!message.out) this.quiet();
    if (message.out) this.toEnd();
    else if (this.stuck) this.onRead();
    else this.counted(this.fresh + 1);
  }

  append(message) {
    const before = this.place(message.message_id);
    const album = message.media_group_id && before?.messages[0].media_group_id === message.media_group_id;
    if (album) return this.join(before, message);
    const row = makeRow(message, this.act);
    this.rows.set(message.message_id, row);
    if (before) before.after(row); else this.list.prepend(row);
    this.group(row);
    if (!message.out) this.seen(row);
    return row;
  }

  place(id) {
    let row = this.list.lastElementChild;
    while (row && (!isRow(row) || row.messages[0].message_id > id)) row = row.previousElementSibling;
    return row;
  }

  join(row, message) {
    row.messages.push(message);
    this.rows.set(message.message_id, row);
    fill(row, this.act);
    return row;
  }

  change(message) {
    const row = this.rows.get(message.message_id);
    const at = row.messages.findIndex((old) => old.message_id === message.message_id);
    const old = row.messages[at];
    if (!newer(message, old) || known(old) === known(message)) return;
    row.messages[at] = message;
    fill(row, this.act);
    row.classList.remove("flash");
    requestAnimationFrame(() => row.classList.add("flash"));
  }

  drop(id) {
    const row = this.rows.get(id);
    this.older = this.older.filter((message) => message.message_id !== id);
    if (!row) return;
    this.rows.delete(id);
    row.messages = row.messages.filter((message) => message.message_id !== id);
    if (row.messages.length) { fill(row, this.act); return; }
    const next = beside(row, "nextElementSibling");
    const before = beside(row, "previousElementSibling");
    if (row.previousElementSibling?.classList.contains("day")) row.previousElementSibling.remove();
    row.remove();
    for (const left of [before, next]) if (left) this.group(left);
  }

  group(row) {
    const before = beside(row, "previousElementSibling");
    const next = beside(row, "nextElementSibling");
    const firstOfDay = !before || !sameDay(before, row);
    const chip = row.previousElementSibling?.classList.contains("day") ? row.previousElementSibling : null;
    if (firstOfDay && !chip) row.before(el("div", { class: "day" }, el("span", { class: "chip" }, dayWords(row.messages[0].date))));
    if (!firstOfDay && chip) chip.remove();
    const joined = together(before, row);
    row.classList.toggle("first", !joined);
    before?.classList.toggle("last", !joined);
    const followed = together(row, next);
    row.classList.toggle("last", !followed);
    next?.classList.toggle("first", !followed);
  }

  // Two ticks mean the bot has reacted: everything said before its newest sign of life was read.
  seen(from = this.list.lastElementChild) {
    for (let row = from; row && !row.classList.contains("seen"); row = row.previousElementSibling) row.classList.add("seen");
  }

  typing() {
    this.seen();
    this.dots.hidden = false;
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => this.quiet(), 5000);
    this.hold();
  }

  quiet() {
    this.dots.hidden = true;
  }

  scrolled() {
    const left = this.node.scrollHeight - this.node.clientHeight - this.node.scrollTop;
    // Only a hand lets go of the end; a keyboard that opens below or a phone that narrows does not.
    const byHand = this.node.scrollTop < this.top && this.shape === this.measure();
    this.top = this.node.scrollTop;
    this.shape = this.measure();
    this.stuck = left < NEAR || (this.stuck && !byHand);
    this.pill.hidden = this.stuck;
    if (this.stuck && this.fresh) { this.counted(0); this.onRead(); }
    if (this.node.scrollTop < 400 && this.older.length) this.unroll();
  }

  unroll() {
    const was = this.node.scrollHeight - this.node.scrollTop;
    const more = this.older.splice(-MORE_ROWS);
    for (const message of more) this.append(message);
    this.node.scrollTop = this.node.scrollHeight - was;
  }

  counted(fresh) {
    this.fresh = fresh;
    this.count.textContent = fresh || "";
  }

  measure() {
    return `${this.node.clientWidth} ${this.node.clientHeight} ${this.node.scrollHeight}`;
  }

  hold() {
    if (!this.stuck) return;
    this.node.scrollTop = this.node.scrollHeight;
    this.top = this.node.scrollTop;
    this.shape = this.measure();
  }

  toEnd() {
    this.stuck = true;
    this.pill.hidden = true;
    this.counted(0);
    this.hold();
    this.onRead();
  }

  async reveal(id) {
    while (!this.rows.has(id) && this.older.length) this.unroll();
    const row = this.rows.get(id);
    row?.scrollIntoView({ block: "center" });
    row?.classList.remove("flash");
    requestAnimationFrame(() => row?.classList.add("flash"));
  }

  lastOwnText() {
    const own = [...this.list.children].reverse().find((row) => isRow(row) && row.classList.contains("out") && row.messages[0].text);
    return own?.messages[0];
  }

  newestFromBot() {
    return [...this.list.children].reverse().find((row) => isRow(row) && row.classList.contains("in"))?.messages[0];
  }

  walk(event) {
    const way = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
    const at = document.activeElement;
    if (way && (at === this.node || isRow(at))) {
      const rows = this.list.querySelectorAll(".row");
      (at === this.node ? rows[rows.length - 1] : beside(at, way))?.focus();
      event.preventDefault();
    } else if (event.key === "Enter" && isRow(at)) {
      this.act.menu(at, at);
      event.preventDefault();
    }
  }
}
