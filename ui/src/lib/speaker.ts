// Plays the tones by the window's own synthesizer. Where there is none, or it may not sound yet, it is silent.

import { TONES, type Tone } from './tones';
import type { Sound } from './soundRules';

const ATTACK = 0.006;
const SILENCE = 0.0001;

let context: AudioContext | null = null;

/** At a volume from 0 to 100. */
export function play(sound: Sound, volume: number): void {
  try {
    const out = awake();
    if (!out) return;
    const master = new GainNode(out, { gain: (volume / 100) ** 2 });
    master.connect(out.destination);
    for (const tone of TONES[sound]) strike(out, master, tone);
  } catch {
    // A counter without sound is still a counter.
  }
}

/** A window may only sound after it was touched: then is the time to ask. */
export function wake(): void {
  try {
    awake();
  } catch {
    // As above.
  }
}

/** Null while it may not sound: what was missed is not made up for later. */
function awake(): AudioContext | null {
  if (!('AudioContext' in window)) return null;
  context ??= new AudioContext();
  if (context.state === 'running') return context;
  void context.resume().catch(() => {});
  return null;
}

function strike(out: AudioContext, master: GainNode, { wave, at, lasts, from, to, peak }: Tone): void {
  const start = out.currentTime + 0.01 + at;
  const end = start + lasts;
  const loudness = new GainNode(out, { gain: SILENCE });
  loudness.gain.setValueAtTime(SILENCE, start);
  loudness.gain.exponentialRampToValueAtTime(peak, start + ATTACK);
  loudness.gain.exponentialRampToValueAtTime(SILENCE, end);
  loudness.connect(master);
  if (wave === 'felt') knock(out, loudness, { start, end, from });
  else hum(out, loudness, { wave, start, end, from, to });
}

type Span = { start: number; end: number; from: number };

function hum(out: AudioContext, into: AudioNode, tone: Span & { wave: OscillatorType; to: number }): void {
  const voice = new OscillatorNode(out, { type: tone.wave, frequency: tone.from });
  voice.frequency.setValueAtTime(tone.from, tone.start);
  voice.frequency.exponentialRampToValueAtTime(tone.to, tone.end);
  voice.connect(into);
  voice.start(tone.start);
  voice.stop(tone.end);
}

/** Noise through a cloth. */
function knock(out: AudioContext, into: AudioNode, { start, end, from }: Span): void {
  const length = Math.ceil((end - start) * out.sampleRate);
  const buffer = new AudioBuffer({ length, sampleRate: out.sampleRate });
  const samples = buffer.getChannelData(0);
  for (let place = 0; place < length; place += 1) samples[place] = Math.random() * 2 - 1;
  const voice = new AudioBufferSourceNode(out, { buffer });
  const cloth = new BiquadFilterNode(out, { type: 'lowpass', frequency: from });
  voice.connect(cloth).connect(into);
  voice.start(start);
}
