import { describe, expect, it } from 'vitest';
import { finds, fold } from './fold';

describe('folding', () => {
  it('takes every i for the same, dotted or not, great or small', () => {
    expect(new Set(['IŞIL', 'ışıl', 'İŞİL', 'işil', 'isil'].map(fold))).toEqual(new Set(['isil']));
  });

  it('takes the marks off, composed or not', () => {
    expect(fold('ŞĞÜÖÇ şğüöç')).toBe('sguoc sguoc');
    expect(fold('Ayşe'.normalize('NFD'))).toBe('ayse');
    expect(fold('Hikâye')).toBe('hikaye');
  });

  it('leaves digits and what else is no letter', () => {
    expect(fold('482-193 ₺')).toBe('482-193 ₺');
  });
});

describe('finding', () => {
  it('folds what is searched and where it is searched', () => {
    expect(finds('Müşteriler', 'MUSTERI')).toBe(true);
    expect(finds('BAGLANTI', 'bağlantı')).toBe(true);
    expect(finds('Kuponlar', 'puan')).toBe(false);
  });

  it('wants every word, in any order', () => {
    expect(finds('Görünüm: Koyu', 'koyu gor')).toBe(true);
    expect(finds('Görünüm: Koyu', 'koyu dil')).toBe(false);
  });

  it('finds everything while nothing is searched for', () => {
    expect(finds('Kasa', ' ')).toBe(true);
  });
});
