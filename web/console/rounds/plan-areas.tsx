/** Step 2: which districts or streets are sampled, and how many residents share a tube in each. */
import { Button, Group, Paper, Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { streetName } from '../places/divisions.ts'
import { type District, divisionsQuery } from '../places/places.query.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { PlanBuildings } from './plan-buildings.tsx'
import { type PlanDraft, type StepProps, withArea } from './plan-draft.ts'
import { planTexts } from './plan-texts.ts'
import { pools } from './round.query.ts'
import { poolTexts } from './round-texts.ts'

type Area = PlanDraft['areas'][number]

export function PlanAreas(props: StepProps) {
  const say = useTexts(planTexts)
  const divisions = useQuery(divisionsQuery)
  return (
    <Stack gap="md">
      {props.faults.areas === undefined ? null : <Notice tone="warning">{say(props.faults.areas)}</Notice>}
      <Loaded query={divisions}>
        {(districts) => (
          <>
            <AddArea {...props} districts={districts} />
            {props.draft.areas.length === 0 ? (
              <EmptyState title={say('noAreas')}>{say('noAreasNext')}</EmptyState>
            ) : (
              <ChosenAreas {...props} districts={districts} />
            )}
            <PlanBuildings {...props} districts={districts} />
          </>
        )}
      </Loaded>
    </Stack>
  )
}

function AddArea({ draft, districts, onEdit }: StepProps & { districts: readonly District[] }) {
  const say = useTexts(planTexts)
  const add = (code: string | null): void => {
    if (code !== null) onEdit({ areas: withArea(draft.areas, code, 'ten') })
  }
  const choices = districts.map((district) => ({
    group: district.name,
    items: [
      { value: district.code, label: say('wholeDistrict', { name: district.name }) },
      ...district.streets.map((street) => ({ value: street.code, label: street.name })),
    ],
  }))
  return (
    <Paper p="md">
      <Group align="flex-end" gap="sm">
        <Select
          label={say('addArea')}
          placeholder={say('addAreaHint')}
          searchable
          limit={100}
          w={340}
          maw="100%"
          data={choices}
          value={null}
          onChange={add}
        />
        <Button
          variant="default"
          onClick={() => onEdit({ areas: districts.reduce((areas, { code }) => withArea(areas, code, 'ten'), draft.areas) })}
        >
          {say('addAll')}
        </Button>
      </Group>
    </Paper>
  )
}

function ChosenAreas({ draft, districts, onEdit }: StepProps & { districts: readonly District[] }) {
  const say = useTexts(planTexts)
  const nameOf = ({ code }: Area): string => {
    const district = districts.find((known) => known.code === code)
    return district === undefined ? streetName(districts, code) : say('wholeDistrict', { name: district.name })
  }
  const change = (area: Area, pool: string | null): void =>
    onEdit({
      areas: draft.areas.map((one) => (one.code === area.code ? { ...one, pool: pools.find((known) => known === pool) ?? one.pool } : one)),
    })
  const columns: Column<Area>[] = [
    { key: 'name', header: say('area'), names: true, cell: nameOf },
    { key: 'pool', header: say('pool'), cell: (area) => <PoolSelect area={area} name={nameOf(area)} onPool={change} /> },
    {
      key: 'actions',
      header: say('actions'),
      actions: true,
      cell: (area) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${say('remove')}: ${nameOf(area)}`}
          onClick={() => onEdit({ areas: draft.areas.filter((one) => one.code !== area.code) })}
        >
          {say('remove')}
        </Button>
      ),
    },
  ]
  return <DataTable label={say('step2')} columns={columns} rows={draft.areas} rowKey={(area) => area.code} />
}

function PoolSelect({ area, name, onPool }: { area: Area; name: string; onPool: (area: Area, pool: string | null) => void }) {
  const say = useTexts(planTexts)
  const sayPool = useTexts(poolTexts)
  return (
    <Select
      aria-label={say('poolOf', { name })}
      size="xs"
      w={210}
      maw="100%"
      data={pools.map((value) => ({ value, label: sayPool(value) }))}
      value={area.pool}
      onChange={(pool) => onPool(area, pool)}
    />
  )
}
