// A voice note or a song: play button, bars, time; only one sounds at a time.
import { fileUrl } from "./api.js";
import { el, iconButton, repaint, svg } from "./dom.js";
import { duration, seed } from "./format.js";

const BARS = 34;
let sounding = null;

// Telegram's API brings no waveform: bars are drawn from the file's own id, so they stay the same.
function bars(id) {
  let state = seed(id) || 1;
  const heights = Array.from({ length: BARS }, (_, at) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + at;
    return 3 + ((state >>> 8) % 100) / 100 * 17 * (0.45 + 0.55 * Math.sin((at / BARS) * Math.PI));
  });
  return heights.map((tall, at) => `M${at * 5 + 2} ${(12 - tall / 2).toFixed(1)}v${tall.toFixed(1)}`).join("");
}

function wave(id) {
  const outline = bars(id);
  const layer = (name) => svg("svg", { viewBox: `0 0 ${BARS * 5} 24`, class: name, preserveAspectRatio: "none", "aria-hidden": "true" }, svg("path", { d: outline }));
  return [layer("wave-rest"), layer("wave-done")];
}

export function voiceNote(voice, title = "Voice message") {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = fileUrl(voice.file_id);
  const time = el("span", { class: "voice-time" }, duration(voice.duration));
  const seek = el("input", { type: "range", min: 0, max: 1000, value: 0, "aria-label": "Position" });
  const button = iconButton("play", "Play", toggle, { class: "voice-play", "data-testid": "voice-play" });
  const node = el("div", { class: "voice", role: "group", "aria-label": `${title}, ${duration(voice.duration)}` }, button,
    el("div", { class: "voice-body" }, el("div", { class: "wave" }, wave(voice.file_unique_id ?? voice.file_id), seek), time));
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : voice.duration || 1);

  function toggle() {
    if (!audio.paused) return audio.pause();
    sounding?.pause();
    sounding = audio;
    return audio.play().catch(() => { time.textContent = "cannot be played"; });
  }

  function show() {
    const part = Math.min(audio.currentTime / length(), 1);
    node.style.setProperty("--played", `${part * 100}%`);
    seek.value = part * 1000;
    time.textContent = duration(audio.paused && !part ? voice.duration : audio.currentTime);
  }

  seek.addEventListener("input", () => { audio.currentTime = (seek.value / 1000) * length(); });
  audio.addEventListener("timeupdate", show);
  audio.addEventListener("play", () => repaint(button, "pause", "Pause"));
  audio.addEventListener("pause", () => repaint(button, "play", "Play"));
  audio.addEventListener("ended", () => { audio.currentTime = 0; show(); });
  return node;
}
