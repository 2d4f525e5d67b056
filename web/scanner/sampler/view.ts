// Which part of the testing desk is shown, and which sheet lies over it. Holds no data.
import { signal } from '@preact/signals'

export type View = 'tube' | 'box' | 'shift' | 'sync'

export type Sheet =
  /** `code`: what was scanned or typed so far. */
  | { readonly kind: 'open_tube'; readonly code: string }
  | { readonly kind: 'close_tube'; readonly tubeCode: string }
  | { readonly kind: 'swabs'; readonly tubeCode: string }
  | { readonly kind: 'person'; readonly tubeCode: string }

export const view = signal<View>('tube')
export const sheet = signal<Sheet | null>(null)

export function closeSheet(): void {
  sheet.value = null
}
