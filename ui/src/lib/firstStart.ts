// The first start: five steps from nothing to the first live event, what each of them needs, and where it goes on.

import type { FirstStart, SecretInfo, Status } from './bindings';
import { changeSettings } from './desk.svelte';

export const STEPS = ['welcome', 'way', 'register', 'secret', 'test'] as const satisfies FirstStart[];
export type Step = (typeof STEPS)[number];

/** The step that is shown instead of the screens; null when it is over, or was put off. */
export function firstStartDue({ demo, settings, last_event_at }: Status): Step | null {
  const kept = settings.first_start ?? 'welcome';
  // A shop from before there was a first start is not bothered.
  if (demo || (kept === 'welcome' && last_event_at !== null)) return null;
  return STEPS.find((step) => step === kept) ?? null;
}

/** The first step that is not done yet. */
export function firstOpenStep(status: Status): Step {
  if (status.settings.way?.way === 'none' || !reachable(status)) return 'way';
  const { state } = status.listening;
  return state === 'no_secret' || state === 'secret_unreachable' ? 'secret' : 'test';
}

/** Goes on where something is missing, after it was put off. */
export function resumeFirstStart(status: Status): Promise<void> {
  return changeSettings({ first_start: firstOpenStep(status) });
}

/** What can be proven, each by what was seen and by nothing else. */
export function proofs(status: Status, { ownArrived, platformArrived }: Seen) {
  return [
    { proof: 'reachable', proven: reachable(status) },
    { proof: 'own_test', proven: ownArrived },
    { proof: 'platform', proven: platformArrived },
  ] as const;
}

export function reachable({ road }: Status): boolean {
  return road.verdict?.reach === 'reachable';
}

export type Seen = {
  /** A test that was sent from this window to the public address came back in. */
  ownArrived: boolean;
  /** Something arrived that is no test of ours. */
  platformArrived: boolean;
};

/** What the steps are judged by. */
export type Known = {
  status: Status;
  secrets: readonly SecretInfo[] | null;
  /** Something has arrived since the last step was opened. */
  arrived: boolean;
};

/** Whether a step has what the next one builds on. That an address is registered, only Loyalite knows. */
export function ready(step: Step, { status, secrets, arrived }: Known): boolean {
  switch (step) {
    case 'welcome':
      return true;
    case 'way':
      return reachable(status);
    case 'register':
      return status.road.endpoint !== null;
    case 'secret':
      return secrets?.some((secret) => secret.reachable) ?? false;
    case 'test':
      return arrived;
  }
}
