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

/** Until the returned function is called. */
export function startClock(): () => void {
  clock.tick();
  const ticking = setInterval(clock.tick, 15_000);
  return () => clearInterval(ticking);
}
