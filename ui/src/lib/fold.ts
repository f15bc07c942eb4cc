/**
 * A text as it is searched: without its marks and its case, and with one i for I, ı, İ and i, so that "IŞIL", "ışıl"
 * and "isil" are the same.
 */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i');
}

/** Every word that is searched for is somewhere in the text. */
export function finds(text: string, searched: string): boolean {
  const folded = fold(text);
  return fold(searched)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}
