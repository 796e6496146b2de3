// The buttons under a bubble.
import { el, icon } from "./dom.js";

const MARKS = [["url", "open"], ["login_url", "open"], ["web_app", "open"], ["copy_text", "copy"], ["switch_inline_query", "forward"], ["switch_inline_query_current_chat", "forward"]];

function press(button, message, row, col, act) {
  if (button.callback_data !== undefined) return act.tap(message, row, col);
  if (button.url) return act.visit(button.url);
  if (button.copy_text) return act.copy(button.copy_text.text);
  if (button.pay) return act.pay(message);
  const query = button.switch_inline_query ?? button.switch_inline_query_current_chat;
  return query !== undefined ? act.pass(query) : act.toast("This kind of button works only in Telegram itself.");
}

function key(button, message, row, col, act) {
  const mark = MARKS.find(([kind]) => button[kind] !== undefined);
  const node = el("button", {
    type: "button", class: `key ${button.style ? `key-${button.style}` : ""}`.trim(), dir: "auto", "data-data": button.callback_data, "data-row": row, "data-col": col,
    title: button.url, on: { click: () => run() },
  }, el("span", { class: "key-words" }, button.text), mark && el("span", { class: "key-mark" }, icon(mark[1])));

  async function run() {
    if (node.getAttribute("aria-busy")) return;
    node.setAttribute("aria-busy", "true");
    try { await press(button, message, row, col, act); } finally { node.removeAttribute("aria-busy"); }
  }
  return node;
}

/** Rows of buttons for `message`, or null; a button keeps `aria-busy` until its tap is answered. */
export function inlineKeys(message, act) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return el("div", { class: "keys", role: "group", "aria-label": "Buttons" },
    rows.map((buttons, row) => el("div", { class: "keys-row" }, buttons.map((button, col) => key(button, message, row, col, act)))));
}
