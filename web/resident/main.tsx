/** Starts the resident app: what is stored is read first, the page is drawn from it, and only then are contacts planned. Must not hold any page. */
import '../shared/tokens.css'
import './app/frame.css'
import './ui/pages.css'
import './code/code.css'
import { render } from 'preact'
import { applyPreferences } from '../shared/preferences.ts'
import { registerServiceWorker, reportBooted } from '../shared/shell/service-worker.ts'
import { App } from './app/app.tsx'
import { followLinks } from './app/router.ts'
import { startContacts } from './state/contact.ts'
import { meQuery } from './state/me.ts'
import { openMessages } from './state/messages.ts'
import { openOutgoing } from './state/outgoing.ts'
import { openPassPlan } from './state/pass-plan.ts'
import { openPhone } from './state/phone.ts'
import { openRegion } from './state/region.ts'
import { openWallet } from './state/wallet.ts'

async function start(): Promise<void> {
  applyPreferences()
  followLinks()
  await Promise.all([openPhone(), openWallet(), openPassPlan(), openRegion(), openOutgoing(), meQuery.open()])
  await openMessages()
  const root = document.getElementById('app')!
  root.replaceChildren()
  render(<App />, root)
  reportBooted()
  startContacts()
  registerServiceWorker(import.meta.env.BASE_URL)
}

void start()
