// Who stands at the desk: by what they are known here, what may be shown of it, and whether a scanned pass is what it says. Decides no colour.
import { checkAtGate, type GateState, passIdentity, readPresentation } from '@evergate/pass'
import type { Subject } from '@evergate/pass/sampling'
import { normaliseNumber } from '../../../shared/document-check.ts'
import type { Person } from '../log/desk-row.ts'
import { maskNumber } from './document.ts'

export const PASS_PREFIX = 'EG1:'
/** Steps of the gate check that speak of the code itself; what comes before them may only mean that this device's files are old. */
const CODE_STAGES: ReadonlySet<string> = new Set(['signature', 'time', 'device'])

type CodeStage = 'structure' | 'signature' | 'time' | 'device'

export type JudgedPass =
  /** `proven`: signature, time and device proof were checked here, with the files this device holds. */
  { readonly ok: true; readonly proven: boolean } | { readonly ok: false; readonly stage: CodeStage; readonly reason: string }

/** A broken code, a false one or an old picture is refused at the desk, while the resident still stands there. */
export async function judgePass(text: string, gate: GateState | null, nowSeconds: number): Promise<JudgedPass> {
  const read = readPresentation(text)
  if (!read.ok) return { ok: false, stage: 'structure', reason: read.reason }
  if (gate === null) return { ok: true, proven: false }
  const { stage, reasons, pass } = await checkAtGate(gate, text, { now: nowSeconds, venueType: 'hospital' })
  return CODE_STAGES.has(stage) ? { ok: false, stage: stage as CodeStage, reason: reasons[0] ?? '' } : { ok: true, proven: pass !== null }
}

/** A phone's pass has another identity every day and a paper one another still: what two scans cannot tell here, the server can. */
export function personOf(subject: Subject): Person {
  if ('pass' in subject) {
    const read = readPresentation(subject.pass)
    if (!read.ok) return { subjectKey: null, hint: null }
    const { claims } = read.value.pass
    return { subjectKey: `pass ${passIdentity(claims)}`, hint: claims.displayHint }
  }
  if ('document' in subject) {
    const number = normaliseNumber(subject.document.number)
    return { subjectKey: `document ${subject.document.kind} ${number}`, hint: maskNumber(number) }
  }
  return { subjectKey: null, hint: subject.provisional.name ?? subject.provisional.description }
}
