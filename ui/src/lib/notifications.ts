// What the desktop announces: the owner's choices, and times of day as they are written.

import type { Notifications, QuietHours, Settings } from './bindings';

const USUAL: Required<Notifications> = { on: true, coupons: true, trouble: true, quiet: null };

/** The hours that are offered when quiet hours are switched on. */
export const USUAL_QUIET: QuietHours = { from: '22:00', to: '07:00' };

export function notificationsOf({ notifications }: Settings): Required<Notifications> {
  return { ...USUAL, ...notifications };
}

/** `HH:MM` out of what somebody wrote: 9, 9:30, 09.30 or 930. Undefined where that is no time. */
export function clockTime(written: string): string | undefined {
  const parts = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(written.trim());
  const [hours, minutes] = [Number(parts?.[1]), Number(parts?.[2] ?? 0)];
  if (!parts || hours > 23 || minutes > 59) return undefined;
  return [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
}
