/** Unpacking a box with a scanner gun: one field always ready for the next tube, the last answer in large type, what is missing in view. */
import { Button, Checkbox, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Facts } from '../ui/facts.tsx'
import { Notice } from '../ui/notice.tsx'
import { Time } from '../ui/time.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import type { ReceivedBox } from './box.query.ts'
import { boxTexts } from './box-texts.ts'
import { CompleteBox } from './complete-box.tsx'
import { LastScan } from './last-scan.tsx'
import { ScanForm } from './scan-form.tsx'
import { TubeTable } from './tube-table.tsx'
import { countsOf, rowsOf, type Scan } from './unpacking.ts'
import { useUnpacking } from './use-unpacking.ts'

type DeskProps = { box: ReceivedBox; already: boolean; laboratoryId: string; onDone: () => void }

export function UnpackingDesk({ box, already, laboratoryId, onDone }: DeskProps) {
  const say = useTexts(boxTexts)
  const { unpacking, enter } = useUnpacking(box, laboratoryId)
  const [counting, setCounting] = useState(false)
  const [last, setLast] = useState<Scan | null>(null)
  const counts = countsOf(unpacking)
  return (
    <Stack gap="md">
      <Paper p="lg">
        <Stack gap="md">
          <Title order={2}>{say('box', { code: box.boxCode })}</Title>
          <Facts
            facts={[
              [say('site'), box.siteName ?? say('unknownSite')],
              [say('handedOver'), box.handedOverAt === null ? say('notHandedOver') : <Time key="handed" at={box.handedOverAt} />],
              ...(box.tubesCounted === null ? [] : [[say('countedBySite'), formatFigure(box.tubesCounted)] as const]),
            ]}
          />
          {already ? <Notice tone="info">{say('alreadyReceived')}</Notice> : null}
          {box.siteName === null ? <Notice tone="info">{say('unknownBox')}</Notice> : null}
          <Checkbox label={say('countSwabs')} checked={counting} onChange={(event) => setCounting(event.currentTarget.checked)} />
          <ScanForm unpacking={unpacking} counting={counting} onScan={setLast} onTube={(tube) => void enter([tube])} />
          <LastScan scan={last} unpacking={unpacking} />
          <Group gap="lg">
            <Text fw={600}>{say('progress', { here: counts.here, expected: counts.expected })}</Text>
            {counts.missing > 0 ? <Text>{say('missing', { count: counts.missing })}</Text> : null}
            {counts.extra > 0 ? <Text>{say('extra', { count: counts.extra })}</Text> : null}
          </Group>
          {counts.unsent > 0 ? (
            <Unsent
              count={counts.unsent}
              onRetry={() => void enter([...unpacking.ticks.values()].filter(({ state }) => state === 'failed'))}
            />
          ) : null}
          <CompleteBox boxCode={box.boxCode} laboratoryId={laboratoryId} counts={counts} onDone={onDone} />
        </Stack>
      </Paper>
      <TubeTable rows={rowsOf(unpacking)} />
    </Stack>
  )
}

function Unsent({ count, onRetry }: { count: number; onRetry: () => void }) {
  const say = useTexts(boxTexts)
  return (
    <Notice tone="warning" title={say('unsent', { count })}>
      <Button size="compact-sm" variant="default" mt={4} onClick={onRetry}>
        {say('retry')}
      </Button>
    </Notice>
  )
}
