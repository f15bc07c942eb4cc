// The main window's code field.

import { CodeKeys } from './codeKeys.svelte';
import { openCode } from './openCode';
import { route } from './route.svelte';

export const codeField = new CodeKeys(openCode, () => route.back());
