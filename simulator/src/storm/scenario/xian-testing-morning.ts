/**
 * Xi'an, Tuesday 4 January 2022: samplers and the code on one morning, after the bandwidth had been raised three times.
 */

import type { Scenario } from './scenario.ts'
import { classServed, clientsArePatient, displayHolds } from './usual-bars.ts'

export const xianTestingMorning: Scenario = {
  name: 'xian-testing-morning',
  title: 'Xi’an, a testing morning',
  happened:
    'Bandwidth had been raised three times, to 700 Gbit/s. On a testing morning between 08:00 and 09:00 the code fell again; samplers could not scan codes, and testing stopped.',
  here: 'Sampling triples to 0.3 of capacity while ten times the usual number of people refresh their codes. No desk may notice.',
  sources: [
    { figure: '11,669 desks', meaning: 'of a round', here: 'every batch is one tube of ten, signed by its desk' },
    { figure: '08:00–09:00', meaning: 'sampling and code together', here: 'both rise at the same moment' },
    { figure: '700 Gbit/s', meaning: 'did not help', here: 'the line is never what runs short here: the database is' },
  ],
  timeline: [
    { at: 0, clock: '07:00', what: 'sites open' },
    { at: 0.2, clock: '08:00', what: 'everybody opens the code in the queue' },
    { at: 0.35, clock: '08:20', what: 'samplers cannot scan; testing stops' },
    { at: 0.8, clock: '09:00', what: 'codes return; phones must uninstall, clear caches and reinstall' },
  ],
  seconds: 30,
  demand: {
    sync: [
      [0, 0.1],
      [0.2, 0.1],
      [0.26, 0.3],
      [0.8, 0.3],
      [0.86, 0.1],
    ],
    passes: [
      [0, 0.35],
      [0.2, 0.35],
      [0.26, 3.5],
      [0.8, 3.5],
      [0.82, 0.35],
    ],
    history: [
      [0, 0.1],
      [0.2, 0.1],
      [0.26, 1],
      [0.8, 1],
      [0.82, 0.1],
    ],
    dashboard: [[0, 0.06]],
  },
  stretches: { before: [0.02, 0.19], storm: [0.26, 0.8], after: [0.88, 0.98] },
  triggerEnds: 0.82,
  bars: (played) => [
    displayHolds(played),
    classServed(played, 'storm', 'critical_plus', 'batches of samplers taken, during the storm', 0.999),
    clientsArePatient(played),
    classServed(played, 'after', 'critical', 'passes refreshed, after the storm', 0.99),
  ],
}
