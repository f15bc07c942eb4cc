// The English texts of what surrounds the window: starting with the computer, closing, ending, and sounds that pause.

export const tray = {
  tray: {
    start: 'Starting and closing',
    autostart: 'Start with the computer',
    autostart_hint: 'Hidden, beside the clock. Records are taken in from the first minute.',
    autostart_elsewhere:
      'This window is on a data folder that it was told for this run, so it does not start with the computer.',
    autostart_failed:
      'That could not be changed. Check that this user may change what starts with the computer.',
    autostart_question: 'Start Stampdesk with this computer?',
    autostart_why:
      'It then takes in records from opening time on, hidden beside the clock. You can change it under Settings.',
    autostart_yes: 'Yes, start it',
    autostart_no: 'No',
    closing:
      'Closing the window hides it, and records are still taken in. The symbol beside the clock brings it back, and so does starting Stampdesk again. Ctrl+Q ends it.',
    quit: 'End Stampdesk; closing the window only hides it',
    paused: 'Sounds are paused until {{time}}.',
    resume: 'Sounds on again',
  },
} as const;
