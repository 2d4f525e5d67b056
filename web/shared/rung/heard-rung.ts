/**
 * The rung of the degradation ladder that the server last told, from the header of any answer. Old news is no news: a rung nobody repeats is forgotten, so that
 * a phone that is asked to keep quiet does not go on saying so. Keeps nothing beyond the page, and asks nobody.
 */
import { after } from '../clock.ts'
import type { Locale } from '../i18n.ts'

/** 0 everything, 5 devices alone; docs/how-to/the-degradation-ladder.md. */
export type Rung = 0 | 1 | 2 | 3 | 4 | 5

/** A sentence for each rung above the ground. */
export type RungWords = Readonly<Record<Locale, Readonly<Record<Exclude<Rung, 0>, string>>>>

const newsLastsMs = 10 * 60_000

let rung: Rung = 0
let forget = (): void => {}
const watchers = new Set<() => void>()

/** Takes note of an answer's headers; one that says nothing of a rung (a cache's, a proxy's) changes nothing. */
export function hearRung(header: (name: string) => string | null): void {
  const said = header('x-evergate-rung')
  if (said === null || !/^[0-5]$/.test(said)) return
  forget()
  keep(Number(said) as Rung)
  forget = rung === 0 ? () => {} : after(newsLastsMs, () => keep(0))
}

/** The rung last heard; 0 where none was, or long ago. */
export function heardRung(): Rung {
  return rung
}

/** Calls `watcher` after every change; returns how to end that. */
export function watchRung(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

function keep(next: Rung): void {
  if (next === rung) return
  rung = next
  for (const watcher of watchers) watcher()
}
