// The window's commands as the screens call them: whatever goes wrong arrives as a `Fault` with a code we have words for.

import { commands, type DeskError, type ErrorCode } from './bindings';

export type Fault = { code: ErrorCode | 'unexpected'; message: string };

const CODES: Record<ErrorCode, true> = {
  malformed_code: true,
  database_newer: true,
  database_damaged: true,
  database_busy: true,
  data_folder_unwritable: true,
  storage: true,
  unknown: true,
  settings: true,
  address: true,
  way: true,
  no_secret: true,
  words: true,
  backup: true,
  passphrase: true,
  locked: true,
  wrong_pin: true,
  pin_wait: true,
  pin: true,
};

export function faultOf(thrown: unknown): Fault {
  if (isDeskError(thrown)) return thrown;
  return { code: 'unexpected', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

function isDeskError(thrown: unknown): thrown is DeskError {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return false;
  return typeof thrown.code === 'string' && thrown.code in CODES;
}

export { commands };
