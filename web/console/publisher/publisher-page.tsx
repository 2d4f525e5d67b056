/** What the publisher has put out, how old it is, and whether it keeps up. */
import { Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Age } from '../ui/age.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Facts } from '../ui/facts.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState, FailureState, LoadingState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { formatBytes, formatDuration } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { lagLimitMs, type PublishedFile, type PublisherStatus, publisherQuery } from './publisher.query.ts'
import { publisherTexts } from './publisher-texts.ts'

export function PublisherPage() {
  const say = useTexts(publisherTexts)
  const status = useQuery(publisherQuery)
  return (
    <Page title={say('title')} lead={say('lead')} aside={<Freshness query={status} />}>
      {status.data === undefined ? (
        status.isError ? (
          <FailureState error={status.error} onRetry={() => void status.refetch()} />
        ) : (
          <LoadingState />
        )
      ) : (
        <>
          <Pace status={status.data} />
          <Files files={status.data.files} />
        </>
      )}
    </Page>
  )
}

function Pace({ status }: { status: PublisherStatus }) {
  const say = useTexts(publisherTexts)
  const locale = useLocale()
  const limit = formatDuration(lagLimitMs, locale)
  const late = status.pendingChanges > 0 && status.lagMs > lagLimitMs
  return (
    <>
      {late ? (
        <Notice tone="bad" title={say('late', { count: status.pendingChanges, limit })} />
      ) : (
        <Notice tone="good" title={say('onTime', { limit })} />
      )}
      <Paper p="md">
        <Facts
          facts={[
            [say('pending'), status.pendingChanges.toLocaleString(locale)],
            [say('lag'), formatDuration(status.lagMs, locale)],
            [say('lastPublished'), status.lastPublishedAt === null ? say('never') : <Age key="last" at={status.lastPublishedAt} />],
          ]}
        />
      </Paper>
    </>
  )
}

function Files({ files }: { files: readonly PublishedFile[] }) {
  const say = useTexts(publisherTexts)
  const columns: Column<PublishedFile>[] = [
    { key: 'path', header: say('path'), names: true, cell: (file) => <code>{file.path}</code> },
    { key: 'version', header: say('version'), figures: true, cell: (file) => file.version },
    { key: 'size', header: say('size'), figures: true, cell: (file) => formatBytes(file.bytes) },
    { key: 'published', header: say('publishedAt'), figures: true, cell: (file) => <Time at={file.publishedAt} seconds /> },
    { key: 'age', header: say('age'), figures: true, cell: (file) => <Age at={file.publishedAt} /> },
  ]
  return (
    <Section title={say('files')} flush>
      {files.length === 0 ? (
        <EmptyState title={say('noFiles')}>{say('noFilesNext')}</EmptyState>
      ) : (
        <DataTable label={say('files')} columns={columns} rows={files} rowKey={(file) => file.path} />
      )}
    </Section>
  )
}
