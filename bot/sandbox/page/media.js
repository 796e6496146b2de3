// What a bubble can carry besides text: pictures, films, papers, places, people, bills.
import { fileUrl } from "./api.js";
import { el, icon, svg } from "./dom.js";
import { fullName, hue, initials, money, place, seed, size } from "./format.js";
import { voiceNote } from "./voice.js";

const BEST_WIDTH = 900;
const MOST_TALL = 1.25;

function bestSize(sizes) {
  const rising = [...sizes].sort((one, two) => one.width - two.width);
  return rising.find((photo) => photo.width >= BEST_WIDTH) ?? rising.at(-1);
}

// Width and height are known before the bytes come, so nothing jumps when they do.
function framed(node, width, height) {
  if (width && height) node.style.aspectRatio = `${width} / ${Math.min(height, width * MOST_TALL)}`;
  return node;
}

function picture(message, act) {
  const photo = bestSize(message.photo);
  const href = fileUrl(photo.file_id);
  const button = el("button", {
    type: "button", class: message.has_media_spoiler ? "photo veiled" : "photo", title: "Enlarge", "aria-label": "Enlarge photo",
    on: { click: () => (button.classList.contains("veiled") ? button.classList.remove("veiled") : act.enlarge(href, message.caption)) },
  }, el("img", { src: href, alt: message.caption ? "" : "Photo", loading: "lazy", decoding: "async" }));
  return framed(button, photo.width, photo.height);
}

function film(video) {
  return framed(el("video", { class: "film", src: fileUrl(video.file_id), controls: true, preload: "metadata" }), video.width, video.height);
}

function sticker(facts) {
  if (facts.is_animated || facts.is_video) return el("div", { class: "sticker-words" }, facts.emoji ?? "Sticker");
  return el("img", { class: "sticker", src: fileUrl(facts.file_id), alt: facts.emoji ?? "Sticker", loading: "lazy" });
}

function paper(file) {
  const name = file.file_name ?? "file";
  const kind = name.includes(".") ? name.split(".").at(-1).slice(0, 4) : "";
  return el("a", { class: "paper", href: fileUrl(file.file_id), download: name, title: `Download ${name}` },
    el("span", { class: "paper-icon", "aria-hidden": "true" }, kind || icon("file")),
    el("span", { class: "paper-words" }, el("bdi", { class: "paper-name" }, name),
      el("span", { class: "paper-size" }, [size(file.file_size), "Download"].filter(Boolean).join(" · "))));
}

// No tiles leave the machine: a quiet drawn country, the same for the same place.
function drawnGround(spot) {
  const chance = seed(`${spot.latitude.toFixed(2)}/${spot.longitude.toFixed(2)}`);
  const part = (shift, span) => ((chance >>> shift) % span);
  const grid = Array.from({ length: 12 }, (_, at) => `M${at * 26 - 8} 0V140M0 ${at * 26 - 6}H290`).join("");
  const road = `M-10 ${20 + part(2, 60)}C60 ${10 + part(5, 90)} 90 ${60 + part(8, 60)} 140 70S240 ${30 + part(11, 70)} 300 ${20 + part(14, 90)}`;
  const river = `M${20 + part(3, 80)} -10C${60 + part(7, 60)} 50 ${10 + part(9, 90)} 90 ${70 + part(12, 120)} 150`;
  const field = (x, y, wide, tall) => svg("rect", { x, y, width: wide, height: tall, rx: 6, class: "field" });
  return [field(14 + part(4, 40), 14, 60, 38), field(180 + part(6, 30), 78, 70, 44), field(196, 10 + part(10, 16), 46, 34),
    svg("path", { d: grid, class: "grid" }), svg("path", { d: river, class: "river" }), svg("path", { d: road, class: "road" }),
    svg("ellipse", { cx: 140, cy: 72, rx: 10, ry: 4, class: "shade" }),
    svg("path", { d: "M140 71c-9-11-15-18-15-26a15 15 0 0 1 30 0c0 8-6 15-15 26z", class: "pin" }), svg("circle", { cx: 140, cy: 45, r: 5.5, class: "pin-eye" })];
}

function spotCard(spot, title, address) {
  return el("div", { class: "spot", role: "img", "aria-label": `Location ${place(spot)}` },
    svg("svg", { viewBox: "0 0 280 130", class: "ground", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" }, drawnGround(spot)),
    el("div", { class: "spot-words" }, title && el("strong", { dir: "auto" }, title), address && el("span", { dir: "auto" }, address),
      el("span", { class: "spot-place" }, place(spot))));
}

export function avatar(name, id, extra = "") {
  const node = el("span", { class: `avatar ${extra}`.trim(), "aria-hidden": "true" }, initials(name));
  node.style.setProperty("--hue", hue(id));
  return node;
}

function card(contact) {
  const name = fullName(contact);
  return el("div", { class: "card" }, avatar(name, contact.user_id ?? seed(name)),
    el("span", { class: "card-words" }, el("bdi", { class: "card-name" }, name),
      el("a", { href: `tel:${contact.phone_number.replace(/[^+\d]/g, "")}` }, contact.phone_number)));
}

function bill(message, act) {
  const { invoice } = message;
  const keyed = message.reply_markup?.inline_keyboard?.length;
  const sum = money(invoice.total_amount, invoice.currency);
  return el("div", { class: "bill" }, el("strong", { dir: "auto" }, invoice.title), el("span", { dir: "auto", class: "bill-words" }, invoice.description),
    el("span", { class: "bill-sum" }, sum),
    !keyed && el("button", { type: "button", class: "wide-button", "data-testid": "pay", on: { click: () => act.pay(message) } }, `Pay ${sum}`));
}

function votes(poll) {
  return el("div", { class: "poll" }, el("strong", { dir: "auto" }, poll.question), poll.options.map((option) => el("span", { dir: "auto" }, `○ ${option.text}`)));
}

const KINDS = [
  ["photo", (m, act) => picture(m, act), "photo"],
  ["voice", (m) => voiceNote(m.voice), "voice message"],
  ["audio", (m) => voiceNote(m.audio, m.audio.title ?? "Audio"), "audio"],
  ["animation", (m) => film(m.animation), "animation"],
  ["video", (m) => film(m.video), "video"],
  ["video_note", (m) => film(m.video_note), "video"],
  ["sticker", (m) => sticker(m.sticker), "sticker"],
  ["document", (m) => paper(m.document), "file"],
  ["venue", (m) => spotCard(m.venue.location, m.venue.title, m.venue.address), "place"],
  ["location", (m) => spotCard(m.location), "location"],
  ["contact", (m) => card(m.contact), "contact"],
  ["invoice", (m, act) => bill(m, act), "bill"],
  ["poll", (m) => votes(m.poll), "poll"],
  ["dice", (m) => el("div", { class: "sticker-words" }, `${m.dice.emoji} ${m.dice.value}`), "dice"],
];

const row = (message) => KINDS.find(([kind]) => message[kind] !== undefined);
export const mediaKind = (message) => row(message)?.[0];
export const draw = (message, act) => row(message)?.[1](message, act);
export const snippet = (message) => message.text ?? message.caption ?? (row(message)?.[2] ?? "message");

/** The Telegram file a message carries, with the upload door that takes its like. */
export function cargo(message) {
  if (message.photo) return { ...bestSize(message.photo), door: "photo", file_name: "photo.jpg" };
  if (message.voice) return { ...message.voice, door: "voice", file_name: "voice.ogg" };
  const other = ["video", "sticker", "document"].find((kind) => message[kind]);
  return other ? { ...message[other], door: other, file_name: message[other].file_name ?? other } : null;
}
