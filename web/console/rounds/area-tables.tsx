/** Progress by district and, of the district opened, by street. */
import { Button } from '@mantine/core'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Section } from '../ui/section.tsx'
import { ShareBar } from '../ui/share-bar.tsx'
import { EmptyState } from '../ui/states.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import type { AreaProgress, Progress } from './progress.query.ts'
import { progressTexts } from './round-texts.ts'

type AreaTablesProps = { progress: Progress; districtCode: string | null; onDistrict: (code: string | null) => void }

export function AreaTables({ progress, districtCode, onDistrict }: AreaTablesProps) {
  const say = useTexts(progressTexts)
  const opened = progress.districts.find((district) => district.code === districtCode)
  const columns: Column<AreaProgress>[] = [
    { key: 'name', header: say('district'), names: true, cell: (area) => area.name },
    ...figureColumns(say),
    {
      key: 'open',
      header: say('openDistrict'),
      actions: true,
      cell: (area) => <OpenButton area={area} opened={area.code === districtCode} onDistrict={onDistrict} />,
    },
  ]
  return (
    <>
      <Section title={say('districts')} flush>
        {progress.districts.length === 0 ? (
          <EmptyState title={say('nobodyExpected')} />
        ) : (
          <DataTable label={say('districts')} columns={columns} rows={progress.districts} rowKey={(area) => area.code} />
        )}
      </Section>
      {opened === undefined ? null : (
        <Section title={say('streets', { name: opened.name })} flush>
          <DataTable
            label={say('streets', { name: opened.name })}
            columns={[{ key: 'name', header: say('street'), names: true, cell: (area) => area.name }, ...figureColumns(say)]}
            rows={progress.streets.filter((street) => street.code.startsWith(opened.code))}
            rowKey={(area) => area.code}
          />
        </Section>
      )}
    </>
  )
}

function figureColumns(say: (key: 'sampled' | 'missing') => string): Column<AreaProgress>[] {
  return [
    { key: 'sampled', header: say('sampled'), cell: (area) => <ShareBar part={area.sampled} whole={area.expected} /> },
    { key: 'missing', header: say('missing'), figures: true, cell: (area) => formatFigure(Math.max(0, area.expected - area.sampled)) },
  ]
}

type OpenProps = { area: AreaProgress; opened: boolean; onDistrict: (code: string | null) => void }

function OpenButton({ area, opened, onDistrict }: OpenProps) {
  const say = useTexts(progressTexts)
  const word = say(opened ? 'closeDistrict' : 'openDistrict')
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-expanded={opened}
      aria-label={`${word}: ${area.name}`}
      onClick={() => onDistrict(opened ? null : area.code)}
    >
      {word}
    </Button>
  )
}
