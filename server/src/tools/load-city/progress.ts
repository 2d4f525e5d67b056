/**
 * Tells a person how far a long load is: every few seconds one line with the rate and the time left.
 */
import { monotonicMs } from '../../platform/clock.ts'

const everyMs = 5_000

export function createProgress(whole: number, say: (line: string) => void): (done: number) => void {
  const startedMs = monotonicMs()
  let toldMs = startedMs
  return (done) => {
    const nowMs = monotonicMs()
    if (nowMs - toldMs < everyMs && done < whole) return
    toldMs = nowMs
    const perSecond = (done * 1_000) / Math.max(1, nowMs - startedMs)
    const left = Math.round((whole - done) / perSecond)
    const count = (value: number): string => Math.round(value).toLocaleString('en')
    say(`${count(done)} of ${count(whole)} residents, ${count(perSecond)} a second, ${Math.floor(left / 60)} min ${left % 60} s to go`)
  }
}
