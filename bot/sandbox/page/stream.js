// One stream of events for all phones; when it breaks, it catches up before it goes on.
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8000;

export class Stream {
  /** `catchUp()` brings the page up to date and returns the number of the last event it has seen. */
  constructor({ catchUp, onEvent, onUp, onDown }) {
    Object.assign(this, { catchUp, onEvent, onUp, onDown, pause: FIRST_PAUSE });
  }

  async open() {
    try {
      this.listen(await this.catchUp());
    } catch {
      this.down();
    }
  }

  listen(since) {
    this.source = new EventSource(`/sim/events?since=${since}`);
    this.source.onopen = () => this.up();
    this.source.onerror = () => this.down();
    this.source.onmessage = (note) => this.onEvent(JSON.parse(note.data));
  }

  up() {
    this.pause = FIRST_PAUSE;
    this.onUp();
  }

  down() {
    this.source?.close();
    this.onDown();
    setTimeout(() => this.open(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }
}
