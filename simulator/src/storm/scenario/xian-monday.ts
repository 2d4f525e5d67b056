/**
 * Xi'an, Monday 20 December 2021: a rule announced on Sunday night brings everybody to the code within a minute.
 */

import type { Scenario } from './scenario.ts'
import { classServed, clientsArePatient, displayHolds, goodputHolds } from './usual-bars.ts'

export const xianMonday: Scenario = {
  name: 'xian-monday',
  title: 'Xi’an, the first Monday',
  happened:
    'On Sunday night it was announced that from the next day workplaces and public places ask for a test of the last 48 hours. On Monday at 07:40 over ten times the former peak arrived; display and results were one system and fell together, relapsing into the next day.',
  here: 'Two thirds of capacity as on any morning; within a fourteenth of the storm ten times as much of codes and results, held; then everybody who was turned away comes once more. Samplers work on.',
  sources: [
    { figure: 'over 10×', meaning: 'the former peak, at 07:40', here: 'passes and history rise to ten times the base' },
    { figure: '60 s', meaning: 'from announced to everybody there', here: 'the rise takes a fourteenth of the storm' },
    { figure: '46.95 M', meaning: 'registered users', here: 'every intent is another person’s: nobody’s phone has learnt yet to wait' },
    {
      figure: '33,000/s (est.)',
      meaning: 'requests for a page of 500 kB',
      here: 'a refresh is one signed request of 1 kB; the page is on the phone',
    },
  ],
  timeline: [
    { at: 0, clock: 'Sun 22:00', what: 'the rule is announced for the next morning' },
    { at: 0.17, clock: 'Mon 07:40', what: 'over ten times the former peak; the code does not open' },
    { at: 0.4, clock: 'Mon 08:30', what: 'staff photograph ID cards; people are asked “not to open the code unless necessary”' },
    { at: 0.7, clock: 'Mon 10:00', what: 'everybody who was turned away tries again' },
    { at: 0.88, clock: 'Tue 21st', what: 'relapses' },
  ],
  seconds: 50,
  demand: {
    sync: [[0, 0.1]],
    passes: [
      [0, 0.35],
      [0.17, 0.35],
      [0.24, 3.5],
      [0.7, 3.5],
      [0.72, 5],
      [0.78, 5],
      [0.8, 0.35],
    ],
    history: [
      [0, 0.15],
      [0.17, 0.15],
      [0.24, 1.5],
      [0.7, 1.5],
      [0.72, 3],
      [0.78, 3],
      [0.8, 0.15],
    ],
    dashboard: [[0, 0.06]],
  },
  stretches: { before: [0.02, 0.16], storm: [0.24, 0.78], after: [0.84, 0.98] },
  triggerEnds: 0.8,
  bars: (played) => [
    displayHolds(played),
    classServed(played, 'storm', 'critical_plus', 'batches of samplers taken, during the storm', 0.999),
    goodputHolds(played, 'storm', 0.9),
    clientsArePatient(played),
    classServed(played, 'after', 'critical', 'passes refreshed, after the storm', 0.99),
  ],
}
