import { beforeEach, describe, expect, it } from 'vitest';
import { anEvent } from '../testing/events';
import { BreakWatch, GAP_MS, SOUNDS, SoundRules, USUAL_SOUNDS, earnedJustNow, wanted } from './soundRules';
import { TONES, length } from './tones';

describe('whether a sound is made', () => {
  let rules: SoundRules;
  beforeEach(() => (rules = new SoundRules()));

  it('hears each kind at most once in a while, however much arrives', () => {
    const made = Array.from({ length: 600 }, (_, index) => rules.allows('earn', USUAL_SOUNDS, index * 5));
    expect(made.filter(Boolean), '200 events a second for three seconds').toHaveLength(2);
    expect(rules.allows('fault', USUAL_SOUNDS, 2_999), 'another kind has its own turn').toBe(true);
  });

  it('lets a reward come before the earning that goes with it', () => {
    expect(rules.allows('reward', USUAL_SOUNDS, 0)).toBe(true);
    expect(rules.allows('earn', USUAL_SOUNDS, 20)).toBe(false);
    expect(rules.allows('earn', USUAL_SOUNDS, GAP_MS)).toBe(true);
    expect(rules.allows('reward', USUAL_SOUNDS, GAP_MS + 20), 'and an earning holds up no reward').toBe(true);
  });

  it('is silent when the owner says so', () => {
    for (const kind of SOUNDS) {
      expect(rules.allows(kind, { ...USUAL_SOUNDS, muted: true }, 0)).toBe(false);
      expect(rules.allows(kind, { ...USUAL_SOUNDS, volume: 0 }, 0)).toBe(false);
      expect(rules.allows(kind, { ...USUAL_SOUNDS, [kind]: false }, 0)).toBe(false);
      expect(rules.allows(kind, USUAL_SOUNDS, 0), 'what was not heard is not counted').toBe(true);
    }
  });
});

describe('sounds that are paused', () => {
  it('come again by themselves', () => {
    const sounds = { ...USUAL_SOUNDS, paused_until: '2026-04-19T15:30:00Z' };
    const at = (time: string) => wanted('reward', sounds, Date.parse(time));
    expect(at('2026-04-19T15:29:59Z')).toBe(false);
    expect(at('2026-04-19T15:30:00Z')).toBe(true);
  });
});

describe('what is earned just now', () => {
  it('is stamps and points', () => {
    expect(earnedJustNow([anEvent('stamp.earned')])).toBe(true);
    expect(earnedJustNow([anEvent('customer.enrolled'), anEvent('points.earned')])).toBe(true);
    expect(earnedJustNow([anEvent('customer.enrolled'), anEvent('coupon.redeemed')])).toBe(false);
    expect(earnedJustNow([])).toBe(false);
  });

  it('is nothing that was set aside, and nothing that comes hours late', () => {
    expect(earnedJustNow([anEvent('stamp.earned', {}, { set_aside: 'test' })])).toBe(false);
    expect(earnedJustNow([anEvent('stamp.earned', {}, { received_at: '2026-04-19T18:00:00Z' })])).toBe(false);
  });
});

describe('a connection that breaks', () => {
  it('is heard once, and again only after it was well', () => {
    const watch = new BreakWatch();
    const heard = (
      ['reachable', 'checking', 'tunnel_failed', 'checking', 'tunnel_failed', 'tunnel_down'] as const
    ).map((state) => watch.breaks(state));
    expect(heard).toEqual([false, false, true, false, false, false]);
    expect(watch.breaks('reachable')).toBe(false);
    expect(watch.breaks('port_in_use')).toBe(true);
  });

  it('is not heard where it was broken from the start, nor where it is no fault', () => {
    const watch = new BreakWatch();
    expect(watch.breaks('port_in_use')).toBe(false);
    expect(watch.breaks('on')).toBe(false);
    expect(watch.breaks('no_internet')).toBe(false);
    expect(watch.breaks('no_secret')).toBe(false);
  });
});

describe('the sounds themselves', () => {
  it.each(SOUNDS)('are short: %s', (kind) => expect(length(kind)).toBeLessThan(0.4));

  it('rise for a reward and fall for a fault', () => {
    const melody = (kind: (typeof SOUNDS)[number]) =>
      TONES[kind].filter(({ wave }) => wave === 'triangle').map(({ from }) => from);
    expect(melody('reward')).toEqual(melody('reward').toSorted((a, b) => a - b));
    expect(melody('fault')).toEqual(melody('fault').toSorted((a, b) => b - a));
  });
});
