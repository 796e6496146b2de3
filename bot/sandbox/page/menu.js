// A small menu beside a button: arrows walk it, Escape and a click elsewhere close it.
import { el, icon } from "./dom.js";

let shown = null;

function item([name, words, act, extra = {}]) {
  return el("button", { type: "button", role: "menuitem", class: "menu-item", ...extra, on: { click: () => { close(); act(); } } }, name && icon(name), el("span", { dir: "auto" }, words));
}

function walk(event) {
  const items = [...shown.node.querySelectorAll(".menu-item")];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next !== undefined) { items.at(next % items.length).focus(); event.preventDefault(); }
  if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); event.stopPropagation(); close(true); }
}

function settle(node, anchor, room) {
  const from = anchor.getBoundingClientRect();
  const frame = room.getBoundingClientRect();
  const wide = node.offsetWidth;
  const tall = node.offsetHeight;
  const left = Math.min(Math.max(from.left - frame.left, 8), frame.width - wide - 8);
  const below = from.bottom - frame.top + 4;
  const top = below + tall < frame.height - 8 ? below : Math.max(8, from.top - frame.top - tall - 4);
  node.style.left = `${left}px`;
  node.style.top = `${top}px`;
}

export function close(back = false) {
  if (!shown) return;
  const { node, anchor } = shown;
  shown = null;
  node.remove();
  anchor.removeAttribute("aria-expanded");
  if (back) anchor.focus();
}

/** Rows are [icon, words, act, attributes?]; opening the same menu twice closes it. */
export function menu(anchor, room, title, rows) {
  const again = shown?.anchor === anchor;
  close();
  if (again) return;
  const node = el("div", { class: "menu", role: "menu", "aria-label": title, "data-testid": "menu", on: { keydown: walk } }, rows.filter(Boolean).map(item));
  shown = { node, anchor };
  room.append(node);
  settle(node, anchor, room);
  anchor.setAttribute("aria-expanded", "true");
  node.querySelector(".menu-item")?.focus({ preventScroll: true });
}

document.addEventListener("pointerdown", (event) => {
  if (shown && !shown.node.contains(event.target) && !shown.anchor.contains(event.target)) close();
});
