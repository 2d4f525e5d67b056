/** Scanner devices: list, enrolment, revocation. The enrolment code is kept nowhere but on the screen. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'

export const purposes = ['guard', 'sampler'] as const
export type Purpose = (typeof purposes)[number]

export type Scanner = {
  readonly scannerId: string
  readonly label: string
  readonly purposes: readonly Purpose[]
  readonly siteId: string | null
  readonly venueId: string | null
  readonly enrolledAt: string
  readonly lastSeenAt: string
  readonly revokedAt: string | null
}

export type NewEnrolment = {
  readonly label: string
  readonly purposes: readonly Purpose[]
  readonly siteId: string | null
  readonly venueId: string | null
}
export type Enrolment = { readonly enrolmentId: string; readonly code: string; readonly expiresAt: string }

export const scannersQuery = queryOptions({
  queryKey: ['scanners'],
  queryFn: ({ signal }) => requestJson<{ scanners: readonly Scanner[] }>('/v1/staff/scanners', { signal }),
  select: ({ scanners }) => scanners,
  refetchInterval: () => pollAfterMs(30_000),
})

export function useEnrol() {
  return useMutation({
    mutationFn: (enrolment: NewEnrolment) => requestJson<Enrolment>('/v1/staff/scanner-enrolments', { method: 'POST', body: enrolment }),
  })
}

export function useRevoke(scannerId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => requestJson<void>(`/v1/staff/scanners/${scannerId}/revoke`, { method: 'POST' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['scanners'] }),
  })
}
