// The Sim API, one function a door; a refusal throws its words.
async function call(method, path, body) {
  const form = body instanceof FormData;
  const answer = await fetch(path, {
    method,
    headers: body && !form ? { "Content-Type": "application/json" } : undefined,
    body: body && !form ? JSON.stringify(body) : body,
  });
  const facts = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(facts.error ?? `The sandbox answered ${answer.status}`);
  return facts;
}

const post = (path, body = {}) => call("POST", path, body);
const door = (phone, name) => `/sim/phones/${phone}/${name}`;

function parcel(file, extra) {
  const form = new FormData();
  form.append("file", file, file.name ?? "file");
  for (const [name, value] of Object.entries(extra)) if (value !== undefined && value !== "") form.append(name, value);
  return form;
}

export const fileUrl = (fileId) => `/sim/file/${encodeURIComponent(fileId)}`;
export const state = () => call("GET", "/sim/state");
export const chat = (phone, after = 0) => call("GET", `${door(phone, "chat")}?after=${after}`);
export const savePhone = (facts) => post("/sim/phones", facts);
export const removePhone = (phone) => call("DELETE", `/sim/phones/${phone}`);
export const say = (phone, text, replyTo, from) => post(door(phone, "say"), { text, reply_to: replyTo, forwarded_from: from });
export const edit = (phone, messageId, text) => post(door(phone, "edit"), { message_id: messageId, text });
export const tap = (phone, messageId, row, col) => post(door(phone, "tap"), { message_id: messageId, row, col });
export const open = (phone, payload) => post(door(phone, "open"), { payload });
export const block = (phone, blocked) => post(door(phone, "block"), { blocked });
export const read = (phone) => post(door(phone, "read"));
export const location = (phone, spot) => post(door(phone, "location"), spot);
export const contact = (phone, card) => post(door(phone, "contact"), card);
export const upload = (phone, kind, file, extra = {}) => post(door(phone, kind), parcel(file, extra));
export const pay = (phone, messageId, outcome) => post("/sim/pay", { phone, message_id: messageId, outcome });
