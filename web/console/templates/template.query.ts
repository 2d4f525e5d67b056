/** How a laboratory's own files are read: its template, and trying it on a file. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import type { Outcome } from '../results/batch.query.ts'

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]
export const encodings = ['utf-8', 'gb18030'] as const
export type Encoding = (typeof encodings)[number]
export const templateColumns = ['tube_code', 'outcome', 'tested_at'] as const
export type TemplateColumn = (typeof templateColumns)[number]

export type Template = {
  /** What the laboratory calls each column. */
  readonly columns: Readonly<Record<TemplateColumn, string>>
  readonly outcomeWords: Readonly<Record<string, Outcome>>
  /** What a time without its zone means; null: every time carries one. */
  readonly timeZoneOffsetMinutes: number | null
  readonly delimiter: Delimiter
  readonly encoding: Encoding
  readonly sheet: string | null
  /** Rows above the header. */
  readonly skipRows: number
  /** Rows in which the laboratory tests itself; null: the file has none. */
  readonly controls: { readonly column: string; readonly positive: readonly string[]; readonly negative: readonly string[] } | null
}

/** `version` is null where the laboratory has none of its own and the usual columns are expected. */
export type TemplateInForce = Template & { readonly version: number | null }

const pathOf = (laboratoryId: string): string => `/v1/laboratories/${encodeURIComponent(laboratoryId)}/template`

export const templateQuery = (laboratoryId: string) =>
  queryOptions({
    queryKey: ['templates', laboratoryId],
    queryFn: ({ signal }) => requestJson<TemplateInForce>(pathOf(laboratoryId), { signal }),
  })

export function useSaveTemplate(laboratoryId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (template: Template) => requestJson(pathOf(laboratoryId), { method: 'PUT', body: template }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['templates', laboratoryId] }),
  })
}
