import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Status } from '../../lib/bindings';
import { desk, refreshStatus } from '../../lib/desk.svelte';
import { STATUS, answering, type Answers, type Asked } from '../../testing/desk';
import { ENDPOINT, REACHED, onTheRoad } from '../../testing/road';
import Road from './Road.svelte';

let answers: Answers;
let asked: Asked[];

beforeEach(() => ({ answers, asked } = answering()));

afterEach(() => {
  cleanup();
  clearMocks();
  desk.forgetFault();
});

async function open(status: Status): Promise<void> {
  answers.status = () => status;
  await refreshStatus();
  render(Road, { status });
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const times = (command: string) => asked.filter((one) => one.command === command).length;

it('offers to choose a way where none is chosen, and explains what a tunnel is', async () => {
  await open(STATUS);
  expect(screen.getByText(/A tunnel is the program that brings them/)).toBeTruthy();
  await userEvent.click(button('Choose a way'));
  expect(screen.getByTestId('way-ngrok')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  expect(button('Choose a way'), 'or not').toBeTruthy();
});

it('names the way and the address that is registered at Loyalite, to be copied', async () => {
  await open(onTheRoad(REACHED));
  const copy = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  expect(screen.getByTestId('way').textContent).toMatch(/ngrok\s*shop\.example\.com/);
  expect(screen.getByTestId('endpoint').textContent).toBe(ENDPOINT);
  await userEvent.click(button('Copy'));
  expect(copy).toHaveBeenCalledWith(ENDPOINT);
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
});

it('is checked when asked to, and not twice at once', async () => {
  const asked_at = new Date(Date.now() - 130_000).toISOString();
  await open(onTheRoad({ ...REACHED, asked_at }));
  expect(screen.getByText('checked 2 minutes ago')).toBeTruthy();
  await userEvent.click(button('Check now'));
  expect(times('ask_outside')).toBe(1);
  cleanup();
  render(Road, { status: onTheRoad({ ...REACHED, asking: true }) });
  expect(button('Checking…').disabled).toBe(true);
});

it('says so when the question cannot be asked', async () => {
  answers.ask_outside = () => {
    throw { code: 'storage', message: 'no answer' };
  };
  await open(onTheRoad(REACHED));
  await userEvent.click(button('Check now'));
  await waitFor(() => expect(desk.fault?.message).toBe('no answer'));
});

it('is changed in place, and the form goes once the new way holds', async () => {
  answers.choose_way = () => onTheRoad({}, { way: 'tailscale' });
  await open(onTheRoad(REACHED));
  await userEvent.click(button('Change'));
  await userEvent.click(screen.getByTestId('way-tailscale'));
  await userEvent.click(button('Use this way'));
  await waitFor(() => expect(screen.queryByTestId('save-way')).toBeNull());
  expect(desk.status?.settings.way).toEqual({ way: 'tailscale' });
});

it('asks for the last words of the tunnel program only for whoever looks', async () => {
  answers.tunnel_output = () => ['started tunnel', 'session closed'];
  await open(onTheRoad());
  expect(times('tunnel_output')).toBe(0);
  const details = screen.getByTestId<HTMLDetailsElement>('tunnel-output');
  details.open = true;
  details.dispatchEvent(new Event('toggle'));
  expect((await screen.findByText(/session closed/)).textContent).toBe('started tunnel\nsession closed');
});

it('has no tunnel program to quote for an address of the owner’s own', async () => {
  await open(onTheRoad(REACHED, { way: 'own', url: 'https://shop.example.com' }));
  expect(screen.queryByTestId('tunnel-output')).toBeNull();
  expect(button('Check now')).toBeTruthy();
});
