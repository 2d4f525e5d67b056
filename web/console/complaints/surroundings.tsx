/** What is known around the hour a resident names: their own swabs, tubes nearby, numbers alike, desks that may still hold something. */
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import type { ComplaintDetail, TubePlace } from './complaint.query.ts'
import { complaintTexts, placeTexts } from './complaint-texts.ts'

export function Surroundings({ complaint }: { complaint: ComplaintDetail }) {
  return (
    <>
      <OwnSamples samples={complaint.ownSamples} />
      <TubesAround tubes={complaint.tubesAround} />
      <NearNumbers tubes={complaint.nearNumbers} />
      <Desks desks={complaint.desks} />
    </>
  )
}

function useTubeColumns(): Column<TubePlace>[] {
  const say = useTexts(complaintTexts)
  const sayPlace = useTexts(placeTexts)
  return [
    { key: 'tube', header: say('tubeCode'), names: true, cell: (tube) => <code>{tube.tubeCode}</code> },
    { key: 'where', header: say('where'), cell: (tube) => sayPlace(tube.place) },
    { key: 'at', header: say('at'), cell: (tube) => (tube.at === null ? '–' : <Time at={tube.at} />) },
  ]
}

function OwnSamples({ samples }: { samples: ComplaintDetail['ownSamples'] }) {
  const say = useTexts(complaintTexts)
  const columns: Column<(typeof samples)[number]>[] = [
    ...useTubeColumns(),
    { key: 'sampled', header: say('sampled'), cell: (sample) => <Time at={sample.sampledAt} /> },
  ]
  return (
    <Section title={say('ownSamples')} flush>
      {samples.length === 0 ? (
        <EmptyState title={say('noOwn')} />
      ) : (
        <DataTable
          label={say('ownSamples')}
          columns={columns}
          rows={samples}
          rowKey={(sample) => `${sample.tubeCode}-${sample.sampledAt}`}
        />
      )}
    </Section>
  )
}

function TubesAround({ tubes }: { tubes: ComplaintDetail['tubesAround'] }) {
  const say = useTexts(complaintTexts)
  const columns: Column<(typeof tubes)[number]>[] = [
    ...useTubeColumns(),
    { key: 'swabs', header: say('swabs'), figures: true, cell: (tube) => formatFigure(tube.swabs) },
    { key: 'unnamed', header: say('unnamed'), figures: true, cell: (tube) => formatFigure(tube.unnamed) },
  ]
  if (tubes.length === 0) return null
  return (
    <Section title={say('tubesAround')} flush>
      <DataTable label={say('tubesAround')} columns={columns} rows={tubes} rowKey={(tube) => tube.tubeCode} />
    </Section>
  )
}

function NearNumbers({ tubes }: { tubes: ComplaintDetail['nearNumbers'] }) {
  const say = useTexts(complaintTexts)
  const columns = useTubeColumns()
  if (tubes.length === 0) return null
  return (
    <Section title={say('nearNumbers')} flush>
      <DataTable label={say('nearNumbers')} columns={columns} rows={tubes} rowKey={(tube) => tube.tubeCode} />
    </Section>
  )
}

function Desks({ desks }: { desks: ComplaintDetail['desks'] }) {
  const say = useTexts(complaintTexts)
  const columns: Column<(typeof desks)[number]>[] = [
    { key: 'desk', header: say('desk'), names: true, cell: (desk) => desk.label ?? `…${desk.deviceId.slice(-8)}` },
    {
      key: 'contact',
      header: say('lastContact'),
      cell: (desk) => (desk.lastContactAt === null ? say('never') : <Time at={desk.lastContactAt} />),
    },
    { key: 'queued', header: say('queued'), figures: true, cell: (desk) => (desk.queued === null ? '–' : formatFigure(desk.queued)) },
    { key: 'missing', header: say('missing'), figures: true, cell: (desk) => formatFigure(desk.missingRecords) },
  ]
  if (desks.length === 0) return null
  return (
    <Section title={say('desks')} flush>
      <DataTable label={say('desks')} columns={columns} rows={desks} rowKey={(desk) => desk.deviceId} />
    </Section>
  )
}
