/**
 * Xi'an, 27 to 28 December 2021: a whole testing round, squeezed. No overload: nothing may be refused at all.
 */
import { atMost } from '../bar.ts'
import { stretchOf } from '../read-load.ts'
import type { Scenario } from './scenario.ts'
import { classServed, displayHolds } from './usual-bars.ts'

/** 12,317,000 swabs in tubes of ten within 24 h. */
const recordTubesPerSecond = 12_317_000 / 10 / 86_400

export const referenceRound: Scenario = {
  name: 'reference-round',
  title: 'Xi’an, the reference round',
  happened: '12.317 million people were sampled within 24 hours at 5,077 sites; 11.348 million results were out within the same 24 hours.',
  here: 'The day’s shape of that round, at its height one intent in five of capacity a tube of ten (a tube costs several times what a refreshed pass costs), results coming in and looked up, gates and phones as usual. It is not an overload: everything must be served.',
  sources: [
    {
      figure: '12,317,000',
      meaning: 'people in 24 h',
      here: `in tubes of ten ${recordTubesPerSecond.toFixed(1)} batches a second on the mean`,
    },
    { figure: '1.07 M an hour', meaning: 'at the height (Harbin, 2022)', here: 'the height is twice the mean' },
    { figure: '92 %', meaning: 'of results within the same 24 h', here: 'laboratories upload from the first third on' },
    { figure: '11,669 desks', meaning: 'at 5,077 sites', here: 'desks of the city, each signing its own batches' },
  ],
  timeline: [
    { at: 0, clock: '27th 12:00', what: 'the round begins' },
    { at: 0.33, clock: '20:00', what: 'the evening’s height' },
    { at: 0.5, clock: '28th 00:00', what: 'laboratories are at work: results begin to come out' },
    { at: 0.85, clock: '08:00', what: 'people look for their results' },
    { at: 1, clock: '12:00', what: '12.317 M sampled, 11.348 M results out' },
  ],
  seconds: 30,
  demand: {
    sync: [
      [0, 0.04],
      [0.15, 0.14],
      [0.35, 0.2],
      [0.5, 0.1],
      [0.65, 0.04],
      [0.8, 0.12],
      [1, 0.06],
    ],
    passes: [
      [0, 0.1],
      [0.7, 0.1],
      [0.85, 0.3],
      [1, 0.2],
    ],
    history: [
      [0, 0.03],
      [0.7, 0.05],
      [0.85, 0.12],
      [1, 0.05],
    ],
    dashboard: [[0, 0.04]],
  },
  stretches: {},
  bars: (played) => {
    const all = stretchOf(played.report, 'all')
    return [
      displayHolds(played),
      classServed(played, 'all', 'critical_plus', 'batches of samplers taken', 1),
      classServed(played, 'all', 'critical', 'passes and results', 0.999),
      classServed(played, 'all', 'sheddable_plus', 'history read', 0.999),
      atMost('wait of a desk, 99th percentile', all.classes.critical_plus.served.p99, 1_000, 'ms'),
      {
        what: 'sampling rate beside the record’s mean',
        bar: 'told',
        value: `${(all.classes.critical_plus.intents / played.seconds / recordTubesPerSecond).toFixed(1)}× ${recordTubesPerSecond.toFixed(1)} tubes/s`,
        holds: true,
      },
    ]
  },
}
