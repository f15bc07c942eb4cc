import { render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { useLanguage } from '../lib/i18n.svelte';
import { nothingMoves } from '../testing/animation';
import StampCard from './StampCard.svelte';

beforeEach(() => {
  useLanguage('en');
  nothingMoves();
});

describe('the stamp card', () => {
  it('says its balance in large figures and to screen readers', () => {
    render(StampCard, { balance: 7, maxStamps: 10, reckoned: false });
    expect(screen.getByTestId('stamp-count').textContent).toBe('7/10');
    expect(screen.getByRole('region', { name: 'Stamp card: 7 of 10 stamps' })).toBeTruthy();
    expect(screen.getByText('3 stamps to go')).toBeTruthy();
  });

  it('speaks Turkish', () => {
    useLanguage('tr');
    render(StampCard, { balance: 7, maxStamps: 10, reckoned: false });
    expect(screen.getByRole('heading', { name: 'Sadakat kartı' })).toBeTruthy();
    expect(screen.getByText('3 damga kaldı')).toBeTruthy();
  });

  it('says unknown where nothing is known, never zero', () => {
    render(StampCard, { balance: null, maxStamps: 10, reckoned: false });
    expect(screen.getByTestId('stamp-count').textContent).toBe('Stamps unknown');
    expect(screen.getByTestId('stamp-card').textContent).not.toContain('0');
  });

  it('marks a balance that this PC reckoned itself and explains it', () => {
    render(StampCard, { balance: 0, maxStamps: 10, reckoned: true });
    expect(screen.getByTestId('stamp-count').textContent).toBe('~0/10');
    expect(screen.getByText(/Reckoned by this PC/)).toBeTruthy();
  });

  it('shows the bare number when nobody said how large the card is', () => {
    render(StampCard, { balance: 4, maxStamps: null, reckoned: false });
    expect(screen.getByTestId('stamp-count').textContent).toBe('4');
  });

  it('is seen full when it fills, and is the next card as soon as that has a stamp', async () => {
    const { rerender } = render(StampCard, { balance: 9, maxStamps: 10, reckoned: false });
    const fill = { seq: 7, at: '2026-04-19T14:30:00Z', coupon: null };
    await rerender({ balance: 0, fill });
    expect(screen.getByTestId('stamp-count').textContent).toBe('10/10');
    await rerender({ balance: 1, fill: null });
    expect(screen.getByTestId('stamp-count').textContent).toBe('1/10');
    expect(screen.getByText('9 stamps to go')).toBeTruthy();
  });

  it('draws a bar instead of thirty slots', () => {
    const { container } = render(StampCard, { balance: 15, maxStamps: 30, reckoned: false });
    expect(screen.getByTestId('stamp-count').textContent).toBe('15/30');
    expect(container.querySelectorAll('svg text')).toHaveLength(0);
    expect(container.querySelector<HTMLElement>('[style*="width: 50%"]')).not.toBeNull();
  });
});
