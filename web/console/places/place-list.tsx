/** One kind of place as a filtered table. */
import { Stack, TextInput } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { placeTexts } from './place-texts.ts'

type PlaceListProps<Place> = {
  query: UseQueryResult<readonly Place[]>
  label: string
  empty: string
  columns: readonly Column<Place>[]
  placeId: (place: Place) => string
  /** What the filter is held against. */
  searchText: (place: Place) => string
}

export function PlaceList<Place>(props: PlaceListProps<Place>) {
  return (
    <Loaded query={props.query}>
      {(places) => (places.length === 0 ? <EmptyState title={props.empty} /> : <FilteredPlaces {...props} places={places} />)}
    </Loaded>
  )
}

function FilteredPlaces<Place>({ places, label, columns, placeId, searchText }: PlaceListProps<Place> & { places: readonly Place[] }) {
  const say = useTexts(placeTexts)
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const shown = places.filter((place) => searchText(place).toLowerCase().includes(wanted))
  return (
    <Stack gap="sm">
      <TextInput
        aria-label={say('filter')}
        placeholder={say('filter')}
        maw={360}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {shown.length === 0 ? (
        <EmptyState title={say('noMatch')} />
      ) : (
        <DataTable label={label} columns={columns} rows={shown} rowKey={placeId} />
      )}
    </Stack>
  )
}
