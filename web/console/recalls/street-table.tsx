/** The recalls of one street; on paper with a box to tick. */
import { Age } from '../ui/age.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { PersonNames } from '../ui/person-names.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { useTexts } from '../words/use-texts.ts'
import type { Recall } from './recall.query.ts'
import { recallTexts } from './recall-texts.ts'
import styles from './street-table.module.css'

export function StreetTable({ name, recalls }: { name: string; recalls: readonly Recall[] }) {
  const say = useTexts(recallTexts)
  const open = recalls.every(({ state }) => state === 'open')
  const columns: Column<Recall>[] = [
    { key: 'name', header: say('name'), names: true, cell: (recall) => <PersonNames masked={[recall.nameMasked]} /> },
    { key: 'tube', header: say('tube'), cell: (recall) => <code>{recall.tubeCode}</code> },
    { key: 'asked', header: say('asked'), cell: (recall) => <Time at={recall.askedAt} /> },
    open
      ? { key: 'waiting', header: say('waiting'), cell: (recall) => <Age at={recall.askedAt} /> }
      : { key: 'ended', header: say('ended'), cell: (recall) => (recall.endedAt === null ? '–' : <Time at={recall.endedAt} />) },
    ...(open ? [{ key: 'done', header: say('done'), actions: true, cell: () => <span className={styles.box} aria-hidden="true" /> }] : []),
  ]
  return (
    <div className={styles.street}>
      <Section title={`${name} · ${say('people', { count: recalls.length })}`} flush>
        <DataTable label={name} columns={columns} rows={recalls} rowKey={(recall) => recall.recallId} />
      </Section>
    </div>
  )
}
