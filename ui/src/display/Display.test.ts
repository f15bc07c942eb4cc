import type { Channel } from '@tauri-apps/api/core';
import { clearMocks } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DisplayShows, Shown } from '../lib/bindings';
import { nothingMoves } from '../testing/animation';
import { answering, type Asked } from '../testing/desk';
import Display from './Display.svelte';

const AYSE: Shown = {
  name: 'A***',
  stamps: 7,
  per_card: 10,
  fresh_stamps: 1,
  filled: false,
  rewards_waiting: 2,
  points: 370,
  fresh_points: 120,
};

let channel: Channel<DisplayShows>;
let asked: Asked[];

beforeEach(() => {
  nothingMoves();
  vi.useFakeTimers();
  ({ asked } = answering({
    watch_display: (args: { channel: Channel<DisplayShows> }) => void (channel = args.channel),
  }));
  render(Display);
});

afterEach(() => {
  vi.useRealTimers();
  clearMocks();
});

async function shows(customer: Shown | null, language = 'tr'): Promise<void> {
  channel.onmessage({ language, theme: null, demo: false, customer });
  await tick();
  await vi.advanceTimersByTimeAsync(600);
}

const text = (part: string) => screen.getByTestId(part).textContent?.replace(/\s+/g, ' ').trim();

describe('the customers’ display', () => {
  it('welcomes in the shop’s language while nobody stands there', async () => {
    await shows(null);
    expect(text('welcome')).toBe('Hoş geldiniz');
    await shows(null, 'en');
    expect(text('welcome')).toBe('Welcome');
    expect(document.documentElement.lang).toBe('en');
  });

  it('asks for nothing but to be told', () => {
    expect(asked.map(({ command }) => command)).toEqual(['watch_display']);
  });

  it('shows the card, its rewards and the points', async () => {
    await shows(AYSE);
    expect(text('greeting')).toBe('Merhaba A***');
    expect(text('display-stamps')).toBe('7/10');
    expect(text('display-card')).toContain('Ödülünüze 3 damga kaldı');
    expect(text('display-reward')).toBe('2 ödülünüz var');
    expect(text('display-points')).toBe('370 puan +120');
  });

  it('greets somebody whose name nobody knows, and shows nothing that is unknown', async () => {
    await shows({ ...AYSE, name: null, stamps: null, per_card: null, points: null, rewards_waiting: 0 });
    expect(text('greeting')).toBe('Merhaba');
    expect(screen.queryByTestId('display-card')).toBeNull();
    expect(screen.queryByTestId('display-points')).toBeNull();
    expect(screen.getByTestId('display').textContent).toContain('Sizi görmek güzel.');
  });

  it('says one in the singular', async () => {
    await shows({ ...AYSE, stamps: 9, rewards_waiting: 1, points: 1 }, 'en');
    expect(text('display-card')).toContain('One more stamp to your reward');
    expect(text('display-reward')).toBe('A reward is waiting for you');
    expect(text('display-points')).toContain('1 point +');
  });
});
