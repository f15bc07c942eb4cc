// The English texts of the owner's PIN.

export const pin = {
  pin: {
    title: 'Owner’s PIN',
    label: 'PIN',
    what: 'This is for the owner. Enter the PIN to go on.',
    digits: 'Digits',
    erase: 'Erase the last digit',
    unlock: 'Unlock',
    lock: 'Lock',
    locked: 'locked',
    cancel: 'Cancel',
    wrong: 'That is not the PIN.',
    scanned: 'That was scanned. A PIN is typed by hand.',
    wait: 'Too many wrong PINs. The next one can be tried in {{time}}.',
    forgotten: 'Forgotten? The help (F1) tells the owner what to do.',
    is_set: 'set',
    not_set: 'not set',
    keeps:
      'With a PIN, staff have the counter, customers by their code, and coupons. Reports, lists of customers and points, export, forgetting, secrets and settings are yours alone.',
    set: 'Set a PIN',
    change: 'Change the PIN',
    remove: 'Remove the PIN',
    remove_what: 'Then everything is open to everybody at this PC again.',
    old: 'The present PIN',
    new: 'New PIN',
    again: 'Once more',
    shape: 'Four to eight digits.',
    shape_wrong: 'A PIN is four to eight digits, nothing else.',
    different: 'These two are not the same.',
    remember: 'Keep it in mind: nobody can read it back. After five wrong ones there is a wait.',
    show: 'Show the PIN',
    hide: 'Hide the PIN',
    keep: 'Keep it',
    now_set: 'The PIN is set.',
    now_gone: 'The PIN is gone.',
    idle: 'Locks by itself after this time without you',
    minutes_one: '{{count}} minute',
    minutes_other: '{{count}} minutes',
  },
} as const;

/** The same, for the table of what can go wrong. */
export const pinErrors = {
  locked: {
    title: 'This is for the owner.',
    remedy: 'Unlock with the owner’s PIN, then try again.',
  },
  wrong_pin: {
    title: 'That is not the PIN.',
    remedy: 'Try again; after five wrong ones there is a wait.',
  },
  pin_wait: {
    title: 'Too many wrong PINs.',
    remedy: 'Wait a little, then try again.',
  },
  pin: {
    title: 'The PIN could not be checked or kept.',
    remedy:
      'Check that the data folder can be read and written. If it stays so, the help (F1) tells the owner what to do.',
  },
} as const;
