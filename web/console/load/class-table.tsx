/** The classes of requests: how open each is, who waits, who was refused. */
import { Text } from '@mantine/core'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Section } from '../ui/section.tsx'
import { useTexts } from '../words/use-texts.ts'
import type { ClassLoad } from './load.query.ts'
import { loadTexts } from './load-texts.ts'

export function ClassTable({ classes }: { classes: readonly ClassLoad[] }) {
  const say = useTexts(loadTexts)
  const columns: Column<ClassLoad>[] = [
    { key: 'class', header: say('class'), names: true, cell: (one) => say(one.name) },
    { key: 'state', header: say('state'), cell: (one) => say(one.openness) },
    { key: 'queued', header: say('queued'), figures: true, cell: (one) => one.queued.toLocaleString() },
    { key: 'wait', header: say('wait'), figures: true, cell: (one) => `${one.waitP99Ms} ms` },
    { key: 'admitted', header: say('admitted'), figures: true, cell: (one) => one.admitted.toLocaleString() },
    { key: 'refused', header: say('refused'), figures: true, cell: (one) => one.refused.toLocaleString() },
  ]
  return (
    <Section title={say('classes')} flush>
      <DataTable label={say('classes')} columns={columns} rows={classes} rowKey={(one) => one.name} />
      <Text size="sm" c="dimmed">
        {say('classesNote')}
      </Text>
    </Section>
  )
}
