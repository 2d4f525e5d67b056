/** One batch: its facts, its results, and what a second person decides about it. */
import { Paper, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { BackLink } from '../ui/back-link.tsx'
import { Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { useTexts } from '../words/use-texts.ts'
import { AnomalyList } from './anomaly-list.tsx'
import { anomalyTexts } from './anomaly-texts.ts'
import { type Batch, batchQuery } from './batch.query.ts'
import { BatchDecision } from './batch-decision.tsx'
import { batchTexts } from './batch-texts.ts'
import { ResultTable } from './result-table.tsx'

export function BatchPage() {
  const say = useTexts(batchTexts)
  const { batchId } = useParams({ from: '/results/batches/$batchId' })
  const contents = useInfiniteQuery(batchQuery(batchId))
  const title = contents.data === undefined ? say('batch') : `${say(contents.data.batch.kind)} · ${contents.data.batch.laboratoryName}`
  return (
    <Page title={title} aside={<BackLink to="/results/batches">{say('back')}</BackLink>}>
      <Loaded query={contents}>
        {({ batch, results }) => (
          <>
            <Paper p="md">
              <BatchFacts batch={batch} />
              <BatchSigns batch={batch} />
              <BatchDecision batch={batch} />
            </Paper>
            <Section title={say('contents')} flush>
              {results.length === 0 ? <EmptyState title={say('noResults')} /> : <ResultTable results={results} />}
              <MoreButton query={contents} label={say('more')} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** Unusual signs; after the release with the reasons why it was released all the same. */
function BatchSigns({ batch }: { batch: Batch }) {
  const say = useTexts(anomalyTexts)
  if (batch.anomalies.length === 0) return null
  return (
    <Stack gap="sm" mt="md">
      <Notice tone="warning" title={say(batch.state === 'released' ? 'confirmed' : 'title')}>
        <AnomalyList anomalies={batch.anomalies} />
        {batch.confirmed.map(({ code, reason }) => (
          <Text key={code} size="sm" mt={4}>
            {say('reason')}: {reason}
          </Text>
        ))}
      </Notice>
    </Stack>
  )
}

function BatchFacts({ batch }: { batch: Batch }) {
  const say = useTexts(batchTexts)
  return (
    <Facts
      facts={[
        [say('state'), say(batch.state)],
        [say('rows'), batch.rows.toLocaleString()],
        [say('positives'), batch.positives.toLocaleString()],
        [say('invalids'), batch.invalids.toLocaleString()],
        [say('uploaded'), <Time key="uploaded" at={batch.uploadedAt} />],
        [say('uploadedBy'), batch.uploadedBy.displayName],
        ...(batch.releasedAt === null ? [] : [[say('releasedAt'), <Time key="released" at={batch.releasedAt} />] as const]),
        ...(batch.correctionReason === null ? [] : [[say('correctionReason'), batch.correctionReason] as const]),
        ...(batch.rejectionReason === null ? [] : [[say('rejectionReason'), batch.rejectionReason] as const]),
        ...(batch.releasedBy === null ? [] : [[say('releasedBy'), batch.releasedBy.displayName] as const]),
      ]}
    />
  )
}
