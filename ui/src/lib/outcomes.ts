// The ways that what comes to the door can end, in the order in which an owner asks for them: always an icon, a word and
// an ink. Mere probes are nothing to tell.

import Archive from '@lucide/svelte/icons/archive';
import Ban from '@lucide/svelte/icons/ban';
import CircleCheckBig from '@lucide/svelte/icons/circle-check-big';
import FileQuestionMark from '@lucide/svelte/icons/file-question-mark';
import Files from '@lucide/svelte/icons/files';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Maximize2 from '@lucide/svelte/icons/maximize-2';
import Repeat2 from '@lucide/svelte/icons/repeat-2';
import ShieldX from '@lucide/svelte/icons/shield-x';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { Outcome } from './bindings';

export type ToldOutcome = Exclude<Outcome, 'probed'>;

export const OUTCOME_ICONS: Record<ToldOutcome, typeof Archive> = {
  stored: CircleCheckBig,
  repeat: Repeat2,
  conflict: Files,
  set_aside: Archive,
  bad_signature: ShieldX,
  malformed: FileQuestionMark,
  too_large: Maximize2,
  too_slow: Hourglass,
  refused: Ban,
  failed: TriangleAlert,
};

export const TOLD_OUTCOMES = Object.keys(OUTCOME_ICONS) as ToldOutcome[];

/** Red for our own faults only; a signature that does not fit is amber while it points at a secret of ours. */
export function outcomeInk(outcome: ToldOutcome, suspected: boolean): string {
  if (outcome === 'stored') return 'text-earned';
  if (outcome === 'failed') return 'text-fault';
  return outcome === 'bad_signature' && suspected ? 'text-reward' : 'text-ink';
}
