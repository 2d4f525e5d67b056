/** Step 2, second half: buildings that are sampled at their doors. */
import { Button, Group, NumberInput, Paper, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { District } from '../places/places.query.ts'
import { useTexts } from '../words/use-texts.ts'
import { BuildingTable } from './building-table.tsx'
import type { StepProps } from './plan-draft.ts'
import { planTexts } from './plan-texts.ts'
import type { Building } from './round.query.ts'

const residentsMax = 20_000

export function PlanBuildings({ draft, districts, onEdit }: StepProps & { districts: readonly District[] }) {
  const say = useTexts(planTexts)
  const others = (building: Building) =>
    draft.buildings.filter(({ streetCode, name }) => streetCode !== building.streetCode || name !== building.name)
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {say('buildingsLead')}
      </Text>
      <AddBuilding districts={districts} onAdd={(building) => onEdit({ buildings: [...others(building), building] })} />
      {draft.buildings.length === 0 ? null : (
        <BuildingTable buildings={draft.buildings} onRemove={(building) => onEdit({ buildings: others(building) })} />
      )}
    </Stack>
  )
}

function AddBuilding({ districts, onAdd }: { districts: readonly District[]; onAdd: (building: Building) => void }) {
  const say = useTexts(planTexts)
  const [streetCode, setStreetCode] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [residents, setResidents] = useState<number | string>('')
  const count = Number(residents)
  const ready = streetCode !== null && name.trim() !== '' && Number.isInteger(count) && count >= 1 && count <= residentsMax
  const add = (): void => {
    if (!ready) return
    onAdd({ streetCode, name: name.trim(), residents: count, pool: 'household' })
    setName('')
    setResidents('')
  }
  const choices = districts.map((district) => ({
    group: district.name,
    items: district.streets.map((street) => ({ value: street.code, label: street.name })),
  }))
  return (
    <Paper p="md">
      <Group align="flex-end" gap="sm">
        <Select
          label={say('buildingStreet')}
          searchable
          limit={100}
          w={220}
          maw="100%"
          data={choices}
          value={streetCode}
          onChange={setStreetCode}
        />
        <TextInput
          label={say('buildingName')}
          maxLength={60}
          w={220}
          maw="100%"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NumberInput label={say('buildingResidents')} min={1} max={residentsMax} w={120} value={residents} onChange={setResidents} />
        <Button variant="default" disabled={!ready} onClick={add}>
          {say('addBuilding')}
        </Button>
      </Group>
    </Paper>
  )
}
