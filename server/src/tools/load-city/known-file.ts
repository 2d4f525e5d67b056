/**
 * The file that tells the simulator who there is (mode 600: it holds keys). Everybody line by line, or exactly `count` people with phones, each as likely
 * as any other: those with the lowest lots of all.
 */
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import type { SealedAnswer } from './seal-worker.ts'

export interface KnownFile {
  take(lines: SealedAnswer['known']): Promise<void>
  /** Ends the file; returns how many people are in it. */
  end(): Promise<number>
}

/** Of 1,000 residents at least so many have phones: enough lots are drawn, and not many too many. */
const withPhonePerMille = 650

/** Whose lots (32 bits) may be among the `count` lowest of the phones of so many residents. */
export function lotsBelow(count: number, residents: number): number {
  const drawn = count + 6 * Math.sqrt(count) + 50
  return Math.min(0x1_0000_0000, Math.ceil((drawn / ((residents * withPhonePerMille) / 1_000)) * 0x1_0000_0000))
}

export function createKnownFile(path: string, wanted: 'all' | number): KnownFile {
  const out = createWriteStream(path, { mode: 0o600 })
  const drawn: { lot: number; line: string }[] = []
  let written = 0
  return {
    take: async (lines) => {
      if (wanted !== 'all') drawn.push(...lines)
      else {
        written += lines.length
        await write(out, lines)
      }
    },
    end: async () => {
      const chosen = drawn.toSorted((one, other) => one.lot - other.lot).slice(0, wanted === 'all' ? 0 : wanted)
      await write(out, chosen)
      out.end()
      await once(out, 'close')
      return written + chosen.length
    },
  }
}

async function write(out: WriteStream, lines: readonly { readonly line: string }[]): Promise<void> {
  if (lines.length > 0 && !out.write(lines.map(({ line }) => `${line}\n`).join(''))) await once(out, 'drain')
}
