/** Starts the resident app. Must not hold any page. */
import '../shared/tokens.css'
import { render } from 'preact'
import { applyPreferences } from '../shared/preferences.ts'
import { registerServiceWorker, reportBooted } from '../shared/shell/service-worker.ts'

applyPreferences()
render(<p>…</p>, document.getElementById('app')!)
reportBooted()
registerServiceWorker('/resident/')
