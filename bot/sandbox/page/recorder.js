// Records a voice note with the machine's microphone.
import { el, iconButton } from "./dom.js";
import { duration } from "./format.js";

const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const ENDING = { "audio/ogg": "ogg", "audio/webm": "webm", "audio/mp4": "m4a" };

function asFile(chunks, type) {
  const plain = type.split(";")[0];
  return new File(chunks, `voice.${ENDING[plain] ?? "ogg"}`, { type: plain });
}

/** Listens until sent or cancelled; `sent(file, seconds)`. Throws when there is no microphone. */
export async function record(bar, sent, over) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = TYPES.find((name) => MediaRecorder.isTypeSupported(name)) ?? "";
  const tape = new MediaRecorder(stream, type ? { mimeType: type } : {});
  const chunks = [];
  const began = Date.now();
  let keep = false;
  const seconds = () => (Date.now() - began) / 1000;
  const time = el("span", { class: "recording-time", role: "timer" }, "0:00");
  const tick = setInterval(() => { time.textContent = duration(seconds()); }, 250);
  const stop = (send) => { keep = send; tape.stop(); };
  bar.replaceChildren(el("span", { class: "recording-dot" }), time, el("span", { class: "recording-words" }, "Recording"),
    iconButton("trash", "Throw away", () => stop(false), { "data-testid": "voice-cancel" }), iconButton("send", "Send voice message", () => stop(true), { class: "primary", "data-testid": "voice-send" }));
  tape.ondataavailable = (e) => chunks.push(e.data);
  tape.onstop = () => {
    clearInterval(tick);
    const length = Math.max(1, Math.round(seconds()));
    for (const track of stream.getTracks()) track.stop();
    over();
    if (keep) sent(asFile(chunks, tape.mimeType || "audio/ogg"), length);
  };
  bar.onkeydown = (e) => { if (e.key === "Escape") stop(false); };
  tape.start();
  bar.lastElementChild.focus();
}

export function measure(file) {
  return new Promise((done) => {
    const audio = new Audio(URL.createObjectURL(file));
    const end = (seconds) => { URL.revokeObjectURL(audio.src); done(seconds); };
    audio.onloadedmetadata = () => end(Number.isFinite(audio.duration) ? Math.max(1, Math.round(audio.duration)) : 1);
    audio.onerror = () => end(1);
  });
}
