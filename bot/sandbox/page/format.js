// Facts as short words: times, sizes, money, places, names.
const CLOCK = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long" });
const STAMP = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "medium" });
const SIZES = ["B", "KB", "MB", "GB"];

export const clock = (seconds) => CLOCK.format(seconds * 1000);
export const stamp = (seconds) => STAMP.format(seconds * 1000);
export const dayKey = (seconds) => new Date(seconds * 1000).toDateString();

export function dayWords(seconds) {
  const days = { [new Date().toDateString()]: "Today", [new Date(Date.now() - 864e5).toDateString()]: "Yesterday" };
  return days[dayKey(seconds)] ?? DAY.format(seconds * 1000);
}

export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function size(bytes) {
  if (!bytes) return "";
  const step = Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), SIZES.length - 1);
  return `${(bytes / 1024 ** step).toFixed(step ? 1 : 0)} ${SIZES[step]}`;
}

export function money(minor, currency) {
  if (currency === "XTR") return `⭐ ${minor}`;
  try {
    const style = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "code" });
    return style.format(minor / 10 ** style.resolvedOptions().maximumFractionDigits);
  } catch {
    return `${minor} ${currency}`;
  }
}

const degrees = (value, plus, minus) => `${Math.abs(value).toFixed(4)}° ${value < 0 ? minus : plus}`;
export const place = (spot) => `${degrees(spot.latitude, "N", "S")}, ${degrees(spot.longitude, "E", "W")}`;

export const fullName = (who) => [who.first_name, who.last_name].filter(Boolean).join(" ");

export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0]).join("").toUpperCase() || "?";
}

export function languageName(code) {
  try {
    const name = new Intl.DisplayNames([code], { type: "language" }).of(code);
    return name.charAt(0).toUpperCase() + name.slice(1);
  } catch {
    return code || "no language";
  }
}

// FNV-1a: the same name always gets the same colour and the same voice the same bars.
export function seed(words) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at += 1) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

export const hue = (id) => (Number(id) * 137) % 360;
