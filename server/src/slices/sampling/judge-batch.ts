/**
 * A batch of what a device calls records: which are, which are not, which say the same twice. Pure; what the server knows already is held against it later.
 */
import { checkDeskRecord, type DeskRecord, recordText } from '@evergate/pass/sampling'
import { pathOfNul } from '../../platform/http/validate.ts'

export type RefusedCode = 'record_invalid' | 'other_site' | 'id_reused'

/** A record that can be taken, or why it cannot. `text` is what it is compared by. */
export type Judged = {
  readonly text: string
  readonly recordId: string | null
  readonly sequence: number | null
} & (
  | { readonly ok: true; readonly record: DeskRecord; readonly repeated: boolean }
  | { readonly ok: false; readonly code: RefusedCode; readonly field: string | null }
)

/** Judges every value of a batch, in its order. `repeated`: the same record comes earlier in the batch. */
export function judgeBatch(values: readonly unknown[], siteId: string | null): readonly Judged[] {
  const firstText = new Map<string, string>()
  return values.map((value) => {
    const checked = checkDeskRecord(value)
    if (!checked.ok) return refused(value, 'record_invalid', checked.field)
    const { record } = checked
    if (record.kind === 'void_swab') return refused(value, 'record_invalid', 'kind') // only the server makes these
    if (record.siteId !== siteId) return refused(value, 'other_site', 'siteId')
    const text = recordText(record)
    if (!isStorable(record, text)) return refused(value, 'record_invalid', '')
    const first = firstText.get(record.recordId)
    if (first !== undefined && first !== text) return refused(value, 'id_reused', 'recordId')
    firstText.set(record.recordId, text)
    return { ok: true, text, recordId: record.recordId, sequence: record.sequence, record, repeated: first !== undefined }
  })
}

function refused(value: unknown, code: RefusedCode, field: string): Judged {
  const { recordId, sequence } = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  return {
    ok: false,
    code,
    field: field === '' ? null : field.slice(0, 40),
    text: JSON.stringify(value) ?? 'undefined',
    recordId: typeof recordId === 'string' && recordId.length <= 64 ? recordId : null,
    sequence: Number.isSafeInteger(sequence) && (sequence as number) > 0 ? (sequence as number) : null,
  }
}

/** Half a surrogate pair is no text, and PostgreSQL's jsonb takes neither that nor U+0000. Looked for in the JSON `text` first: hardly any record has either. */
function isStorable(record: DeskRecord, text: string): boolean {
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return true
  return pathOfNul(record) === undefined && !/\\ud[89a-f][0-9a-f]{2}/i.test(JSON.stringify(record))
}
