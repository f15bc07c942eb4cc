// The drawing program is fetched when a chart is first looked at: the counter never waits for it.

/** A PC without a language ("C") tells one that Intl does not know, and uPlot would not even start. */
function nameLanguage(): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
  }
}

export function loadPlot(): Promise<typeof import('./barPlot')> {
  nameLanguage();
  return import('./barPlot');
}
