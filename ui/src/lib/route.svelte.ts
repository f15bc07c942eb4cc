// Which screen is open, and the way back.

export type Route =
  | { screen: 'counter' }
  | { screen: 'customers' }
  | { screen: 'coupons' }
  | { screen: 'points' }
  | { screen: 'reports' }
  | { screen: 'connection'; adding: boolean }
  | { screen: 'settings'; part: SettingsPart }
  | { screen: 'day_close'; seq: number | null }
  | { screen: 'look_up'; code: string }
  | { screen: 'customer'; organization: string; customerId: string };

/** What the settings are divided into. */
export type SettingsPart = 'general' | 'books' | 'data';

export type Home = 'counter' | 'customers' | 'coupons' | 'points' | 'reports' | 'connection' | 'settings';

let current = $state.raw<Route>({ screen: 'counter' });
/** Where "back" leads: the last screen of the rail. */
let home: Home = 'counter';

export const route = {
  get current(): Route {
    return current;
  },
  go(screen: Home): void {
    home = screen;
    current = homeRoute(screen);
  },
  /** The connection, ready to take a secret. */
  addSecret(): void {
    home = 'connection';
    current = { screen: 'connection', adding: true };
  },
  settings(part: SettingsPart): void {
    home = 'settings';
    current = { screen: 'settings', part };
  },
  /** The end of the day: a day that was closed, or the present one without a number. */
  dayClose(seq: number | null): void {
    home = 'reports';
    current = { screen: 'day_close', seq };
  },
  lookUp(code: string): void {
    current = { screen: 'look_up', code };
  },
  customer(organization: string, customerId: string): void {
    current = { screen: 'customer', organization, customerId };
  },
  back(): void {
    current = homeRoute(home);
  },
};

function homeRoute(screen: Home): Route {
  if (screen === 'connection') return { screen, adding: false };
  return screen === 'settings' ? { screen, part: 'general' } : { screen };
}
