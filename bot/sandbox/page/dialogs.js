// Questions the page itself asks, toasts and alerts.
import { el, iconButton } from "./dom.js";

const TOAST_TIME = 3500;
const MOST_TOASTS = 2;

function control(field) {
  const common = { name: field.name, "data-testid": `field-${field.name}`, required: field.required, dir: "auto", placeholder: field.placeholder, autocomplete: "off" };
  if (!field.options) return el("input", { ...common, type: field.type ?? "text", inputmode: field.inputmode, pattern: field.pattern, maxlength: field.maxlength, list: field.list, value: String(field.value ?? "") });
  const select = el("select", common, field.options.map(([value, words]) => el("option", { value }, words)));
  if (field.value !== undefined) select.value = field.value;
  return select;
}

const labelled = (field) => el("label", { class: "field" }, el("span", {}, field.label), control(field), field.hint && el("small", {}, field.hint));

function presets(rows, form) {
  const fill = (values) => { for (const [name, value] of Object.entries(values)) form.elements[name].value = value; };
  return rows?.length && el("div", { class: "presets", role: "group", "aria-label": "Presets" },
    rows.map(([words, values]) => el("button", { type: "button", class: "preset", on: { click: () => fill(values) } }, words)));
}

function sheet(title, name, body) {
  const dialog = el("dialog", { class: "sheet", "aria-label": title, "data-testid": `dialog-${name}` });
  dialog.append(el("header", { class: "sheet-head" }, el("h2", {}, title), iconButton("close", "Close", () => dialog.close(""))), body);
  dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(""); });
  document.body.append(dialog);
  return dialog;
}

function answered(dialog, value) {
  return new Promise((done) => {
    dialog.addEventListener("close", () => { const result = value(dialog.returnValue); dialog.remove(); done(result); }, { once: true });
    dialog.showModal();
  });
}

/** The fields' values, or null when closed without an answer. */
export function ask({ name, title, fields, ok, rows, note }) {
  const form = el("form", { method: "dialog", class: "form" });
  form.append(...[note && el("p", { class: "note" }, note), presets(rows, form), ...fields.map(labelled),
    el("div", { class: "form-end" }, el("button", { type: "submit", class: "wide-button", value: "ok", "data-testid": "dialog-ok" }, ok))].filter(Boolean));
  const dialog = sheet(title, name, form);
  return answered(dialog, (said) => (said === "ok" ? Object.fromEntries(new FormData(form)) : null));
}

/** The value of the chosen row, or null; a row is [value, words, kind of emphasis]. */
export function choose({ name, title, note, rows }) {
  const body = el("div", { class: "form" }, note && el("div", { class: "note" }, note));
  const dialog = sheet(title, name, body);
  body.append(...rows.map(([value, words, kind = ""]) => el("button", {
    type: "button", class: `wide-button ${kind}`.trim(), "data-testid": `choose-${value}`, on: { click: () => dialog.close(String(value)) },
  }, words)));
  return answered(dialog, (said) => said || null);
}

export function enlarge(src, words) {
  const dialog = el("dialog", { class: "lightbox", "aria-label": "Photo", "data-testid": "lightbox" });
  dialog.append(el("img", { src, alt: words ?? "Photo" }), words ? el("p", { dir: "auto" }, words) : "", iconButton("close", "Close", () => dialog.close()));
  dialog.addEventListener("click", (e) => { if (e.target.tagName !== "P") dialog.close(); });
  document.body.append(dialog);
  return answered(dialog, () => null);
}

/** Toasts and alerts of one phone, shown inside its frame. */
export class Voices {
  constructor() {
    this.toasts = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.room = el("div", { class: "alert-room", hidden: true, on: { keydown: (e) => { if (e.key === "Escape") { e.stopPropagation(); this.calm(); } } } });
  }

  toast(words) {
    const note = el("div", { class: "toast", dir: "auto", "data-testid": "toast" }, words);
    this.toasts.append(note);
    if (this.toasts.childElementCount > MOST_TOASTS) this.toasts.firstElementChild.remove();
    setTimeout(() => note.remove(), TOAST_TIME + words.length * 30);
  }

  alert(words, phone) {
    const active = phone.contains(document.activeElement);
    this.back = active ? document.activeElement : null;
    const ok = el("button", { type: "button", class: "wide-button", "data-testid": "alert-ok", on: { click: () => this.calm() } }, "OK");
    this.room.replaceChildren(el("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": "Alert", "data-testid": "alert" }, el("p", { dir: "auto" }, words), ok));
    this.room.hidden = false;
    // Only the phone in use may take the focus: the person may be typing on another one.
    if (active || document.activeElement === document.body) ok.focus();
  }

  calm() {
    this.room.hidden = true;
    this.room.replaceChildren();
    if (this.back?.isConnected) this.back.focus();
  }
}
