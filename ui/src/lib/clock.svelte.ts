// The moment that relative times are told from. It moves on by itself, and at once when something arrives.

let moment = $state(Date.now());

export const clock = {
  get now(): number {
    return moment;
  },
  tick(): void {
    moment = Date.now();
  },
};

export function startClock(): void {
  setInterval(clock.tick, 15_000);
}
