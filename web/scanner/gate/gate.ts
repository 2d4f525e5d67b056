// The gate of this device: the pass library's state, brought back from storage at start, refreshed while online, saved as it changes.
// It lies in the cache database, which may be emptied at any time: the server can give everything again.
import { createGateState, type GateState, publicKeyFromJwk, restoreGateState } from '@evergate/pass'
import { computed, effect, signal } from '@preact/signals'
import { forgetCached, readCached, writeCached } from '../../shared/cache.ts'
import { after, everyBoundary, now } from '../../shared/clock.ts'
import { type RegionPin, settings } from '../device/settings.ts'
import { makeFetchFile } from './fetch-file.ts'
import { type FilesView, type PolicyView, policyViewOf, viewFiles } from './file-age.ts'
import { type CycleMemory, refreshOnce } from './refresh-cycle.ts'
import { type RefreshLoop, startRefreshLoop } from './refresh-loop.ts'

interface StoredGate {
  readonly rootKeyX: string
  readonly plain: object
  readonly policyView: PolicyView | null
}

export type Contact = 'never' | 'ok' | 'failing'

const STORED_AS = 'scanner-gate'
const AWAY_STORED_AS = 'evergate-gate-away-until'
/** An hour (docs/spec/contact.md, section 1), and what is drawn on top. */
const AWAY_MS_MAX = 3_720_000
/** A city's lists are some megabytes: written at most this often, and once more when the page is put away. */
const SAVE_EVERY_MS = 45_000

export const gate = signal<GateState | null>(null)
export const policyView = signal<PolicyView | null>(null)
export const contact = signal<Contact>('never')
/** The moment at which the server is asked again, while it wishes to be left alone; null while it does not. */
export const awayUntil = signal<number | null>(null)
/** Why a file that arrived was not accepted; for the settings page. */
export const refusedFile = signal<string | null>(null)
const second = signal(Math.floor(now() / 1000))
const revision = signal(0)

/** Follows the second hand, so that a page always shows the age of now. */
export const filesView = computed<FilesView>(() => {
  const at = second.value
  const held = gate.value
  const iss = settings.value.pin?.region
  void revision.value
  if (held === null || iss === undefined) return { level: 'missing', colouredAt: null, ageSeconds: null }
  return viewFiles(held.files(iss, at), policyView.value)
})

let loop: RefreshLoop | null = null
let unsaved = false
let cancelSave: (() => void) | null = null

/** Opens the gate whenever the device has a region, and again when it gets another one. Call once at start. */
export function keepGate(): void {
  everyBoundary(1000, () => {
    second.value = Math.floor(now() / 1000)
  })
  const pinned = computed(() => JSON.stringify(settings.value.pin?.rootKey ?? null))
  effect(() => {
    void pinned.value
    const pin = settings.peek().pin
    loop?.stop()
    loop = null
    gate.value = null
    if (pin !== null) void open(pin)
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void save()
  })
}

/** Asks for the files now, when a person wants to know, unless the server wishes to be left alone. */
export function refreshNow(): void {
  loop?.poke()
}

export async function forgetGate(): Promise<void> {
  cancelSave?.()
  cancelSave = null
  unsaved = false
  policyView.value = null
  contact.value = 'never'
  await forgetCached(STORED_AS)
}

async function open(pin: RegionPin): Promise<void> {
  const rootKey = publicKeyFromJwk(pin.rootKey)
  if (!rootKey.ok) return
  const options = { rootKeys: [rootKey.value] }
  const stored = await readCached(STORED_AS, isStoredGate)
  const own = stored?.value.rootKeyX === pin.rootKey.x ? stored.value : null
  const opened = own === null ? createGateState(options) : await restoreGateState(own.plain, options)
  if (settings.peek().pin?.rootKey.x !== pin.rootKey.x) return
  if (own !== null) policyView.value = own.policyView
  gate.value = opened
  const memory: CycleMemory = { etags: new Map(), slowDueAt: 0 }
  const fetchFile = makeFetchFile(`${location.origin}/public`)
  loop = startRefreshLoop(
    async () => {
      const report = await refreshOnce({ gate: opened, iss: pin.region, fetchFile, memory, now: Math.floor(now() / 1000) })
      if (report.policies !== null) policyView.value = policyViewOf(report.policies) ?? policyView.peek()
      contact.value = report.failed ? 'failing' : 'ok'
      refusedFile.value = report.refused
      revision.value += 1
      if (report.changed) saveSoon()
      return report
    },
    setAway,
    keptAwayUntil(),
  )
}

function setAway(untilMs: number | null): void {
  awayUntil.value = untilMs
  try {
    sessionStorage.setItem(AWAY_STORED_AS, String(untilMs ?? 0))
  } catch {
    // Storage may be forbidden or full: the wish then lasts until the page closes.
  }
}

/** What the server wished before the page was loaded again; 0 where nothing, or more than it may wish for. */
function keptAwayUntil(): number {
  try {
    const kept = Number(sessionStorage.getItem(AWAY_STORED_AS))
    return kept <= now() + AWAY_MS_MAX ? kept : 0 // also where it is no number
  } catch {
    return 0
  }
}

/** The first change is saved at once: a gate that was just set up must survive being switched off. */
function saveSoon(): void {
  unsaved = true
  if (cancelSave !== null) return
  cancelSave = after(SAVE_EVERY_MS, () => {
    cancelSave = null
    if (unsaved) saveSoon()
  })
  void save()
}

async function save(): Promise<void> {
  const held = gate.peek()
  const pin = settings.peek().pin
  if (!unsaved || held === null || pin === null) return
  unsaved = false
  await writeCached(STORED_AS, { rootKeyX: pin.rootKey.x, plain: held.toPlain(), policyView: policyView.peek() } satisfies StoredGate)
}

function isStoredGate(value: unknown): value is StoredGate {
  return typeof value === 'object' && value !== null && 'rootKeyX' in value && 'plain' in value && 'policyView' in value
}
