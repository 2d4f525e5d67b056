/**
 * Looking a resident up and reading what the look-up opens. Answers are kept no longer than they are on the screen:
 * nothing of them goes into an address, a log or the browser's storage.
 */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Colour } from '../../shared/colour.ts'
import { requestFile, requestJson } from '../api/request.ts'
import type { ServerTexts } from '../words/texts.ts'
import { type LookupEntry, lookupInput } from './document.ts'

export type LookedUpResident = {
  readonly residentId: string
  readonly nameMasked: string
  readonly documentMasked: string
  readonly phoneMasked: string
  readonly streetCode: string | null
  readonly registeredAt: string
  readonly devices: number
  readonly members: number
}

export type Lookup = { readonly lookupId: string; readonly expiresAt: string; readonly resident: LookedUpResident }

export type Finding = {
  readonly ruleId: string
  readonly ruleVersion: number
  readonly colour: Colour
  readonly from: string
  readonly until: string | null
  readonly evidenceIds: readonly string[]
  readonly texts: Readonly<Record<'zh-CN' | 'en', { readonly why: string; readonly until: string; readonly whatToDo: string }>>
}

export type EvidenceEntry = {
  readonly evidenceId: string
  readonly kind: string
  readonly observedAt: string
  readonly source: string
  readonly summary: ServerTexts
  readonly superseded: boolean
}

export type Status = {
  readonly residentId: string
  readonly colour: Colour
  readonly findings: readonly Finding[]
  readonly evidence: readonly EvidenceEntry[]
  readonly lastNegativeAt: string | null
  readonly ruleSet: { readonly id: string; readonly version: number; readonly names: ServerTexts }
  readonly evaluatedAt: string
  readonly changesAt: string | null
}

export function useLookup() {
  return useMutation({
    mutationFn: (entry: LookupEntry) => requestJson<Lookup>('/v1/resident-lookups', { method: 'POST', body: lookupInput(entry) }),
  })
}

export function useResidentStatus(lookup: Lookup) {
  return useQuery({
    queryKey: ['lookup-status', lookup.lookupId],
    queryFn: ({ signal }) =>
      requestJson<Status>(`/v1/staff/residents/${lookup.resident.residentId}/status`, { query: { lookupId: lookup.lookupId }, signal }),
    gcTime: 0,
    // every reading is written into the audit trail, so none happens unasked
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function usePaperPass(lookup: Lookup) {
  return useMutation({
    mutationFn: () =>
      requestFile(`/v1/staff/residents/${lookup.resident.residentId}/paper-pass`, { method: 'POST', body: { lookupId: lookup.lookupId } }),
  })
}
