/** Gently suggests putting the app on the home screen: some phones erase a site's storage after seven unused days unless it is installed. Asked once, never again after "later". */
import { signal } from '@preact/signals'
import { Icon } from '../ui/icon.tsx'
import { sayCode } from './words.ts'

const answeredKey = 'evergate-install-answered'

/** Chromium's own offer, kept until the resident wants it; other browsers explain their menu instead. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>
}
const offer = signal<InstallOffer | null>(null)
const dismissed = signal(isInstalled() || readAnswered())

window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  offer.value = event as InstallOffer
})

export function InstallHint() {
  if (dismissed.value) return null
  const close = (): void => {
    dismissed.value = true
    rememberAnswered()
  }
  const install = async (): Promise<void> => {
    await offer.value?.prompt()
    close()
  }
  return (
    <section class="card stack stack-small install">
      <h3>
        <Icon name="phone" /> {sayCode('install')}
      </h3>
      <p class="quiet">{sayCode('installWhy')}</p>
      {offer.value === null && <p class="quiet">{sayCode('installHow')}</p>}
      <div class="row">
        {offer.value !== null && (
          <button type="button" class="button button-second" onClick={() => void install()}>
            {sayCode('install')}
          </button>
        )}
        <button type="button" class="button button-plain" onClick={close}>
          {sayCode('later')}
        </button>
      </div>
    </section>
  )
}

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches
}

function readAnswered(): boolean {
  try {
    return localStorage.getItem(answeredKey) !== null
  } catch {
    return true // nowhere to remember the answer: better never to ask than to ask each time
  }
}

function rememberAnswered(): void {
  try {
    localStorage.setItem(answeredKey, 'yes')
  } catch {
    // As above.
  }
}
