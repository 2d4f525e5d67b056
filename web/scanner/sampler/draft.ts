// The sample being put together: a tube and a resident, from camera, gun or keyboard, in either order. Checks what can be checked here; registers nothing.
import { checkAtGate, type GateState, readPresentation } from '@evergate/pass'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { now } from '../../shared/clock.ts'
import { checkDocument, type DocumentCheck, type DocumentKind } from './document.ts'
import type { SampleBody, Subject } from './sample.ts'
import { readTubeCode } from './tube-code.ts'

const PASS_PREFIX = 'EG1:'
/** The reason for a code that is neither a tube's nor a pass. */
export const NEITHER = 'scan.neither'
/** Steps of the gate check that speak of the code itself; what comes before them may only mean that this device's files are old. */
const CODE_STAGES: ReadonlySet<string> = new Set(['signature', 'time', 'device'])

export interface ReadPass {
  readonly text: string
  readonly hint: string
  /** When it was shown: the server judges a pass by that moment, however late the sample is sent. */
  readonly shownAt: string
}

/** What was wrong with a scanned code: a reason and the step of the check, or nothing. */
export type Scanned =
  | { readonly ok: true }
  | { readonly ok: false; readonly stage: 'structure' | 'signature' | 'time' | 'device'; readonly reason: string }

export interface Draft {
  readonly tube: Signal<string>
  readonly by: Signal<'pass' | 'document'>
  readonly pass: Signal<ReadPass | null>
  readonly kind: Signal<DocumentKind>
  readonly number: Signal<string>
  readonly tubeCode: ReadonlySignal<string | null>
  readonly document: ReadonlySignal<DocumentCheck>
  readonly subject: ReadonlySignal<Subject | null>
  /** A pass goes to the resident, everything else to the tube. */
  takeScanned(text: string): Promise<Scanned>
  clear(): void
}

export function makeDraft(gate: () => GateState | null, from?: SampleBody): Draft {
  const tube = signal(from?.tubeCode ?? '')
  const document = from !== undefined && 'document' in from.subject ? from.subject.document : null
  const by = signal<'pass' | 'document'>(document === null ? 'pass' : 'document')
  const pass = signal<ReadPass | null>(from === undefined ? null : passOf(from))
  const kind = signal<DocumentKind>(document?.kind ?? 'resident_id')
  const number = signal(document?.number ?? '')
  const tubeCode = computed(() => readTubeCode(tube.value))
  const checked = computed(() => checkDocument(kind.value, number.value))
  const subject = computed<Subject | null>(() => {
    if (by.value === 'pass') return pass.value === null ? null : { pass: pass.value.text }
    return checked.value.state === 'good' ? { document: checked.value.document } : null
  })
  return {
    tube,
    by,
    pass,
    kind,
    number,
    tubeCode,
    document: checked,
    subject,
    async takeScanned(typed) {
      const text = typed.trim()
      if (!text.startsWith(PASS_PREFIX)) {
        const code = readTubeCode(text)
        if (code === null) return { ok: false, stage: 'structure', reason: NEITHER }
        tube.value = code
        return { ok: true }
      }
      by.value = 'pass'
      pass.value = null
      const scanned = await judgePass(text, gate())
      if (scanned.ok) pass.value = { text, hint: hintOf(text), shownAt: new Date(now()).toISOString() }
      return scanned
    },
    clear() {
      tube.value = ''
      pass.value = null
      number.value = ''
    },
  }
}

/** A broken code, a false one or an old picture is refused at the desk, while the resident still stands there. */
async function judgePass(text: string, gate: GateState | null): Promise<Scanned> {
  const read = readPresentation(text)
  if (!read.ok) return { ok: false, stage: 'structure', reason: read.reason }
  if (gate === null) return { ok: true }
  const answer = await checkAtGate(gate, text, { now: Math.floor(now() / 1000), venueType: 'hospital' })
  const { stage } = answer
  if (!CODE_STAGES.has(stage)) return { ok: true }
  return { ok: false, stage: stage as 'signature' | 'time' | 'device', reason: answer.reasons[0] ?? '' }
}

function passOf({ subject, sampledAt }: SampleBody): ReadPass | null {
  return 'pass' in subject ? { text: subject.pass, hint: hintOf(subject.pass), shownAt: sampledAt } : null
}

function hintOf(text: string): string {
  const read = readPresentation(text)
  return read.ok ? read.value.pass.claims.displayHint : ''
}
