// What the manual puts into frames (bold in Markdown) are words of the window, of its strip and display, or of the tray and
// notifications. So none of them can be described otherwise than it is.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONNECTION_SIGNS } from '../lib/connection';
import { translator } from '../lib/i18n.svelte';
import { en } from './en';
import { side as sideEn } from './side.en';
import { side as sideTr } from './side.tr';
import { tr } from './tr';

const MANUAL = join(import.meta.dirname, '../../../docs/user');
/** Rust says these: each text in Turkish, then in English. */
const SAID_BY_RUST = join(import.meta.dirname, '../../../src-tauri/app/src');

function texts(catalogue: object): string[] {
  return Object.values(catalogue).flatMap((one: unknown) =>
    typeof one === 'string' ? one : texts(one as object),
  );
}

function wordsOfRust(): string[] {
  const files = readdirSync(SAID_BY_RUST, { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => /(^|[\\/])words\.rs$/.test(file))
    .map((file) => join(SAID_BY_RUST, file));
  return sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/"([^"]+)"/g)].map(([, text]) => text ?? ''),
  );
}

/** What is put in when a text is said: "{{count, number}}". */
const PLACE = /\{\{[^}]*\}\}/g;

/** A text with its places left open: "{{count, number}} new" is "3 new" too. */
function pattern(text: string): RegExp {
  const literal = text.split(PLACE).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.+')}$`);
}

const CATALOGUES = { en: [en, sideEn], tr: [tr, sideTr] };

describe.each(['en', 'tr'] as const)('the manual in %s', (language) => {
  // A text that is little but places would fit anything, and prove nothing.
  const telling = (text: string) => /\p{L}.*\p{L}/u.test(text.replace(PLACE, ''));
  const known = [...CATALOGUES[language].flatMap(texts), ...wordsOfRust()].filter(telling).map(pattern);
  const pages = readdirSync(join(MANUAL, language)).filter((name) => name.endsWith('.md'));

  it.each(pages)('%s quotes only what the window says', (page) => {
    const markdown = readFileSync(join(MANUAL, language, page), 'utf8').replace(/`[^`]*`/g, '');
    const quoted = [...markdown.matchAll(/\*\*(.+?)\*\*/gs)].map(([, words]) =>
      (words ?? '').replace(/\s+/g, ' '),
    );
    expect(quoted.filter((words) => !known.some((one) => one.test(words)))).toEqual([]);
    expect(quoted.length, 'a page without a word of the window helps nobody').toBeGreaterThan(3);
  });

  it('explains whatever the connection can say of itself', () => {
    const markdown = readFileSync(join(MANUAL, language, 'troubleshooting.md'), 'utf8');
    const words = Object.values(CONNECTION_SIGNS).map(({ word }) => translator(language)(word));
    expect(words.filter((word) => !markdown.includes(`**${word}**`))).toEqual([]);
  });

  it('has the four pages', () => {
    expect(pages.sort()).toEqual(['connect.md', 'daily-use.md', 'install.md', 'troubleshooting.md']);
  });
});
