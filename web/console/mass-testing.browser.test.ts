// Goal: a day of mass testing can be led from the console on the real server: planned, watched, settled, and everybody's work done with plain words.
// Method: one real server, a real Chromium, one journey for each feature in the order of the day; desks and phones speak to the server as the apps do.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { launchChromium } from '../testing/chromium.ts'
import { boxesJourney } from './boxes/boxes.journey.ts'
import { complaintsJourney } from './complaints/complaints.journey.ts'
import { conflictsJourney } from './conflicts/conflicts.journey.ts'
import { fleetJourney } from './fleet/fleet.journey.ts'
import { recallsJourney } from './recalls/recalls.journey.ts'
import { reconciliationJourney } from './reconciliation/reconciliation.journey.ts'
import { anomaliesJourney } from './results/anomalies.journey.ts'
import { roundsJourney } from './rounds/rounds.journey.ts'
import { templatesJourney } from './templates/templates.journey.ts'
import { ensureConsoleBuilt } from './testing/built-console.ts'
import type { City } from './testing/desk.ts'
import { type RealServer, startRealServer } from './testing/real-server.ts'

let server: RealServer
let browser: Browser
const city = (): City => ({ server, browser })

beforeAll(async () => {
  ensureConsoleBuilt()
  ;[server, browser] = await Promise.all([startRealServer(), launchChromium()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe('rounds', () => roundsJourney(city))
describe('devices', () => fleetJourney(city))
describe('reconciliation', () => reconciliationJourney(city))
describe('conflicts', () => conflictsJourney(city))
describe('boxes', () => boxesJourney(city))
describe('templates', () => templatesJourney(city))
describe('unusual batches', () => anomaliesJourney(city))
describe('recalls', () => recallsJourney(city))
describe('complaints', () => complaintsJourney(city))
