// The question for the owner's PIN, over whatever is on the screen. One at a time.

let answer = $state.raw<((unlocked: boolean) => void) | null>(null);

export const pinPrompt = {
  get open(): boolean {
    return answer !== null;
  },
  /** True once it is unlocked, false when nobody unlocks. */
  ask(): Promise<boolean> {
    pinPrompt.end(false);
    return new Promise((resolve) => (answer = resolve));
  },
  end(unlocked: boolean): void {
    answer?.(unlocked);
    answer = null;
  },
};
