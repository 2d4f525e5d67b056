// Which screen is shown: kept in the address after #, so that the phone's back button works and a reload stays where it was. Holds no data.
import { signal } from '@preact/signals'

export const SCREENS = ['start', 'prepare', 'enrol', 'venue', 'guard', 'sampler', 'settings'] as const
export type Screen = (typeof SCREENS)[number]

export const screen = signal<Screen>(screenOf(location.hash))

/** Where the settings were opened from, and lead back to. */
export const settingsFrom = signal<Screen>('start')

export function go(next: Screen): void {
  if (next === 'settings' && screen.peek() !== 'settings') settingsFrom.value = screen.peek()
  if (next !== screen.peek()) location.hash = next === 'start' ? '' : next
  screen.value = next
}

/** As `go`, without leaving the present screen in the way of the back button. */
export function replaceBy(next: Screen): void {
  history.replaceState(null, '', next === 'start' ? location.pathname : `#${next}`)
  screen.value = next
}

/** Call once at start. */
export function followAddress(): void {
  addEventListener('hashchange', () => {
    screen.value = screenOf(location.hash)
  })
}

function screenOf(hash: string): Screen {
  return SCREENS.find((name) => `#${name}` === hash) ?? 'start'
}
