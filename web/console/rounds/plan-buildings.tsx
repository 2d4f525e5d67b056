/** Step 2, second half: buildings that are sampled at their doors. */
import { Stack, Text } from '@mantine/core'
import type { District } from '../places/places.query.ts'
import { Section } from '../ui/section.tsx'
import { useTexts } from '../words/use-texts.ts'
import { AddBuilding } from './add-building.tsx'
import { BuildingTable } from './building-table.tsx'
import type { StepProps } from './plan-draft.ts'
import { planTexts } from './plan-texts.ts'
import type { Building } from './round.query.ts'

export function PlanBuildings({ draft, districts, onEdit }: StepProps & { districts: readonly District[] }) {
  const say = useTexts(planTexts)
  const others = (building: Building) =>
    draft.buildings.filter(({ streetCode, name }) => streetCode !== building.streetCode || name !== building.name)
  return (
    <Section title={say('buildingsOptional')} flush>
      <Stack gap="sm">
        <Text size="sm" c="dimmed" maw={720}>
          {say('buildingsLead')}
        </Text>
        <AddBuilding districts={districts} onAdd={(building) => onEdit({ buildings: [...others(building), building] })} />
        {draft.buildings.length === 0 ? null : (
          <BuildingTable buildings={draft.buildings} onRemove={(building) => onEdit({ buildings: others(building) })} />
        )}
      </Stack>
    </Section>
  )
}
