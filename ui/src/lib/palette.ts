// What the palette offers: every screen, a customer by the code that is typed, and the choices one changes in passing.

import Cable from '@lucide/svelte/icons/cable';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Languages from '@lucide/svelte/icons/languages';
import Search from '@lucide/svelte/icons/search';
import SunMoon from '@lucide/svelte/icons/sun-moon';
import Volume2 from '@lucide/svelte/icons/volume-2';
import VolumeX from '@lucide/svelte/icons/volume-x';
import type { Status } from './bindings';
import { changeSettings } from './desk.svelte';
import { resumeFirstStart } from './firstStart';
import { finds } from './fold';
import { openHelp } from './help';
import type { Translate } from './i18n.svelte';
import { overlay } from './overlay.svelte';
import { PLACES, type Place } from './places';
import { openCode } from './openCode';
import { route } from './route.svelte';
import { changeSounds, soundsOf } from './sounds.svelte';

export type Command = {
  id: string;
  name: string;
  icon: Place['icon'];
  /** Other words that it is found by. */
  words: string;
  run: () => void;
};

/** What fits the words that were typed, best places first. */
export function commandsFor(typed: string, status: Status | null, t: Translate): Command[] {
  const code = codeIn(typed);
  if (code !== null) return [openCustomer(code, t)];
  const all = [...screens(t), ...(status ? choices(status, t) : []), help(t), keys(t)];
  return all.filter(({ name, words }) => finds(`${name} ${words}`, typed));
}

/** Six digits, as they are read out: "482 193", "482-193". */
export function codeIn(typed: string): string | null {
  const digits = typed.replace(/[\s\-·.]/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}

function openCustomer(code: string, t: Translate): Command {
  const name = t('palette.open_customer', { code });
  return { id: 'customer', name, words: '', icon: Search, run: () => openCode(code) };
}

function screens(t: Translate): Command[] {
  return PLACES.map(({ screen, icon }) => ({
    id: `go-${screen}`,
    name: t('palette.go', { screen: t(`nav.${screen}`) }),
    words: t('palette.words.go'),
    icon,
    run: () => route.go(screen),
  }));
}

function choices(status: Status, t: Translate): Command[] {
  const { muted } = soundsOf(status);
  return [
    ...setUp(status, t),
    {
      id: 'mute',
      name: t(muted ? 'palette.unmute' : 'palette.mute'),
      words: t('palette.words.sound'),
      icon: muted ? Volume2 : VolumeX,
      run: () => void changeSounds({ muted: !muted }),
    },
    ...(['light', 'dark', null] as const).map((theme) => ({
      id: `theme-${theme ?? 'system'}`,
      name: t('palette.theme', { choice: t(`controls.${theme ?? 'system'}`) }),
      words: t('palette.words.theme'),
      icon: SunMoon,
      run: () => void changeSettings({ theme }),
    })),
    ...(['tr', 'en'] as const).map((language) => ({
      id: `language-${language}`,
      name: t('palette.language', { choice: t(`controls.${language === 'tr' ? 'turkish' : 'english'}`) }),
      words: t(`palette.words.${language}`),
      icon: Languages,
      run: () => void changeSettings({ language }),
    })),
  ];
}

function setUp(status: Status, t: Translate): Command[] {
  if (status.settings.first_start === 'done' || status.demo) return [];
  const name = t('connection.continue_set_up');
  const run = () => void resumeFirstStart(status);
  return [{ id: 'set-up', name, words: t('palette.words.set_up'), icon: Cable, run }];
}

function help(t: Translate): Command {
  return {
    id: 'help',
    name: t('help.open'),
    words: t('help.words'),
    icon: CircleQuestionMark,
    run: openHelp,
  };
}

function keys(t: Translate): Command {
  const run = () => overlay.show('keys');
  return { id: 'keys', name: t('palette.keys'), words: t('palette.words.keys'), icon: Keyboard, run };
}
