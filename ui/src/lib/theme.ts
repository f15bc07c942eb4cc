// Light or dark paper: the owner's choice, else the system's, and it follows the system while nothing is chosen.

import type { Theme as Chosen } from './bindings';

/** Null follows the system. */
export type Theme = Chosen | null;

const system = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme = null;

system.addEventListener('change', apply);
apply();

export function useTheme(theme: Theme): void {
  chosen = theme;
  apply();
}

function apply(): void {
  document.documentElement.dataset.theme = chosen ?? (system.matches ? 'dark' : 'light');
}
