// Starts the scanner app. Must not hold any screen.
import '../shared/tokens.css'
import './scanner.css'
import './desk.css'
import './answer.css'
import { render } from 'preact'
import { sleep } from '../shared/clock.ts'
import { applyPreferences } from '../shared/preferences.ts'
import { registerServiceWorker, reportBooted } from '../shared/shell/service-worker.ts'
import { App } from './app.tsx'
import { followAddress } from './device/route.ts'
import { keepSettings, settings } from './device/settings.ts'
import { keepGate } from './gate/gate.ts'

/** A device that knows of no enrolment looks whether it had one, but not for long: the first page must not wait for a storage that hangs. */
const RESTORE_MS_MAX = 1_000

void start()

async function start(): Promise<void> {
  applyPreferences()
  followAddress()
  if (settings.peek().enrolment === null) await Promise.race([restore(), sleep(RESTORE_MS_MAX)])
  keepSettings()
  keepGate()
  const place = document.getElementById('app')!
  place.replaceChildren()
  render(<App />, place)
  reportBooted()
  registerServiceWorker('/scanner/')
  // What a testing desk recorded is sent whichever screen it was left at. When this fails, the desk's screen says what is missing.
  if (settings.peek().enrolment?.purposes.includes('sampler'))
    await import('./sampler/desk/desk-opening.ts').then((desk) => desk.openDesk())
}

async function restore(): Promise<void> {
  await import('./device/restore-settings.ts').then((found) => found.restoreSettings()).catch(() => {})
}
