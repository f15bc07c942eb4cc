/** happy-dom draws nothing, and fails what is cut short: whatever moves has arrived. */
export function nothingMoves(): void {
  Element.prototype.animate = () => ({ cancel() {}, finished: Promise.resolve() }) as unknown as Animation;
}
