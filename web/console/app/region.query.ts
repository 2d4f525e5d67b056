/** The region this server works for: its name and its time. Asked once, before the first page; where it is refused, again when the server wants to be asked. */
import { queryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { learnRegionOffset } from '../words/format.ts'
import type { ServerTexts } from '../words/texts.ts'
import { untilAnswered } from './until-answered.ts'

export type Region = { readonly region: string; readonly names: ServerTexts; readonly utcOffsetMinutes: number; readonly demo: boolean }

export const regionKey = ['region'] as const

export const regionQuery = queryOptions({
  queryKey: regionKey,
  queryFn: async ({ signal }) => {
    const region = await requestJson<Region>('/v1/region', { signal })
    learnRegionOffset(region.utcOffsetMinutes)
    return region
  },
  staleTime: Number.POSITIVE_INFINITY,
  ...untilAnswered,
})
