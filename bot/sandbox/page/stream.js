// One stream of events for all phones; reopens by itself and says so each time it is back.
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8000;

export class Stream {
  constructor({ since, onEvent, onUp, onDown }) {
    Object.assign(this, { since, onEvent, onUp, onDown, pause: FIRST_PAUSE });
  }

  open() {
    this.source = new EventSource(`/sim/events?since=${this.since}`);
    this.source.onopen = () => this.up();
    this.source.onerror = () => this.down();
    this.source.onmessage = (note) => this.take(note);
  }

  up() {
    this.pause = FIRST_PAUSE;
    this.onUp();
  }

  down() {
    this.source.close();
    this.onDown();
    setTimeout(() => this.open(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  take(note) {
    const event = JSON.parse(note.data);
    if (event.seq) this.since = event.seq;
    this.onEvent(event);
  }
}
