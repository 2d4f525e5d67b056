/** Buildings of a round: where, how many people, into which tubes; with a way out of the list while it is planned. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { streetName } from '../places/divisions.ts'
import { divisionsQuery } from '../places/places.query.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { planTexts } from './plan-texts.ts'
import type { Building } from './round.query.ts'
import { poolTexts } from './round-texts.ts'

type Props = { readonly buildings: readonly Building[]; readonly onRemove?: (building: Building) => void }

export function BuildingTable({ buildings, onRemove }: Props) {
  const say = useTexts(planTexts)
  const sayPool = useTexts(poolTexts)
  const { data: districts = [] } = useQuery(divisionsQuery)
  const columns: Column<Building>[] = [
    { key: 'name', header: say('buildingName'), names: true, cell: ({ name }) => name },
    { key: 'street', header: say('buildingStreet'), cell: ({ streetCode }) => streetName(districts, streetCode) },
    { key: 'residents', header: say('buildingResidents'), figures: true, cell: ({ residents }) => formatFigure(residents) },
    { key: 'pool', header: say('pool'), cell: ({ pool }) => sayPool(pool) },
  ]
  const removal: Column<Building> = {
    key: 'actions',
    header: say('actions'),
    actions: true,
    cell: (building) => (
      <Button size="compact-sm" variant="default" aria-label={`${say('remove')}: ${building.name}`} onClick={() => onRemove?.(building)}>
        {say('remove')}
      </Button>
    ),
  }
  return (
    <DataTable
      label={say('buildings')}
      columns={onRemove === undefined ? columns : [...columns, removal]}
      rows={buildings}
      rowKey={({ streetCode, name }) => `${streetCode} ${name}`}
    />
  )
}
