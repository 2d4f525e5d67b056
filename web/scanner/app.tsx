// Chooses the screen. A screen that needs something this device does not have yet gives way to the one that gets it.
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { lazyScreen } from './device/lazy-screen.tsx'
import { player } from './device/player.ts'
import { possibleScreen } from './device/possible-screen.ts'
import { replaceBy, type Screen, screen } from './device/route.ts'
import { settings } from './device/settings.ts'
import { GuardScreen } from './guard/guard-screen.tsx'
import { VenueScreen } from './guard/venue-screen.tsx'
import { StartScreen } from './start-screen.tsx'

const SCREEN_VIEWS: Readonly<Record<Screen, () => JSX.Element>> = {
  start: StartScreen,
  prepare: lazyScreen(async () => (await import('./enrol/prepare-screen.tsx')).PrepareScreen),
  enrol: lazyScreen(async () => (await import('./enrol/enrol-screen.tsx')).EnrolScreen),
  venue: VenueScreen,
  guard: GuardScreen,
  sampler: lazyScreen(async () => (await import('./sampler/sampler-screen.tsx')).SamplerScreen),
  settings: lazyScreen(async () => (await import('./settings/settings-screen.tsx')).SettingsScreen),
}

export function App() {
  const wanted = screen.value
  const possible = possibleScreen(wanted, settings.value)
  useEffect(() => replaceBy(possible), [possible])
  const View = SCREEN_VIEWS[possible]
  return (
    // Browsers allow sound only after a touch or a key.
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done here but waking the sound
    <div class="app" onPointerDown={player.unlock} onKeyDown={player.unlock}>
      <View />
    </div>
  )
}
