import { describe, expect, it } from 'vitest';
import { en } from '../messages/en';
import { tr } from '../messages/tr';
import { translator } from './i18n.svelte';

/** Every text of a catalogue by its path. */
function texts(catalogue: object, path = ''): [path: string, text: string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : texts(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort();

describe('the catalogues', () => {
  it('say the same things: every text fills in the same values in both languages', () => {
    const turkish = new Map(texts(tr));
    for (const [path, text] of texts(en)) {
      expect(placeholders(turkish.get(path) ?? ''), path).toEqual(placeholders(text));
    }
  });

  it('leave no text empty', () => {
    for (const [path, text] of [...texts(tr), ...texts(en)]) expect(text.trim(), path).not.toBe('');
  });

  it('never speak of webhooks, but where the menu of the platform does', () => {
    const menu = 'Integrations > Webhooks';
    for (const [path, text] of [...texts(tr), ...texts(en)])
      expect(text.replace(menu, ''), path).not.toMatch(/webhook/i);
  });
});

describe('plurals and figures', () => {
  it('follow each language', () => {
    expect(translator('en')('event.stamps_earned', { count: 1 })).toBe('Earned 1 stamp');
    expect(translator('en')('event.stamps_earned', { count: 1250 })).toBe('Earned 1,250 stamps');
    expect(translator('tr')('event.stamps_earned', { count: 1250 })).toBe('1.250 damga kazandı');
  });
});
