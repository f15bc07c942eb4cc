// Yardıma götüren Türkçe metinler; yardımın kendisi docs/user altındadır.

import type { Texts } from './en';
import type { help as english } from './help.en';

export const help: Texts<typeof english> = {
  help: {
    open: 'Yardım',
    words: 'kılavuz sorun nasıl destek',
  },
};
