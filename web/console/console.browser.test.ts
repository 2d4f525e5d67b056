// Goal: staff can do their work at the console on the real server, from the first sign-in on, and never read or leave what they must not.
// Method: one real server with an empty demo city, a real Chromium, one journey for each feature; what has to exist outside the console
// (residents, samples) is made by the same calls that phones and samplers make.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { launchChromium } from '../testing/chromium.ts'
import { accountsJourney } from './accounts/accounts.journey.ts'
import { auditJourney } from './audit/audit.journey.ts'
import { busyJourney, refusedJourney } from './load/busy.journey.ts'
import { loadJourney } from './load/load.journey.ts'
import { lookupJourney } from './lookup/lookup.journey.ts'
import { placesJourney } from './places/places.journey.ts'
import { publisherJourney } from './publisher/publisher.journey.ts'
import { resultsJourney } from './results/results.journey.ts'
import { ruleSetsJourney } from './rule-sets/rule-sets.journey.ts'
import { scannersJourney } from './scanners/scanners.journey.ts'
import { endedSessionJourney } from './sign-in/ended-session.journey.ts'
import { signInJourney } from './sign-in/sign-in.journey.ts'
import { systemJourney } from './system/system.journey.ts'
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

describe('sign-in', () => signInJourney(city))
describe('a session that ends', () => endedSessionJourney(city))
describe('places', () => placesJourney(city))
describe('look-up', () => lookupJourney(city))
describe('results', () => resultsJourney(city))
describe('rule sets', () => ruleSetsJourney(city))
describe('publisher', () => publisherJourney(city))
describe('system', () => systemJourney(city))
describe('load', () => loadJourney(city))
describe('a busy server', () => busyJourney(city))
describe('pages of a busy server', () => refusedJourney(city))
describe('accounts', () => accountsJourney(city))
describe('scanners', () => scannersJourney(city))
describe('audit', () => auditJourney(city))
