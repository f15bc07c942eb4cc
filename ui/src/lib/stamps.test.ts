import { describe, expect, it } from 'vitest';
import { cardLayout, filled, MOST_SLOTS, sealPath, stampsToGo } from './stamps';

describe('a stamp card', () => {
  it('never needs more than two rows, however many slots it has', () => {
    for (let max = 1; max <= MOST_SLOTS; max += 1) {
      const { columns, slots } = cardLayout(0, max)!;
      expect(slots, `${max} slots`).toHaveLength(max);
      expect(Math.ceil(slots.length / columns), `rows of ${max}`).toBeLessThanOrEqual(2);
    }
  });

  it('has ten slots as two rows of five, as people know them', () => {
    expect(cardLayout(7, 10)?.columns).toBe(5);
  });

  it('inks as many slots as there are stamps, from the first on', () => {
    const inked = cardLayout(7, 10)!.slots.filter((slot) => slot.inked);
    expect(inked.map((slot) => slot.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('gives its reward in the last slot, and only there', () => {
    const rewards = cardLayout(0, 8)!.slots.filter((slot) => slot.reward);
    expect(rewards.map((slot) => slot.number)).toEqual([8]);
  });

  it('looks the same every time it is drawn, with no two neighbours pressed alike', () => {
    const first = cardLayout(3, 10)!.slots.map((slot) => slot.press);
    const again = cardLayout(9, 10)!.slots.map((slot) => slot.press);
    expect(again).toEqual(first);
    expect(new Set(first.map((press) => press.tilt)).size).toBeGreaterThan(5);
  });

  it('is pressed askew, never upside down or out of its slot', () => {
    for (const { press } of cardLayout(0, MOST_SLOTS)!.slots) {
      expect(Math.abs(press.tilt)).toBeLessThanOrEqual(13);
      expect(Math.max(Math.abs(press.x), Math.abs(press.y))).toBeLessThanOrEqual(5);
    }
  });

  it('is not drawn slot by slot when it is too large, or when its size makes no sense', () => {
    expect(cardLayout(3, MOST_SLOTS + 1)).toBeNull();
    expect(cardLayout(3, 0)).toBeNull();
    expect(cardLayout(0, 2.5)).toBeNull();
  });
});

describe('what is left of a card', () => {
  it('counts down to nothing and not below', () => {
    expect(stampsToGo(7, 10)).toBe(3);
    expect(stampsToGo(12, 10)).toBe(0);
  });

  it('fills a bar from empty to full and not beyond', () => {
    expect(filled(15, 30)).toBe(0.5);
    expect(filled(40, 30)).toBe(1);
    expect(filled(1, 0)).toBe(0);
  });
});

it('draws a seal with as many waves as asked for', () => {
  expect(sealPath(12).match(/Q/g)).toHaveLength(12);
});
