// Where a person writes: text, reply, edit, files, voice, commands, the bot's keyboard.
import { doorOf, picker } from "./attach.js";
import { el, icon, iconButton, repaint } from "./dom.js";
import { snippet } from "./media.js";
import { menu } from "./menu.js";
import { record } from "./recorder.js";
import { ReplyKeys } from "./replykeys.js";
import { size } from "./format.js";

const TALLEST = 140;
const SHOWN_COMMANDS = 60;

/** Who wrote what is only passed on. */
const writer = (mode) => (mode?.kind === "forward" ? mode.from : undefined);

export class Composer {
  constructor(act) {
    Object.assign(this, { act, commands: [], mode: null, held: null, hint: "" });
    this.keys = new ReplyKeys((kind, text) => this.pressed(kind, text), () => this.refresh());
    this.build();
    this.refresh();
  }

  build() {
    this.text = el("textarea", {
      rows: 1, dir: "auto", maxlength: 20000, enterkeyhint: "send", "aria-label": "Message", "data-testid": "composer-text",
      on: { input: () => this.typed(), keydown: (e) => this.keyed(e), paste: (e) => this.pasted(e) },
    });
    this.slash = iconButton("slash", "Commands", () => this.listCommands(), { "data-testid": "composer-commands", "aria-haspopup": "menu" });
    this.toggle = iconButton("keys", "Show buttons", () => this.keys.show(!this.keys.shown), { "data-testid": "composer-keyboard-toggle" });
    this.clip = iconButton("attach", "Attach", () => this.listAttach(), { "data-testid": "composer-attach", "aria-haspopup": "menu" });
    this.mic = iconButton("mic", "Record a voice message", () => this.listen(), { class: "primary", "data-testid": "composer-voice" });
    this.go = iconButton("send", "Send", () => this.send(), { class: "primary", "data-testid": "composer-send" });
    this.context = el("div", { class: "context", hidden: true });
    this.suggestions = el("div", { class: "suggestions", role: "group", "aria-label": "Commands", hidden: true });
    this.bar = el("div", { class: "bar" }, this.slash, el("div", { class: "pillbox" }, this.text, this.toggle, this.clip), this.go, this.mic);
    this.recording = el("div", { class: "bar recording", hidden: true });
    this.pickPhoto = picker("image/*", "photo", (file) => this.hold(file, "photo"));
    this.pickVoice = picker("audio/*", "voice", (file) => this.act.voice(file));
    this.pickFile = picker("", "document", (file) => this.hold(file, "document"));
    this.node = el("footer", { class: "composer", on: { keydown: (e) => this.escaped(e) } }, this.suggestions, this.context, this.bar, this.recording, this.keys.node, this.pickPhoto, this.pickVoice, this.pickFile);
  }

  refresh() {
    const empty = !this.text?.value.trim();
    if (!this.text) return;
    this.go.hidden = empty && !this.held;
    this.mic.hidden = !this.go.hidden;
    this.slash.hidden = !empty || !this.commands.length || Boolean(this.mode);
    this.toggle.hidden = !this.keys.markup;
    repaint(this.toggle, this.keys.shown ? "down" : "keys", this.keys.shown ? "Hide buttons" : "Show buttons");
    this.text.placeholder = this.keys.markup?.input_field_placeholder ?? (this.hint || "Message");
  }

  typed() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST)}px`;
    this.suggest();
    this.refresh();
  }

  write(words) {
    this.text.value = words;
    this.typed();
    this.text.focus();
  }

  keyed(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.send(); }
    if (event.key === "ArrowUp" && !this.text.value && !this.mode) { event.preventDefault(); this.editLast(); }
  }

  escaped(event) {
    if (event.key !== "Escape") return;
    if (!this.suggestions.hidden) this.suggestions.hidden = true;
    else this.leave();
  }

  pasted(event) {
    const [file] = event.clipboardData.files;
    if (file) { event.preventDefault(); this.hold(file); }
  }

  async send() {
    const words = this.text.value.trim();
    const { held, mode } = this;
    if (!words && !held) return;
    this.leave(true);
    const sent = held ? await this.act.upload(held, words, writer(mode)) : await this.sendWords(words, mode);
    if (!sent && !this.text.value) { this.mode = mode; this.held = held; this.showContext(); this.write(words); }
  }

  sendWords(words, mode) {
    if (mode?.kind === "edit") return this.act.edit(mode.message.message_id, words);
    return this.act.say(words, mode?.kind === "reply" ? mode.message.message_id : undefined, writer(mode));
  }

  /** Drops reply, edit and held file; keeps what was typed unless it was an edit or `all`. */
  leave(all = false) {
    const clear = all || this.mode?.kind === "edit";
    this.mode = null;
    this.held = null;
    this.suggestions.hidden = true;
    if (clear) this.text.value = "";
    this.showContext();
    this.typed();
  }

  reply(message) {
    this.mode = { kind: "reply", message };
    this.showContext();
    this.text.focus();
  }

  edit(message) {
    this.mode = { kind: "edit", message };
    this.showContext();
    this.write(message.text);
  }

  editLast() {
    const message = this.act.lastOwnText();
    if (message) this.edit(message);
  }

  hold(file, door = doorOf(file)) {
    this.held = { file, door };
    this.showContext();
    this.text.focus();
  }

  /** Takes over a message forwarded from another phone; it leaves when sent. */
  carry({ words, file, door, from }) {
    this.mode = { kind: "forward", from };
    this.held = file ? { file, door } : null;
    this.showContext();
    this.write(words);
  }

  contextWords() {
    if (this.held) return ["file", this.held.file.name, [size(this.held.file.size), "add a caption or send"].filter(Boolean).join(" · ")];
    if (this.mode?.kind === "reply") return ["reply", this.act.nameOf(this.mode.message), snippet(this.mode.message)];
    if (this.mode?.kind === "edit") return ["edit", "Edit message", this.mode.message.text];
    return this.mode && ["forward", "Forwarded", `from ${this.mode.from}`];
  }

  showContext() {
    const words = this.contextWords();
    this.context.hidden = !words;
    this.context.replaceChildren();
    if (!words) return;
    const [name, title, about] = words;
    const image = this.held?.file.type.startsWith("image/") && el("img", { class: "context-photo", src: URL.createObjectURL(this.held.file), alt: "" });
    this.context.append(image || icon(name), el("span", { class: "context-words" }, el("bdi", { class: "context-title" }, title), el("span", { dir: "auto", class: "context-about" }, about)),
      iconButton("close", "Cancel", () => this.leave(), { "data-testid": "context-cancel" }));
    this.refresh();
  }

  learn(commands) {
    this.commands = commands ?? [];
    this.refresh();
  }

  show(markup) {
    this.hint = markup?.force_reply ? markup.input_field_placeholder ?? "" : "";
    const asked = markup?.force_reply && JSON.stringify(markup) !== this.keys.known;
    this.keys.set(markup);
    if (asked) this.answer();
    this.refresh();
  }

  answer() {
    const message = this.act.newestFromBot();
    if (message && !this.text.value) { this.mode = { kind: "reply", message }; this.showContext(); }
  }

  offers(prefix) {
    const row = ({ command, description }) => el("button", { type: "button", class: "suggestion", "data-command": command, on: { click: () => this.command(command) } },
      el("span", { class: "suggestion-name" }, `/${command}`), el("span", { class: "suggestion-about", dir: "auto" }, description));
    return this.commands.filter(({ command }) => command.startsWith(prefix)).slice(0, SHOWN_COMMANDS).map(row);
  }

  suggest() {
    const slashed = /^\/(\w*)$/.exec(this.text.value);
    const rows = slashed && !this.mode ? this.offers(slashed[1].toLowerCase()) : [];
    this.suggestions.replaceChildren(...rows);
    this.suggestions.hidden = !rows.length;
  }

  listCommands() {
    if (!this.suggestions.hidden) { this.suggestions.hidden = true; return; }
    this.suggestions.replaceChildren(...this.offers(""));
    this.suggestions.hidden = false;
    this.suggestions.firstElementChild?.focus();
  }

  command(name) {
    this.leave(true);
    this.act.say(`/${name}`);
    this.text.focus();
  }

  listAttach() {
    menu(this.clip, this.act.room, "Attach", [
      ["photo", "Photo", () => this.pickPhoto.click(), { "data-testid": "attach-photo" }],
      ["file", "File", () => this.pickFile.click(), { "data-testid": "attach-file" }],
      ["music", "Audio file as voice", () => this.pickVoice.click(), { "data-testid": "attach-voice" }],
      ["pin", "Location", () => this.act.location(), { "data-testid": "attach-location" }],
      ["contact", "My contact", () => this.act.contact(), { "data-testid": "attach-contact" }],
    ]);
  }

  pressed(kind, text) {
    if (kind === "location") this.act.location();
    else if (kind === "contact") this.act.contact();
    else this.act.say(text);
  }

  async listen() {
    const swap = (on) => { this.recording.hidden = !on; this.bar.hidden = on; };
    try {
      swap(true);
      await record(this.recording, (file, seconds) => this.act.voice(file, seconds), () => { swap(false); this.text.focus(); });
    } catch {
      swap(false);
      this.act.toast("No microphone here. Attach an audio file instead.");
    }
  }
}
