/**
 * The SMS gateway fails. Only who registers at that moment may notice.
 */

import type { Scenario } from './scenario.ts'
import { classServed, displayHolds } from './usual-bars.ts'

export const smsDead: Scenario = {
  name: 'sms-dead',
  title: 'No SMS leaves the house',
  happened:
    'Hangzhou and Beijing, May 2020: the SMS gateway failed, and since every look at the code began with an SMS, nobody could log in.',
  here: 'The gateway takes nothing for half of the storm. Whoever is registered shows, refreshes and reads on; who registers is answered, and the code follows later.',
  sources: [
    { figure: 'nobody', meaning: 'could log in', here: 'nobody has to: sessions of devices are long' },
    { figure: '30 a minute', meaning: 'registrations that one address may begin', here: 'all come from one address, so 0.3 a second' },
  ],
  timeline: [
    { at: 0.25, clock: 'May 2020', what: 'the gateway is down: nobody can log in' },
    { at: 0.75, clock: 'hours later', what: 'it is back' },
  ],
  seconds: 25,
  demand: { sync: [[0, 0.1]], passes: [[0, 0.4]], history: [[0, 0.15]], dashboard: [[0, 0.05]] },
  perSecond: { registration: 0.3 },
  deeds: [
    { at: 0.25, act: 'sms-dies', what: 'the gateway takes nothing' },
    { at: 0.75, act: 'sms-lives', what: 'the gateway takes messages again' },
  ],
  stretches: { dead: [0.27, 0.74] },
  bars: (played) => [
    displayHolds(played),
    classServed(played, 'dead', 'critical_plus', 'batches of samplers taken without SMS', 0.999),
    classServed(played, 'dead', 'critical', 'passes refreshed without SMS', 0.999),
    classServed(played, 'dead', 'sheddable_plus', 'history read and registrations begun without SMS', 0.99),
  ],
}
