// Telegram's entities (offsets in UTF-16 units, as JavaScript counts) turned into nodes.
import { el } from "./dom.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote", expandable_blockquote: "blockquote" };
const LINES = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?|mailto|tel|tg):/i;
const FINDERS = [
  ["url", /\b(?:https?:\/\/|t\.me\/)[^\s<>"]*[^\s<>".,;:!?)\]]/gi],
  ["bot_command", /(?<=^|[\s(])\/[a-z0-9_]{1,32}(?![\w/])/gi],
  ["mention", /(?<=^|[\s(])@[a-z]\w{3,31}/gi],
  ["phone_number", /(?<=^|[\s(])\+\d[\d ]{6,16}\d/g],
];
const STYLES = new Set(["bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"]);

const meets = (one, two) => one.offset < two.offset + two.length && two.offset < one.offset + one.length;

// The server marks links and commands by itself; where it has not, the client does.
function found(text, marks) {
  const taken = marks.filter((mark) => !STYLES.has(mark.type));
  for (const [type, pattern] of FINDERS) {
    for (const hit of text.matchAll(pattern)) {
      const mark = { type, offset: hit.index, length: hit[0].length };
      if (!taken.some((other) => meets(mark, other))) taken.push(mark);
    }
  }
  return [...taken, ...marks.filter((mark) => STYLES.has(mark.type))];
}

function spoiler(kids) {
  const show = (node) => { node.classList.add("shown"); node.removeAttribute("role"); };
  return el("span", {
    class: "spoiler", role: "button", tabindex: 0, title: "Show",
    on: { click: (e) => show(e.currentTarget), keydown: (e) => { if (e.key === "Enter") show(e.currentTarget); } },
  }, el("span", {}, kids));
}

function link(href, kids, act) {
  const whole = /^[a-z]+:/i.test(href) ? href : `https://${href}`;
  if (!SAFE.test(whole)) return el("span", {}, kids);
  return el("a", {
    href: whole, target: "_blank", rel: "noopener noreferrer",
    on: { click: (e) => { if (act.follow(whole)) e.preventDefault(); } },
  }, kids);
}

function command(words, kids, act) {
  return el("button", { type: "button", class: "command", on: { click: () => act.say(words) } }, kids);
}

function wrap(mark, words, kids, act) {
  if (TAGS[mark.type]) return el(TAGS[mark.type], {}, kids);
  if (mark.type === "pre") return el("pre", { dir: "ltr" }, el("code", {}, kids));
  if (mark.type === "spoiler") return spoiler(kids);
  if (mark.type === "bot_command") return command(words, kids, act);
  if (mark.type === "url") return link(words, kids, act);
  if (mark.type === "text_link") return link(mark.url ?? "", kids, act);
  if (mark.type === "email") return link(`mailto:${words}`, kids, act);
  if (mark.type === "phone_number") return link(`tel:${words.replace(/[^+\d]/g, "")}`, kids, act);
  return el("span", { class: `mark-${mark.type}` }, kids);
}

function spread(text, from, to, marks, act) {
  const nodes = [];
  const queue = [...marks];
  let at = from;
  while (queue.length) {
    const mark = queue.shift();
    const end = Math.min(mark.offset + mark.length, to);
    const inside = [];
    const after = [];
    while (queue.length && queue[0].offset < end) {
      const kid = queue.shift();
      const over = kid.offset + kid.length - end;
      inside.push(over > 0 ? { ...kid, length: kid.length - over } : kid);
      if (over > 0) after.push({ ...kid, offset: end, length: over });
    }
    queue.unshift(...after);
    if (mark.offset > at) nodes.push(text.slice(at, mark.offset));
    nodes.push(wrap(mark, text.slice(mark.offset, end), spread(text, mark.offset, end, inside, act), act));
    // A block already ends its line: the line break after it would draw an empty one.
    at = LINES.has(mark.type) && text[end] === "\n" && queue[0]?.offset !== end ? end + 1 : end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

const fits = (mark, text) => mark.length > 0 && mark.offset >= 0 && mark.offset < text.length;
const order = (one, two) => one.offset - two.offset || two.length - one.length;

/** Nodes for `text`; `act.follow(url)` returns true when it handled the link, `act.say(words)` sends a command. */
export function rich(text, entities, act) {
  const marks = found(text, (entities ?? []).filter((mark) => fits(mark, text)));
  return spread(text, 0, text.length, marks.sort(order), act);
}
