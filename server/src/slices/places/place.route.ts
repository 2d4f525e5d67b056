/**
 * Who may read and add places.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import { addLaboratory, addSite, addVenue, moveSite } from './add-place.command.ts'
import { listDivisions, listLaboratories, listVenues, showSites } from './list-places.query.ts'
import {
  AddLaboratory,
  AddSite,
  AddVenue,
  Divisions,
  Laboratories,
  LaboratoryAdded,
  MoveSite,
  Region,
  SiteAdded,
  Sites,
  VenueAdded,
  Venues,
} from './place.schema.ts'
import { type RegionDeps, readRegion } from './region.query.ts'

const reading = { method: 'GET', input: NoInput, refusals: {}, load: 'sheddable_plus', deadlineMs: 3_000 } as const
const adding = { method: 'POST', load: 'sheddable_plus', deadlineMs: 3_000, bodyBytesMax: 1_024 } as const
const refusals = { 'places.street_unknown': 422, 'places.name_taken': 409 } as const

export function placeRoutes(deps: RegionDeps): readonly Route[] {
  return [
    route({
      ...reading,
      path: '/v1/region',
      summary: 'The region, its time and its root key.',
      access: ['anyone'],
      load: 'critical',
      output: Region,
      handle: readRegion(deps),
    }),
    route({
      ...reading,
      path: '/v1/divisions',
      summary: 'Districts and streets.',
      access: ['anyone'],
      cacheSeconds: 3_600,
      output: Divisions,
      handle: listDivisions,
    }),
    ...readRoutes,
    ...addRoutes,
  ]
}

const readRoutes: readonly Route[] = [
  route({
    ...reading,
    path: '/v1/sites',
    summary: 'Sampling sites.',
    access: ['scanner', 'staff'],
    load: 'critical', // a desk enrolled without one chooses it before the first swab
    rungMax: 4,
    output: Sites,
    handle: showSites,
  }),
  route({
    ...reading,
    path: '/v1/laboratories',
    summary: 'Laboratories.',
    access: ['staff'],
    load: 'critical', // who hands in results or receives a box says for which of them
    rungMax: 4,
    output: Laboratories,
    handle: listLaboratories,
  }),
  route({
    ...reading,
    path: '/v1/venues',
    summary: 'Venues.',
    access: ['staff'],
    output: Venues,
    handle: listVenues,
  }),
]

const addRoutes: readonly Route[] = [
  route({
    ...adding,
    path: '/v1/sites',
    summary: 'Add a sampling site.',
    access: ['staff:commander', 'staff:administrator'],
    input: AddSite,
    output: SiteAdded,
    refusals,
    handle: addSite,
  }),
  route({
    ...adding,
    method: 'PUT',
    path: '/v1/sites/:siteId/position',
    summary: 'Say where a site stands on the schematic map.',
    access: ['staff:commander', 'staff:administrator'],
    input: MoveSite,
    output: 'empty',
    refusals: { 'places.site_unknown': 404 },
    handle: moveSite,
  }),
  route({
    ...adding,
    path: '/v1/laboratories',
    summary: 'Add a laboratory.',
    access: ['staff:administrator'],
    input: AddLaboratory,
    output: LaboratoryAdded,
    refusals: { 'places.name_taken': 409 },
    handle: addLaboratory,
  }),
  route({
    ...adding,
    path: '/v1/venues',
    summary: 'Add a venue.',
    access: ['staff:administrator', 'staff:commander'],
    input: AddVenue,
    output: VenueAdded,
    refusals,
    handle: addVenue,
  }),
]
