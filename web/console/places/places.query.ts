/** Divisions, sites, laboratories and venues: reading them and adding to them. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'

export type Street = { readonly code: string; readonly name: string }
export type District = Street & { readonly streets: readonly Street[] }
export type Site = { readonly siteId: string; readonly name: string; readonly districtCode: string; readonly streetCode: string }
export type Laboratory = { readonly laboratoryId: string; readonly name: string }
export type Venue = { readonly venueId: string; readonly name: string; readonly venueType: string; readonly streetCode: string }

export const divisionsQuery = queryOptions({
  queryKey: ['divisions'],
  queryFn: ({ signal }) => requestJson<{ districts: readonly District[] }>('/v1/divisions', { signal }),
  select: ({ districts }) => districts,
  staleTime: Number.POSITIVE_INFINITY,
})

export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: ({ signal }) => requestJson<{ sites: readonly Site[] }>('/v1/sites', { signal }),
  select: ({ sites }) => sites,
})

export const laboratoriesQuery = queryOptions({
  queryKey: ['laboratories'],
  queryFn: ({ signal }) => requestJson<{ laboratories: readonly Laboratory[] }>('/v1/laboratories', { signal }),
  select: ({ laboratories }) => laboratories,
})

export const venuesQuery = queryOptions({
  queryKey: ['venues'],
  queryFn: ({ signal }) => requestJson<{ venues: readonly Venue[] }>('/v1/venues', { signal }),
  select: ({ venues }) => venues,
})

export type PlaceKind = 'sites' | 'laboratories' | 'venues'
export type NewPlace = { readonly name: string; readonly streetCode?: string; readonly venueType?: string }

/** Adds a site, laboratory or venue. */
export function useAddPlace(kind: PlaceKind) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (place: NewPlace) => requestJson(`/v1/${kind}`, { method: 'POST', body: place }),
    onSuccess: () => client.invalidateQueries({ queryKey: [kind] }),
  })
}
