// The likely cause of a run of signatures that do not fit: in a line for every screen, and at length with what to do.

import type { Suspicion } from './bindings';
import type { Translate } from './i18n.svelte';

export function likelyCause(suspicion: Suspicion, t: Translate): string {
  const label = 'label' in suspicion ? suspicion.label : '';
  return t(`suspicion.likely.${suspicion.kind}`, { label });
}

export function suspicionWords(suspicion: Suspicion, t: Translate): string {
  switch (suspicion.kind) {
    case 'new_secret_never_fitted':
      return t('suspicion.newSecretNeverFitted', { label: suspicion.label });
    case 'old_secret_removed':
      return t('suspicion.oldSecretRemoved');
    case 'rotated_elsewhere':
      return t('suspicion.rotatedElsewhere');
  }
}
