// Builds nodes; text always enters the page as text nodes, never as markup.
import { ICONS } from "./icons.js";

const SVG = "http://www.w3.org/2000/svg";
const PROPERTIES = new Set(["value", "disabled", "hidden", "checked", "href", "src"]);

function dress(node, attrs) {
  for (const [name, value] of Object.entries(attrs)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [kind, act] of Object.entries(value)) node.addEventListener(kind, act);
    else if (PROPERTIES.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
}

const present = (kid) => kid !== undefined && kid !== null && kid !== false;

export function el(tag, attrs = {}, ...kids) {
  const node = document.createElement(tag);
  dress(node, attrs);
  node.append(...kids.flat(Infinity).filter(present));
  return node;
}

export function svg(tag, attrs = {}, ...kids) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attrs)) node.setAttribute(name, String(value));
  node.append(...kids.flat().filter(present));
  return node;
}

export function icon(name) {
  const paths = ICONS[name].map((d) => svg("path", { d }));
  return svg("svg", { viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true" }, paths);
}

export function iconButton(name, title, act, attrs = {}) {
  const { class: extra = "", ...rest } = attrs;
  return el("button", {
    type: "button", class: `icon-button ${extra}`.trim(), title, "aria-label": title, on: { click: act }, ...rest,
  }, icon(name));
}

export function repaint(button, name, title) {
  button.replaceChildren(icon(name));
  button.title = title;
  button.setAttribute("aria-label", title);
}
