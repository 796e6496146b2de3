// The top of the page: one tab a phone, a new phone, light or dark.
import { el, icon, iconButton, repaint } from "./dom.js";
import { fullName } from "./format.js";
import { avatar } from "./media.js";

const KEY = "farmgate-theme";
const DARK = window.matchMedia("(prefers-color-scheme: dark)");

function remembered() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

function remember(theme) {
  try { localStorage.setItem(KEY, theme); } catch { /* private mode: the choice lasts for this page */ }
}

const stamp = (theme) => { document.documentElement.dataset.theme = theme; };
const isDark = () => document.documentElement.dataset.theme === "dark";
const follow = () => stamp(remembered() ?? (DARK.matches ? "dark" : "light"));

function themeButton() {
  const paint = () => repaint(button, isDark() ? "sun" : "moon", isDark() ? "Light colours" : "Dark colours");
  const button = iconButton("moon", "Dark colours", () => {
    stamp(isDark() ? "light" : "dark");
    remember(document.documentElement.dataset.theme);
    paint();
  }, { "data-testid": "theme-toggle" });
  follow();
  DARK.addEventListener("change", () => { follow(); paint(); });
  paint();
  return button;
}

export class Shelf {
  constructor(node, page) {
    this.page = page;
    this.tabs = el("nav", { class: "tabs", "aria-label": "Phones" });
    this.byId = new Map();
    const add = el("button", { type: "button", class: "add", title: "Add a phone", "data-testid": "add-phone", on: { click: () => page.addPhone() } }, icon("add"), el("span", {}, "Add phone"));
    node.append(el("div", { class: "brand" }, el("img", { src: "/page/mark.svg", alt: "", width: 30, height: 30 }), el("span", {}, "Farmgate")), this.tabs, add, themeButton());
  }

  put(phone) {
    const name = fullName(phone.facts);
    const tab = this.byId.get(phone.id) ?? this.add(phone);
    tab.title = name;
    tab.setAttribute("aria-label", `${name}${phone.unread ? `, ${phone.unread} unread` : ""}`);
    tab.replaceChildren(avatar(name, phone.id, "small"), el("bdi", { class: "tab-name" }, phone.facts.first_name), phone.unread ? el("span", { class: "badge" }, phone.unread > 99 ? "99+" : phone.unread) : "");
  }

  add(phone) {
    const tab = el("button", { type: "button", class: "tab", "data-tab": phone.id, "data-testid": "phone-tab", on: { click: () => this.page.bringUp(phone, true) } });
    this.byId.set(phone.id, tab);
    this.tabs.append(tab);
    return tab;
  }

  drop(id) {
    this.byId.get(id)?.remove();
    this.byId.delete(id);
  }

  mark(id) {
    for (const [own, tab] of this.byId) tab.setAttribute("aria-current", own === id ? "true" : "false");
    const tab = this.byId.get(id);
    if (tab) this.tabs.scrollLeft = tab.offsetLeft - (this.tabs.clientWidth - tab.offsetWidth) / 2;
  }
}
