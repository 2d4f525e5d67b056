/** The documents a resident can be looked up by, and what the form asks of an entry before the server is asked. Pure. */
import { checkResidentIdNumber } from '@evergate/pass'
import type { lookupTexts } from './lookup-texts.ts'

export const documentKinds = ['resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit'] as const
export type DocumentKind = (typeof documentKinds)[number]

export const purposeLengthMin = 10
export const purposeLengthMax = 300

export type LookupEntry = {
  readonly way: 'document' | 'phone'
  readonly kind: DocumentKind
  readonly number: string
  readonly phone: string
  readonly purpose: string
}

export type LookupFaults = { number?: keyof typeof lookupTexts; phone?: keyof typeof lookupTexts; purpose?: keyof typeof lookupTexts }

/** The fault of each field, as the key of its words; empty when the entry may be sent. */
export function lookupFaults(entry: LookupEntry): LookupFaults {
  const faults: LookupFaults = {}
  const purposeLength = [...entry.purpose.trim()].length
  if (purposeLength < purposeLengthMin) faults.purpose = 'purposeShort'
  if (purposeLength > purposeLengthMax) faults.purpose = 'purposeLong'
  if (entry.way === 'phone') {
    if (!/^\+?[0-9]{7,15}$/.test(bare(entry.phone))) faults.phone = 'phoneWrong'
    return faults
  }
  const fault = numberFault(entry.kind, bare(entry.number))
  if (fault !== undefined) faults.number = fault
  return faults
}

function numberFault(kind: DocumentKind, number: string): keyof typeof lookupTexts | undefined {
  if (number === '') return 'numberMissing'
  if (kind !== 'resident_id') return undefined
  if (number.length !== 18) return 'numberLength'
  return checkResidentIdNumber(number).ok ? undefined : 'numberWrong'
}

/** What is sent: spaces and dashes people write for reading are taken out. */
export function lookupInput(entry: LookupEntry): { by: object; purpose: string } {
  const by =
    entry.way === 'phone' ? { phone: bare(entry.phone) } : { document: { kind: entry.kind, number: bare(entry.number).toUpperCase() } }
  return { by, purpose: entry.purpose.trim() }
}

function bare(text: string): string {
  return text.replace(/[\s-]/g, '')
}
