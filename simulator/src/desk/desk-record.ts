/**
 * The records of a desk as docs/spec/sync.md puts them on the wire, and a desk's day as it is planned: what is tapped, when, and who is meant.
 */

export type Pool = 'single' | 'ten' | 'twenty' | 'household'
export const swabsMaxOf: Readonly<Record<Pool, number>> = { single: 1, ten: 10, twenty: 20, household: 20 }

export type DeskSubject =
  | { readonly pass: string }
  | { readonly document: { readonly kind: string; readonly number: string }; readonly name?: string }
  | { readonly provisional: { readonly description: string; readonly name?: string; readonly phone?: string } }

/** What a tap says beside its id, number, time and site. */
export type Said =
  | { readonly kind: 'open_tube'; readonly tubeCode: string; readonly pool: Pool; readonly roundId: string | null }
  | { readonly kind: 'add_swab'; readonly tubeCode: string; readonly subject: DeskSubject; readonly movedFrom: string | null }
  | { readonly kind: 'remove_swab'; readonly tubeCode: string; readonly swabId: string }
  | { readonly kind: 'close_tube'; readonly tubeCode: string; readonly swabsCounted: number | null }
  | { readonly kind: 'box_tube' | 'unbox_tube'; readonly boxCode: string; readonly tubeCode: string }
  | { readonly kind: 'close_box'; readonly boxCode: string; readonly tubesCounted: number | null }
  | { readonly kind: 'hand_over'; readonly boxCode: string; readonly courier: string }
  | { readonly kind: 'queue_seen'; readonly people: number }

export type DeskRecord = { readonly recordId: string; readonly sequence: number; readonly at: string; readonly siteId: string } & Said

/** One planned tap. `at` is the time the sampler would read off a right clock, in unix milliseconds. */
export interface Tap {
  readonly at: number
  readonly said: Said
  /** Who is meant by a swab, in the words of the run, so that the checker need not read documents. */
  readonly personKey?: string
  /** For `remove_swab`, and for an `add_swab` that moves: which earlier tap of this desk it is about. Its record's id takes the place of `swabId` or `movedFrom`. */
  readonly aboutTap?: number
  /** A broken device: the id (and number) or only the number of that earlier tap is used again. */
  readonly reuses?: { readonly tap: number; readonly what: 'id' | 'sequence' }
}
