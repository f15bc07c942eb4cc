// Whether the window is in sight. While it is not, nothing is drawn, asked or counted; only sounds go on.

let visible = $state(true);

export const sight = {
  get visible(): boolean {
    return visible;
  },
  set visible(now: boolean) {
    visible = now;
  },
};
