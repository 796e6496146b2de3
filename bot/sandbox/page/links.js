// Which links the sandbox opens itself: the bot's own deep links and Telegram's "share" links.
const HOSTS = new Set(["t.me", "telegram.me", "telegram.dog"]);

function parse(words) {
  try { return new URL(/^[a-z]+:/i.test(words) ? words : `https://${words}`); } catch { return null; }
}

/** The start payload when `words` is a link to the bot called `username`; "" when it has none; else null. */
export function payloadOf(words, username) {
  const url = parse(words.trim());
  if (!url) return null;
  const ours = (name) => name?.toLowerCase() === username?.toLowerCase();
  if (url.protocol === "tg:" && url.host === "resolve" && ours(url.searchParams.get("domain"))) return url.searchParams.get("start") ?? "";
  if (!HOSTS.has(url.host) || !ours(url.pathname.slice(1))) return null;
  return url.searchParams.get("start") ?? "";
}

/** What a share link hands on, or null. */
export function sharedBy(words) {
  const url = parse(words);
  const share = url && ((HOSTS.has(url.host) && /^\/share(\/url)?\/?$/.test(url.pathname)) || (url.protocol === "tg:" && /^msg(_url)?$/.test(url.host)));
  return share ? { link: url.searchParams.get("url") ?? "", words: url.searchParams.get("text") ?? "" } : null;
}

/** The payload somebody typed or pasted: a link to whatever bot, or the payload itself. */
export const payloadIn = (words) => parse(words.trim())?.searchParams.get("start") ?? words.trim();

const LINK = /\b(?:https?:\/\/)?t(?:elegram)?\.me\/\S+/i;

/** The newest of the bot's deep links among `messages`, or "". */
export function newestLink(messages, username) {
  for (const message of [...messages].reverse()) {
    const keys = (message.reply_markup?.inline_keyboard ?? []).flat();
    const marks = message.entities ?? message.caption_entities ?? [];
    const written = LINK.exec(message.text ?? message.caption ?? "")?.[0];
    const all = [...keys.flatMap((key) => [key.copy_text?.text, key.url, sharedBy(key.url ?? "")?.link]), ...marks.map((mark) => mark.url), written];
    const ours = all.find((link) => link && payloadOf(link, username));
    if (ours) return ours;
  }
  return "";
}
