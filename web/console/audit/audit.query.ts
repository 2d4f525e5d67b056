/** Reading the audit trail, page by page. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'

export type AuditEntry = {
  readonly at: string
  readonly actorKind: string
  readonly actorId: string
  readonly action: string
  readonly subject: string
  readonly outcome: string
  readonly purpose: string | null
}

type AuditPage = { readonly entries: readonly AuditEntry[]; readonly nextCursor: string | null }

export const auditQuery = (action: string | null) =>
  infiniteQueryOptions({
    queryKey: ['audit', action],
    queryFn: ({ pageParam, signal }) =>
      requestJson<AuditPage>('/v1/audit', { query: { cursor: pageParam, action: action ?? undefined }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.entries),
    gcTime: 0,
  })
