// The desk behind the window: its status, its settings and the shop being looked at.

import { commands, faultOf, type Fault } from './api';
import { events, type Pin, type Settings, type Status, type Way } from './bindings';
import type { Language } from './format';
import { useLanguage } from './i18n.svelte';
import { pinPrompt } from './pinPrompt.svelte';
import { useTheme } from './theme';

let status = $state.raw<Status | null>(null);
let fault = $state.raw<Fault | null>(null);
let organization = $state<string | null>(null);
/** How often the desk has told its status unasked. */
let told = 0;

const NO_PIN: Pin = { set: false, unlocked: false, wait_until: null };

export const desk = {
  get status(): Status | null {
    return status;
  },
  /** What went wrong with the last command of the shell itself. */
  get fault(): Fault | null {
    return fault;
  },
  /** The shop that the lists are narrowed to; null is all of them. */
  get organization(): string | null {
    return organization;
  },
  get currency(): string {
    return status?.settings.currency ?? 'TRY';
  },
  get pin(): Pin {
    return status?.pin ?? NO_PIN;
  },
  /** What is the owner's waits for the PIN. */
  get locked(): boolean {
    return desk.pin.set && !desk.pin.unlocked;
  },
  get manyOrganizations(): boolean {
    return (status?.organizations.length ?? 0) > 1;
  },
  chooseOrganization(chosen: string | null): void {
    organization = chosen;
  },
  /** Something failed that no screen of its own can show. */
  fail(thrown: unknown): void {
    fault = faultOf(thrown);
  },
  forgetFault(): void {
    fault = null;
  },
};

export async function startDesk(): Promise<void> {
  await events.statusChanged.listen(({ payload }) => {
    told += 1;
    receive(payload);
  });
  await refreshStatus();
}

export function refreshStatus(): Promise<void> {
  return ask(commands.status);
}

/** Settings hold at once; when they cannot be saved they hold until the window closes, and it says so. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  // Without a PIN it holds before anything else is done.
  if (desk.locked && !(await pinPrompt.ask())) return;
  if (!status) return;
  const settings = { ...status.settings, ...change };
  receive({ ...status, settings });
  await ask(() => commands.saveSettings(settings));
}

/** The address holds at once, or it throws and the one before stays. Null is the usual one. */
export async function saveAddress(address: string | null): Promise<void> {
  if (!status) return;
  const settings = { ...status.settings, address };
  receive(await newest(() => commands.saveSettings(settings)));
}

/** The way holds at once, or it throws and the one before stays. Without a token the kept one stays. */
export async function chooseWay(way: Way, token: string | null): Promise<void> {
  receive(await newest(() => commands.chooseWay(way, token)));
}

/** Unlocks what is the owner's, or throws. */
export async function unlock(pin: string): Promise<void> {
  receive(await newest(() => commands.unlock(pin)));
}

export function lock(): Promise<void> {
  return ask(commands.lock);
}

/** Keeps the PIN, or throws and the one before stays. Null is none. */
export async function setPin(old: string | null, wanted: string | null): Promise<void> {
  receive(await newest(() => commands.setPin(old, wanted)));
}

/** Whether to go on with what is the owner's: at once, or once the PIN was given. */
export async function ownerIsHere(): Promise<boolean> {
  return !desk.locked || pinPrompt.ask();
}

export function dismissNotice(): Promise<void> {
  return ask(commands.dismissNotice);
}

/** What failed has been read of. */
export function readCrashReports(): Promise<void> {
  return ask(commands.crashReportsRead);
}

/** Leaves safe mode. */
export function startNormally(): Promise<void> {
  return ask(commands.startNormally);
}

async function ask(command: () => Promise<Status>): Promise<void> {
  try {
    receive(await newest(command));
    fault = null;
  } catch (thrown) {
    fault = faultOf(thrown);
  }
}

/** An answer may be older than what was told while it was on its way: then the desk is asked once more. */
async function newest(command: () => Promise<Status>): Promise<Status> {
  let before = told;
  let answer = await command();
  while (told !== before) {
    before = told;
    answer = await commands.status();
  }
  return answer;
}

function receive(now: Status): void {
  status = now;
  useLanguage(languageOf(now.settings));
  useTheme(now.settings.theme ?? null);
  if (organization !== null && !now.organizations.includes(organization)) organization = null;
}

function languageOf({ language }: Settings): Language | null {
  return language === 'tr' || language === 'en' ? language : null;
}
