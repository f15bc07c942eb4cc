// A plot of bars over time: one kind of figure above the line, and perhaps another below it. Loaded only when it is looked at.

import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export type Plotted = {
  /** What a bar is called on the axis. */
  names: string[];
  /** Above the line, and below it: both as sizes. */
  up: number[];
  down?: number[];
  /** The inks of both, by their names in the style sheet. */
  inks: [up: string, down?: string];
  figure: (value: number) => string;
};

const TEXT = 16;
const DAYS = [1, 2, 3, 5, 7, 10, 14, 15, 30];
const ROUND = [1, 2, 5].flatMap((leap) => [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7].map((size) => leap * size));
ROUND.sort((a, b) => a - b);

/** Draws into `box` and tells which bar the pointer is on. Its colours are read anew whenever it is drawn. */
export function plotBars(
  box: HTMLElement,
  { names, up, down, inks, figure }: Plotted,
  pointed: (place: number | null) => void,
): uPlot {
  const style = getComputedStyle(box);
  const ink = (name: string) => () => style.getPropertyValue(name);
  const bars = uPlot.paths.bars?.({ size: [0.72, 44], radius: [0.25, 0] });
  const series = (name: string) => ({
    fill: ink(name),
    width: 0,
    paths: bars,
    fillTo: 0,
    points: { show: false },
  });
  const highest = Math.max(1, ...up);
  const lowest = Math.max(0, ...(down ?? []));
  const axis = { font: `${TEXT}px ${style.fontFamily}`, stroke: ink('--ink-soft'), ticks: { show: false } };
  const options: uPlot.Options = {
    width: box.clientWidth,
    height: box.clientHeight,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    hooks: { setLegend: [(plot) => pointed(plot.cursor.idx ?? null)] },
    scales: {
      x: { time: false, range: () => [-0.6, up.length - 0.4] },
      y: { range: () => [-lowest * 1.05, highest * 1.05] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        incrs: DAYS,
        space: 72,
        size: 38,
        values: (_, places) => places.map((place) => names[place] ?? ''),
      },
      {
        ...axis,
        grid: { stroke: ink('--line'), width: 1 },
        incrs: ROUND,
        space: (_plot, _axis, _min, _max, room) => Math.max(26, room / 7),
        size: (_, values) => Math.max(0, ...(values ?? []).map((value) => value.length)) * 9.5 + 14,
        values: (_, figures) => figures.map((value) => figure(Math.abs(value))),
      },
    ],
    series: [{}, series(inks[0]), ...(down ? [series(inks[1] ?? inks[0])] : [])],
  };
  const below = down?.map((size) => -size);
  const data: uPlot.AlignedData = [names.map((_, place) => place), up, ...(below ? [below] : [])];
  return new uPlot(options, data, box);
}
