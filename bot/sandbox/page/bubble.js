// One message (or one album) as a row: bubble, buttons under it.
import { el, icon } from "./dom.js";
import { rich } from "./entities.js";
import { clock, money, stamp } from "./format.js";
import { inlineKeys } from "./inline.js";
import { draw, mediaKind, snippet } from "./media.js";

const BARE = new Set(["sticker", "dice"]);
const WIDE = new Set(["photo", "video", "animation", "location", "venue", "invoice"]);
const SERVICE = {
  successful_payment: (paid) => `Paid ${money(paid.total_amount, paid.currency)}`,
  pinned_message: () => "Pinned a message",
  write_access_allowed: () => "The bot may write now",
};

const service = (message) => Object.keys(SERVICE).find((kind) => message[kind] !== undefined);
const mediaKey = (messages) => JSON.stringify(messages.map((m) => [m.message_id, mediaKind(m), m[mediaKind(m)], m.has_media_spoiler]));

function meta(message) {
  const edited = message.edit_date || message.edit_count;
  return el("span", { class: "meta", title: stamp(message.date) }, edited ? el("span", { class: "edited" }, "edited") : null, el("time", {}, clock(message.date)),
    message.out && el("span", { class: "ticks", "aria-label": "sent" }, icon("check"), icon("check")));
}

function quote(message, act) {
  const first = message.reply_to_message;
  return first && el("button", { type: "button", class: "quote", title: "Show the message", on: { click: () => act.reveal(first.message_id) } },
    el("span", { class: "quote-who" }, act.nameOf(first)), el("span", { class: "quote-words", dir: "auto" }, message.quote?.text ?? snippet(first)));
}

function origin(message) {
  const from = message.forward_origin;
  const name = from?.sender_user?.first_name ?? from?.sender_user_name ?? from?.chat?.title;
  return name && el("span", { class: "origin" }, "Forwarded from ", el("bdi", {}, name));
}

// A card that changes its caption or buttons keeps its picture, and a sounding note plays on.
function mediaPart(row, act) {
  const known = mediaKey(row.messages);
  if (row.media && row.mediaKnown === known) return row.media;
  row.mediaKnown = known;
  if (!mediaKind(row.messages[0])) return (row.media = null);
  const cells = row.messages.map((message) => el("div", { class: "cell", "data-message": row.messages.length > 1 ? message.message_id : undefined }, draw(message, act)));
  return (row.media = el("div", { class: cells.length > 1 ? "media album" : "media", "data-count": cells.length }, cells));
}

function wordsPart(row, act) {
  const told = row.messages.find((message) => message.text ?? message.caption) ?? row.messages[0];
  const words = told.text ?? told.caption ?? "";
  return el("div", { class: words ? "words" : "words wordless", dir: "auto" }, el("span", { class: "prose" }, rich(words, told.entities ?? told.caption_entities, act)), meta(row.messages.at(-1)));
}

function bubble(row, act) {
  const [message] = row.messages;
  const kind = mediaKind(message);
  const parts = [origin(message), quote(message, act), mediaPart(row, act), wordsPart(row, act)];
  return el("div", { class: ["bubble", kind ? `with-${kind}` : "with-text", BARE.has(kind) && "bare"].filter(Boolean).join(" ") }, parts);
}

function focusedKey(row) {
  const at = document.activeElement;
  return row.contains(at) && at.classList.contains("key") ? { known: at.dataset.data, row: at.dataset.row, col: at.dataset.col } : null;
}

function refocus(row, was) {
  const keys = [...row.querySelectorAll(".key")];
  const same = keys.find((key) => was.known && key.dataset.data === was.known) ?? keys.find((key) => key.dataset.row === was.row && key.dataset.col === was.col);
  (same ?? keys[0] ?? row).focus({ preventScroll: true });
}

function fillService(row, message) {
  const kind = service(message);
  row.classList.add("service");
  row.replaceChildren(el("span", { class: "chip" }, SERVICE[kind](message[kind])));
}

/** Draws (again) what `row.messages` say; keeps the focus on the button that had it. */
export function fill(row, act) {
  const [message] = row.messages;
  if (service(message)) return fillService(row, message);
  const was = focusedKey(row);
  const keys = inlineKeys(row.messages.at(-1), act);
  const more = el("button", { type: "button", class: "more icon-button", tabindex: -1, title: "Message menu", "aria-label": "Message menu", on: { click: () => act.menu(row, more) } }, icon("more"));
  row.replaceChildren(el("div", { class: ["stack", keys && "keyed", WIDE.has(mediaKind(message)) && "pictured"].filter(Boolean).join(" ") }, bubble(row, act), keys), more);
  if (was) refocus(row, was);
  return undefined;
}

export function makeRow(message, act) {
  const row = el("article", { class: message.out ? "row out" : "row in", "data-message": message.message_id, tabindex: -1 });
  row.messages = [message];
  fill(row, act);
  return row;
}
