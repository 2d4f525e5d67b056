// Collects what a scanner gun types: characters in quick order, then Enter. Only while no field has the focus, and only in the guard's screen.
import { after } from '../../shared/clock.ts'

/** What was typed before a pause this long is dropped. A gun needs some milliseconds a key, a slow phone that is busy has been seen to take 500. */
const PAUSE_MS = 1500
const CHARS_MIN = 6
const CHARS_MAX = 600

/** Answers a function that stops listening. */
export function listenForGun(
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  onCode: (text: string) => void,
): () => void {
  let typed = ''
  let cancel = (): void => {}
  const drop = (): void => {
    typed = ''
  }
  const onKey = (event: Event): void => {
    const { key, ctrlKey, altKey, metaKey, target: at } = event as KeyboardEvent
    if (ctrlKey || altKey || metaKey || isField(at)) return
    if (key === 'Enter' && typed.length >= CHARS_MIN) {
      event.preventDefault()
      const text = typed
      drop()
      onCode(text)
      return
    }
    // One character (by code points): names such as Shift or ArrowDown are longer.
    if ([...key].length !== 1 || typed.length >= CHARS_MAX) return
    if (key === ' ' && typed === '') return
    if (key === ' ') event.preventDefault()
    typed += key
    cancel()
    cancel = after(PAUSE_MS, drop)
  }
  target.addEventListener('keydown', onKey)
  return () => {
    cancel()
    target.removeEventListener('keydown', onKey)
  }
}

function isField(target: EventTarget | null): boolean {
  const name = (target as { readonly tagName?: string } | null)?.tagName
  return name === 'INPUT' || name === 'TEXTAREA' || name === 'SELECT'
}
