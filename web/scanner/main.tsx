// Starts the scanner app. Must not hold any screen.
import '../shared/tokens.css'
import './scanner.css'
import './desk.css'
import './answer.css'
import { render } from 'preact'
import { applyPreferences } from '../shared/preferences.ts'
import { registerServiceWorker, reportBooted } from '../shared/shell/service-worker.ts'
import { App } from './app.tsx'
import { followAddress } from './device/route.ts'
import { keepSettings, settings } from './device/settings.ts'
import { keepGate } from './gate/gate.ts'

applyPreferences()
keepSettings()
followAddress()
keepGate()
const place = document.getElementById('app')!
place.replaceChildren()
render(<App />, place)
reportBooted()
// What a testing desk recorded is sent whichever screen it was left at.
if (settings.peek().enrolment?.purposes.includes('sampler')) void import('./sampler/desk/desk-opening.ts').then((desk) => desk.openDesk())
registerServiceWorker('/scanner/')
