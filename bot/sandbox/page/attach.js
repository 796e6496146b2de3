// What the paper clip offers, and the small dialogs behind it.
import { ask } from "./dialogs.js";
import { el } from "./dom.js";

const PLACES = [["Nakuru", -0.3031, 36.08], ["Nairobi", -1.2864, 36.8172], ["Kisumu", -0.0917, 34.768], ["Chengdu", 30.57, 104.07], ["Cairo", 30.0444, 31.2357], ["Lucknow", 26.8467, 80.9462]];
const PLACE_ROWS = PLACES.map(([name, latitude, longitude]) => [name, { latitude, longitude }]);

const number = (words) => Number(words.trim().replace(",", "."));

/** A place {latitude, longitude}, or null. */
export async function askPlace() {
  const coordinate = (name, label, value) => ({ name, label, value, required: true, inputmode: "decimal", pattern: "\\s*-?\\d+([.,]\\d+)?\\s*" });
  const said = await ask({
    name: "location", title: "Send a location", ok: "Send location", rows: PLACE_ROWS,
    fields: [coordinate("latitude", "Latitude", PLACES[0][1]), coordinate("longitude", "Longitude", PLACES[0][2])],
  });
  return said && { latitude: number(said.latitude), longitude: number(said.longitude) };
}

const ownNumber = (id) => `+2547${String(id).padStart(8, "0").slice(-8)}`;

/** The person's own contact card, or null. */
export async function askContact(facts) {
  const said = await ask({
    name: "contact", title: "Send your contact", ok: "Send contact",
    fields: [{ name: "first_name", label: "Name", value: facts.first_name, required: true }, { name: "phone_number", label: "Phone number", value: ownNumber(facts.id), type: "tel", required: true }],
  });
  return said && { ...said, user_id: facts.id };
}

export function picker(accept, name, take) {
  const input = el("input", { type: "file", accept, hidden: true, tabindex: -1, "data-testid": `pick-${name}`, "aria-label": `Pick ${name}` });
  input.addEventListener("change", () => {
    const [file] = input.files;
    input.value = "";
    if (file) take(file);
  });
  return input;
}

export function doorOf(file) {
  if (/^image\/(jpeg|png|webp|gif)$/.test(file.type)) return "photo";
  if (file.type.startsWith("video/")) return "video";
  return file.type.startsWith("audio/") ? "voice" : "document";
}
