/** Sites, laboratories and venues; those who may add some find the button here. */
import { Button, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAccount } from '../app/session-gate.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { streetName } from './divisions.ts'
import { NewPlaceDialog } from './new-place-dialog.tsx'
import { PlaceList } from './place-list.tsx'
import { placeTexts, venueTypeTexts } from './place-texts.ts'
import { divisionsQuery, laboratoriesQuery, type PlaceKind, sitesQuery, venuesQuery } from './places.query.ts'

const kinds = ['sites', 'laboratories', 'venues'] as const
const newKeys = { sites: 'newSites', laboratories: 'newLaboratories', venues: 'newVenues' } as const

export function PlacesPage() {
  const say = useTexts(placeTexts)
  const { roles } = useAccount()
  const [kind, setKind] = useState<PlaceKind>('sites')
  const [adding, add] = useDisclosure(false)
  const mayAdd = roles.includes('administrator') || (roles.includes('commander') && kind !== 'laboratories')
  const action = mayAdd ? (
    <Button leftSection={<Icon name="plus" />} onClick={add.open}>
      {say(newKeys[kind])}
    </Button>
  ) : null
  return (
    <Page title={say('title')} lead={say('lead')} actions={action}>
      <Tabs value={kind} onChange={(value) => setKind(kinds.find((known) => known === value) ?? 'sites')} keepMounted={false}>
        <Tabs.List mb="md">
          {kinds.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {say(value)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="sites">
          <Sites />
        </Tabs.Panel>
        <Tabs.Panel value="laboratories">
          <Laboratories />
        </Tabs.Panel>
        <Tabs.Panel value="venues">
          <Venues />
        </Tabs.Panel>
      </Tabs>
      <NewPlaceDialog key={kind} kind={kind} title={say(newKeys[kind])} opened={adding} onClose={add.close} />
    </Page>
  )
}

function useStreetName(): (code: string) => string {
  const districts = useQuery(divisionsQuery).data ?? []
  return (code) => streetName(districts, code)
}

function Sites() {
  const say = useTexts(placeTexts)
  const nameOf = useStreetName()
  return (
    <PlaceList
      query={useQuery(sitesQuery)}
      label={say('sites')}
      empty={say('emptySites')}
      columns={[
        { key: 'name', header: say('name'), names: true, cell: (site) => site.name },
        { key: 'street', header: say('street'), cell: (site) => nameOf(site.streetCode) },
      ]}
      placeId={(site) => site.siteId}
      searchText={(site) => `${site.name} ${nameOf(site.streetCode)}`}
    />
  )
}

function Laboratories() {
  const say = useTexts(placeTexts)
  return (
    <PlaceList
      query={useQuery(laboratoriesQuery)}
      label={say('laboratories')}
      empty={say('emptyLaboratories')}
      columns={[
        { key: 'name', header: say('name'), names: true, cell: (laboratory) => laboratory.name },
        { key: 'id', header: 'ID', cell: (laboratory) => <code>{laboratory.laboratoryId}</code> },
      ]}
      placeId={(laboratory) => laboratory.laboratoryId}
      searchText={(laboratory) => laboratory.name}
    />
  )
}

function Venues() {
  const say = useTexts(placeTexts)
  const locale = useLocale()
  const nameOf = useStreetName()
  const typeName = (type: string): string => {
    const text = venueTypeTexts[type as keyof typeof venueTypeTexts]
    return text === undefined ? type : wordsOf(text, locale)
  }
  return (
    <PlaceList
      query={useQuery(venuesQuery)}
      label={say('venues')}
      empty={say('emptyVenues')}
      columns={[
        { key: 'name', header: say('name'), names: true, cell: (venue) => venue.name },
        { key: 'type', header: say('venueType'), cell: (venue) => typeName(venue.venueType) },
        { key: 'street', header: say('street'), cell: (venue) => nameOf(venue.streetCode) },
      ]}
      placeId={(venue) => venue.venueId}
      searchText={(venue) => `${venue.name} ${typeName(venue.venueType)} ${nameOf(venue.streetCode)}`}
    />
  )
}
