// The page of phones: keeps them in step with the sandbox.
import * as api from "./api.js";
import { el, icon } from "./dom.js";
import { askChange, askNew, askRemoval, forward, openLink, passLink } from "./errands.js";
import { payloadOf, sharedBy } from "./links.js";
import { menu } from "./menu.js";
import { Phone } from "./phone.js";
import { Shelf } from "./shelf.js";
import { Stream } from "./stream.js";

const desk = document.getElementById("desk");

class Page {
  constructor() {
    Object.assign(this, { phones: new Map(), up: false, bot: { first_name: "Bot" } });
    this.shelf = new Shelf(document.getElementById("shelf"), this);
    this.empty = el("div", { class: "empty" }, el("p", {}, "No phones yet."), el("button", { type: "button", class: "wide-button", on: { click: () => this.addPhone() } }, icon("add"), "Add phone"));
    this.watch = new IntersectionObserver((seen) => seen.forEach((one) => this.looked(one)), { root: desk, threshold: 0.6 });
    document.addEventListener("visibilitychange", () => this.all().forEach((phone) => phone.read()));
    desk.addEventListener("focusin", (e) => this.current(e.target.closest(".phone")));
    desk.addEventListener("pointerdown", (e) => this.current(e.target.closest(".phone")));
  }

  all() {
    return [...this.phones.values()];
  }

  start() {
    this.stream = new Stream({ catchUp: () => this.catchUp(), onEvent: (event) => this.take(event), onUp: () => this.link(true), onDown: () => this.link(false) });
    this.stream.open();
  }

  async catchUp() {
    const known = this.all();
    const state = await this.sync();
    await Promise.all(this.all().map((phone) => (known.includes(phone) ? phone.settle() : phone.loaded)));
    const seen = this.all().map((phone) => phone.seq);
    return seen.length ? Math.min(...seen) : state.seq ?? 0;
  }

  async sync() {
    const state = await api.state();
    this.bot = state.bot;
    document.title = `${state.bot.first_name}: phones`;
    const alive = new Set(state.phones.map((facts) => facts.id));
    for (const id of [...this.phones.keys()]) if (!alive.has(id)) this.drop(id);
    for (const facts of state.phones) this.put(facts);
    this.empty.remove();
    if (!this.phones.size) desk.append(this.empty);
    return state;
  }

  put(facts) {
    const phone = this.phones.get(facts.id) ?? this.add(facts);
    phone.rename(facts);
    this.shelf.put(phone);
    return phone;
  }

  add(facts) {
    const phone = new Phone(facts, this);
    this.phones.set(phone.id, phone);
    desk.append(phone.frame);
    this.watch.observe(phone.frame);
    this.shelf.put(phone);
    if (this.phones.size === 1) this.current(phone.frame);
    phone.load();
    return phone;
  }

  drop(id) {
    const { frame } = this.phones.get(id);
    this.watch.unobserve(frame);
    frame.remove();
    this.phones.delete(id);
    this.shelf.drop(id);
    if (frame.classList.contains("current")) this.current(desk.querySelector(".phone"));
  }

  take(event) {
    if (event.kind === "phones") this.recount(event.phone);
    else if (event.phone) this.phones.get(event.phone)?.take(event);
    else this.all().forEach((phone) => phone.take(event));
  }

  // A phone may have gone and come back under the same number, with another chat.
  async recount(id) {
    if (!id) [...this.phones.keys()].forEach((known) => this.drop(known));
    const old = this.phones.get(id);
    await this.sync().catch(() => this.lost());
    if (old && this.phones.get(id) === old) await old.settle();
  }

  lost() {
    this.link(false);
  }

  link(up) {
    if (this.up === up) return;
    this.up = up;
    document.documentElement.dataset.link = up ? "up" : "down";
    for (const phone of this.all()) phone.tell();
  }

  looked({ target, isIntersecting }) {
    const phone = this.phones.get(Number(target.dataset.phone));
    if (!phone) return;
    phone.visible = isIntersecting;
    phone.read();
  }

  counted(phone) {
    this.shelf.put(phone);
  }

  current(frame) {
    if (!frame || frame.classList.contains("current")) return;
    for (const other of desk.querySelectorAll(".current")) other.classList.remove("current");
    frame.classList.add("current");
    this.shelf.mark(Number(frame.dataset.phone));
  }

  bringUp(phone, focus = false) {
    this.current(phone.frame);
    phone.frame.scrollIntoView({ inline: "center", block: "nearest" });
    if (focus) phone.focus();
  }

  async addPhone() {
    const facts = await askNew();
    if (facts) this.bringUp(this.put(await api.savePhone(facts)), true);
    this.empty.remove();
  }

  async change(phone) {
    const facts = await askChange(phone);
    if (facts) await phone.does(async () => { this.put({ ...facts, ...await api.savePhone(facts) }); });
  }

  async remove(phone) {
    if (await askRemoval(phone)) await phone.does(async () => { await api.removePhone(phone.id); await this.sync(); });
  }

  phoneMenu(phone, anchor) {
    const { blocked } = phone.facts;
    menu(anchor, phone.frame, "Phone", [
      ["link", "Open a deep link…", () => openLink(phone, this.bot), { "data-testid": "menu-open" }],
      ["forward", "Send a link to another phone…", () => this.handOver(phone), { "data-testid": "menu-pass" }],
      ["edit", "Name, language, role…", () => this.change(phone), { "data-testid": "menu-change" }],
      ["block", blocked ? "Unblock the bot" : "Block the bot", () => phone.block(!blocked), { "data-testid": "menu-block" }],
      ["trash", "Remove phone…", () => this.remove(phone), { "data-testid": "menu-remove", class: "menu-item bad" }],
    ]);
  }

  async handOver(phone, link) {
    const to = await passLink(phone, this.all(), this.bot, link);
    if (to) this.bringUp(to);
  }

  async forward(message, words, from) {
    const to = await forward(message, words, from, this.all());
    if (to) this.bringUp(to, true);
  }

  pass(words, from) {
    return this.forward(null, words, from);
  }

  /** Opens what the sandbox can open itself; true when it did. */
  follow(url, phone) {
    const payload = payloadOf(url, this.bot.username);
    const shared = sharedBy(url);
    if (payload !== null) phone.open(payload);
    else if (shared && payloadOf(shared.link, this.bot.username)) this.handOver(phone, shared.link);
    else if (shared) this.pass([shared.words, shared.link].filter(Boolean).join("\n"), phone);
    return payload !== null || shared !== null;
  }
}

new Page().start();
