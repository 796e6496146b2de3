// The keyboard below the composer that the bot has laid there.
import { el } from "./dom.js";

const kind = (button) => (button.request_location ? "location" : button.request_contact ? "contact" : "text");

export class ReplyKeys {
  constructor(press, changed) {
    Object.assign(this, { press, changed, markup: null, shown: false });
    this.node = el("div", { class: "reply-keys", role: "group", "aria-label": "Answer buttons", hidden: true });
  }

  set(markup) {
    const known = JSON.stringify(markup ?? null);
    if (known === this.known) return;
    this.known = known;
    this.markup = markup?.keyboard ? markup : null;
    this.node.replaceChildren(...(this.markup?.keyboard ?? []).map((buttons) => this.line(buttons)));
    this.node.classList.toggle("tall", Boolean(this.markup && !this.markup.resize_keyboard));
    this.show(Boolean(this.markup));
  }

  line(buttons) {
    return el("div", { class: "reply-row" }, buttons.map((button) => this.key(typeof button === "string" ? { text: button } : button)));
  }

  key(button) {
    return el("button", {
      type: "button", class: `reply-key ${button.style ? `key-${button.style}` : ""}`.trim(), dir: "auto", "data-testid": "reply-key", "data-text": button.text,
      on: { click: () => this.pressed(button) },
    }, button.text);
  }

  pressed(button) {
    this.press(kind(button), button.text);
    if (this.markup?.one_time_keyboard) this.show(false);
  }

  show(shown) {
    this.shown = shown && Boolean(this.markup);
    this.node.hidden = !this.shown;
    this.changed();
  }
}
