// What the page does between phones: add, rename, remove, deep links, forwarding.
import * as api from "./api.js";
import { ask, choose } from "./dialogs.js";
import { fullName, languageName } from "./format.js";
import { newestLink, payloadIn } from "./links.js";
import { cargo } from "./media.js";

const LANGUAGES = ["en", "zh-hans", "hi", "sw", "es", "ar", "fr", "pt", "id", "am", "bn", "uz", "ru"];
const ROLES = ["Farmer", "Buyer", "Admin", "Transporter", "Advisor"];

function phoneFields(facts = {}) {
  const code = facts.language_code ?? "en";
  const codes = LANGUAGES.includes(code) ? LANGUAGES : [code, ...LANGUAGES];
  const roles = facts.label && !ROLES.includes(facts.label) ? [facts.label, ...ROLES] : ROLES;
  return [
    { name: "first_name", label: "First name", value: facts.first_name ?? "", required: true, maxlength: 64, placeholder: "Amina" },
    { name: "last_name", label: "Last name", value: facts.last_name ?? "", maxlength: 64 },
    { name: "language_code", label: "Language of the phone", value: code, options: codes.map((one) => [one, languageName(one)]) },
    { name: "label", label: "Role label", value: facts.label ?? "Farmer", options: [...roles.map((role) => [role, role]), ["", "None"]], hint: "A note for you; the bot does not see it." },
  ];
}

export const askNew = () => ask({ name: "phone", title: "Add a phone", ok: "Add phone", fields: phoneFields() });

export async function askChange(phone) {
  const said = await ask({ name: "phone", title: "Change phone", ok: "Save", fields: phoneFields(phone.facts) });
  return said && { ...said, id: phone.id, username: phone.facts.username };
}

export async function askRemoval(phone) {
  const said = await choose({ name: "remove", title: "Remove phone", note: `The phone of ${fullName(phone.facts)} and its chat disappear here.`, rows: [["remove", "Remove phone", "bad"], ["", "Keep", "plain"]] });
  return said === "remove";
}

const known = (phone) => [...phone.log.older, ...[...phone.log.list.querySelectorAll(".row")].flatMap((row) => row.messages)];

export async function openLink(phone, bot) {
  const said = await ask({
    name: "open", title: "Open a deep link", ok: "Open",
    fields: [{ name: "link", label: "Link or start payload", value: newestLink(known(phone), bot.username), required: true, placeholder: "l_ABC123" }],
  });
  if (said) await phone.open(payloadIn(said.link));
}

function whom(phones, from) {
  const others = phones.filter((phone) => phone !== from);
  return { name: "to", label: "To", options: (others.length ? others : phones).map((phone) => [phone.id, fullName(phone.facts)]) };
}

export async function passLink(from, phones, bot, link = newestLink(known(from), bot.username)) {
  const said = await ask({
    name: "pass", title: "Send a link to another phone", ok: "Send",
    fields: [{ name: "link", label: "Link or start payload", value: link, required: true, placeholder: "l_ABC123" }, whom(phones, from)],
  });
  if (!said) return null;
  const to = phones.find((phone) => phone.id === Number(said.to));
  to.offer(payloadIn(said.link), { name: from.facts.first_name, id: from.id });
  return to;
}

async function fetched(message) {
  const load = cargo(message);
  if (!load) return {};
  const body = await (await fetch(api.fileUrl(load.file_id))).blob();
  return { door: load.door, file: new File([body], load.file_name, { type: body.type }) };
}

/** Lays a message of one phone into the composer of another. */
export async function forward(message, words, from, phones) {
  const said = await ask({ name: "forward", title: "Forward to", ok: "Forward", fields: [whom(phones, from)] });
  if (!said) return null;
  const to = phones.find((phone) => phone.id === Number(said.to));
  const load = message ? await fetched(message) : {};
  to.composer.carry({ ...load, words: load.file ? message.caption ?? "" : words, from: from.facts.first_name });
  return to;
}
