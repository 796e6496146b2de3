// One person's phone: header, chat with the bot, composer; speaks to the Sim API in that person's name.
import * as api from "./api.js";
import { askContact, askPlace, doorOf } from "./attach.js";
import { Composer } from "./composer.js";
import { Voices, choose, enlarge } from "./dialogs.js";
import { el, iconButton } from "./dom.js";
import { fullName, languageName, money, place } from "./format.js";
import { Log } from "./log.js";
import { avatar, snippet } from "./media.js";
import { menu } from "./menu.js";
import { measure } from "./recorder.js";

const ANSWER_WAIT = 15000;
const TOUCH = window.matchMedia("(pointer: coarse)");

export class Phone {
  constructor(facts, page) {
    Object.assign(this, { facts, page, id: facts.id, unread: facts.unread ?? 0, visible: false, taps: new Map(), answers: new Map(), last: 0, seq: 0 });
    this.voices = new Voices();
    const act = this.acts();
    this.log = new Log(act, () => this.read());
    this.composer = new Composer(act);
    this.build();
    this.rename(facts);
  }

  acts() {
    const { page } = this;
    return {
      room: this.frame ??= el("section", { class: "phone", "data-phone": this.id, tabindex: -1 }),
      follow: (url) => page.follow(url, this),
      visit: (url) => { if (!page.follow(url, this) && /^https?:/i.test(url)) window.open(url, "_blank", "noopener"); },
      say: (words, replyTo, from) => this.does(() => api.say(this.id, words, replyTo, from)),
      edit: (id, words) => this.does(() => api.edit(this.id, id, words)),
      upload: (held, caption, from) => this.does(() => api.upload(this.id, held.door, held.file, { caption, forwarded_from: from })),
      voice: (file, seconds) => this.does(async () => api.upload(this.id, "voice", file, { duration: seconds ?? await measure(file) })),
      location: async () => { const spot = await askPlace(); if (spot) await this.does(() => api.location(this.id, spot)); },
      contact: async () => { const card = await askContact(this.facts); if (card) await this.does(() => api.contact(this.id, card)); },
      tap: (message, row, col) => this.tap(message, row, col),
      copy: (words) => this.copy(words),
      pay: (message) => this.pay(message),
      pass: (words) => page.pass(words, this),
      toast: (words) => this.voices.toast(words),
      menu: (row, anchor) => this.messageMenu(row, anchor),
      enlarge, reveal: (id) => this.log.reveal(id),
      nameOf: (message) => (message.out || message.from?.id === this.id ? "You" : page.bot.first_name),
      lastOwnText: () => this.log.lastOwnText(),
      newestFromBot: () => this.log.newestFromBot(),
    };
  }

  build() {
    this.face = el("span", { class: "face" });
    this.name = el("bdi", { class: "head-name" });
    this.label = el("span", { class: "label", dir: "auto" });
    this.line = el("span", { class: "head-line" });
    this.more = iconButton("more", "Phone menu", () => this.page.phoneMenu(this, this.more), { "data-testid": "phone-menu", "aria-haspopup": "menu" });
    this.blockedBar = el("div", { class: "blocked", hidden: true }, el("span", {}, "You blocked the bot."), el("button", { type: "button", class: "wide-button", "data-testid": "unblock", on: { click: () => this.block(false) } }, "Unblock"));
    this.notes = el("div", { class: "notes" });
    this.frame.append(
      el("header", { class: "head" }, this.face, el("div", { class: "head-words" }, el("div", { class: "head-top" }, this.name, this.label), this.line), this.more),
      el("div", { class: "room" }, this.log.node, this.log.pill, this.voices.toasts, this.notes),
      this.composer.node, this.blockedBar, this.voices.room);
    this.frame.addEventListener("dragover", (e) => e.preventDefault());
    this.frame.addEventListener("drop", (e) => { e.preventDefault(); const [file] = e.dataTransfer.files; if (file) this.composer.hold(file, doorOf(file)); });
  }

  rename(facts) {
    this.facts = { ...this.facts, ...facts };
    const name = fullName(this.facts);
    this.face.replaceChildren(avatar(name, this.id));
    this.name.textContent = name;
    this.label.textContent = this.facts.label ?? "";
    this.label.hidden = !this.facts.label;
    this.frame.setAttribute("aria-label", `Phone of ${name}`);
    this.log.list.lang = this.facts.language_code ?? "";
    this.composer.node.hidden = Boolean(this.facts.blocked);
    this.blockedBar.hidden = !this.facts.blocked;
    this.tell();
  }

  tell() {
    const state = this.facts.blocked ? "bot blocked" : this.page.up ? "online" : "connecting…";
    this.frame.dataset.link = this.facts.blocked ? "blocked" : this.page.up ? "up" : "down";
    this.line.replaceChildren(el("span", { class: "state-dot" }), `${state} · `, el("bdi", {}, languageName(this.facts.language_code)));
  }

  load() {
    this.loaded = api.chat(this.id).then((chat) => this.takeChat(chat, true));
    this.loaded.catch(() => this.page.lost());
  }

  settle() {
    return api.chat(this.id).then((chat) => this.takeChat(chat, false));
  }

  takeChat(chat, fresh) {
    if (fresh) this.log.load(chat.messages); else this.log.settle(chat.messages);
    this.last = chat.messages.at(-1)?.message_id ?? 0;
    this.seq = chat.seq ?? 0;
    this.takeShelf(chat);
  }

  takeShelf(chat) {
    this.composer.learn(chat.commands);
    this.log.greet(chat.description);
    this.composer.show(chat.keyboard);
    if (chat.typing) this.log.typing();
  }

  async refreshShelf() {
    await this.does(async () => this.takeShelf(await api.chat(this.id, this.last)));
  }

  async take(event) {
    await this.loaded;
    const doors = {
      message: () => { if (event.message.message_id > this.last) this.takeMessage(event.message); },
      edit: () => this.log.put(event.message),
      delete: () => [event.message_ids ?? event.message_id ?? event.message?.message_id].flat().forEach((id) => this.log.drop(id)),
      answer: () => this.answered(event),
      typing: () => (event.typing === false ? this.log.quiet() : this.log.typing()),
      keyboard: () => ("keyboard" in event ? this.composer.show(event.keyboard) : this.refreshShelf()),
      commands: () => this.refreshShelf(),
    };
    doors[event.kind]?.();
  }

  takeMessage(message) {
    const known = message.message_id <= this.last;
    this.last = Math.max(this.last, message.message_id);
    this.log.put(message);
    if (!message.out && !known && !this.reading()) this.count(this.unread + 1);
  }

  async does(deed) {
    try {
      const result = await deed();
      if (result?.message_id) this.takeMessage({ ...result, out: true });
      return result ?? true;
    } catch (refused) {
      this.voices.toast(refused.message);
      return null;
    }
  }

  async tap(message, row, col) {
    const tapped = await this.does(() => api.tap(this.id, message.message_id, row, col));
    const id = tapped?.callback_query_id;
    if (!id || this.answers.delete(id)) return;
    await new Promise((done) => { this.taps.set(id, done); setTimeout(done, ANSWER_WAIT); });
    this.taps.delete(id);
  }

  answered(event) {
    const id = event.callback_query_id;
    if (this.taps.has(id)) this.taps.get(id)(); else this.answers.set(id, true);
    this.log.seen();
    if (event.text && event.show_alert) this.voices.alert(event.text, this.frame);
    else if (event.text) this.voices.toast(event.text);
    if (event.url) this.page.follow(event.url, this);
  }

  async copy(words) {
    try {
      await navigator.clipboard.writeText(words);
      this.voices.toast("Copied");
    } catch {
      this.voices.toast(words);
    }
  }

  async pay(message) {
    const { invoice } = message;
    const note = el("span", { class: "bill" }, el("strong", { dir: "auto" }, invoice?.title ?? "Bill"), invoice && el("span", { class: "bill-sum" }, money(invoice.total_amount, invoice.currency)));
    const outcome = await choose({
      name: "pay", title: "Play the payment", note,
      rows: [["success", "Pay", "good"], ["fail", "Payment fails", "plain"], ["duplicate", "Pay, reported twice", "plain"], ["late", "Pay, reported late", "plain"]],
    });
    if (outcome) await this.does(() => api.pay(this.id, message.message_id, outcome));
  }

  messageMenu(row, anchor) {
    const message = row.messages.at(-1);
    const told = row.messages.find((one) => one.text ?? one.caption) ?? message;
    const words = told.text ?? told.caption ?? (message.location ? place(message.location) : snippet(message));
    menu(anchor, this.frame, "Message", [
      ["reply", "Reply", () => this.composer.reply(message)],
      ["copy", "Copy text", () => this.copy(words)],
      ["forward", "Forward…", () => this.page.forward(message, words, this), { "data-testid": "message-forward" }],
      message.out && message.text && ["edit", "Edit", () => this.composer.edit(message)],
    ]);
  }

  block(blocked) {
    return this.does(async () => { await api.block(this.id, blocked); this.rename({ blocked }); });
  }

  open(payload) {
    return this.does(() => api.open(this.id, payload));
  }

  /** A link somebody sent to this person, waiting to be opened. */
  offer(payload, from) {
    const note = el("div", { class: "offer", "data-testid": "offer" }, avatar(from.name, from.id, "small"), el("span", { class: "offer-words" }, el("bdi", {}, from.name), " sent a link"),
      el("button", { type: "button", class: "wide-button", "data-testid": "offer-open", on: { click: () => { note.remove(); this.open(payload); } } }, "Open"), iconButton("close", "Dismiss", () => note.remove()));
    this.notes.append(note);
  }

  reading() {
    return this.visible && !document.hidden && this.log.stuck;
  }

  read() {
    if (!this.frame?.isConnected || !this.reading() || this.unread === 0) return;
    this.count(0);
    api.read(this.id).catch(() => this.page.lost());
  }

  count(unread) {
    this.unread = unread;
    this.page.counted(this);
  }

  focus() {
    // On a touch screen the focus would raise the keyboard over a chat one only wants to see.
    const quiet = this.facts.blocked || TOUCH.matches;
    (quiet ? this.frame : this.composer.text).focus({ preventScroll: true });
  }
}
