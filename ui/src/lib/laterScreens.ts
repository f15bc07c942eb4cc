// The screens whose script is read when they are first opened.

export const closedDays = () => import('../screens/DayClose.svelte');
export const connection = () => import('../screens/Connection.svelte');
export const firstSteps = () => import('../screens/FirstStart.svelte');
export const reports = () => import('../screens/Reports.svelte');
export const settings = () => import('../screens/Settings.svelte');
