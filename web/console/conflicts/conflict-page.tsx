/** One conflict: what happened, the swabs behind it, and the answer of a person. */
import { Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { BackLink } from '../ui/back-link.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { PersonNames } from '../ui/person-names.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { type Conflict, type ConflictSwab, conflictQuery } from './conflict.query.ts'
import { conflictTexts } from './conflict-texts.ts'
import { wordsForConflict } from './conflict-words.ts'
import { SettleForm } from './settle-form.tsx'

export function ConflictPage() {
  const say = useTexts(conflictTexts)
  const locale = useLocale()
  const { conflictId } = useParams({ from: '/conflicts/$conflictId' })
  const conflict = useQuery(conflictQuery(conflictId))
  const title = conflict.data === undefined ? say('conflict') : wordsOf(wordsForConflict(conflict.data.code).name, locale)
  return (
    <Page title={title} aside={<BackLink to="/conflicts">{say('back')}</BackLink>}>
      <Loaded query={conflict}>{(found) => <ConflictView conflict={found} />}</Loaded>
    </Page>
  )
}

function ConflictView({ conflict }: { conflict: Conflict }) {
  const say = useTexts(conflictTexts)
  const locale = useLocale()
  const words = wordsForConflict(conflict.code)
  const open = conflict.state === 'open'
  return (
    <>
      <Paper p="md">
        <Stack gap="sm">
          <Text maw="68ch">{wordsOf(words.what, locale)}</Text>
          <Facts
            facts={[
              [say('tube'), conflict.tubeCode === null ? '–' : <code key="tube">{conflict.tubeCode}</code>],
              [say('site'), conflict.siteName ?? '–'],
              [say('at'), <Time key="at" at={conflict.at} />],
            ]}
          />
          {open ? <Notice tone={words.blocks ? 'warning' : 'info'}>{say(words.blocks ? 'blocks' : 'doesNotBlock')}</Notice> : null}
        </Stack>
      </Paper>
      <Section title={say('records')} flush>
        {conflict.swabs.length === 0 ? (
          <Text size="sm" c="dimmed">
            {say('noRecords')}
          </Text>
        ) : (
          <SwabTable swabs={conflict.swabs} />
        )}
      </Section>
      <Answer conflict={conflict} />
    </>
  )
}

function SwabTable({ swabs }: { swabs: readonly ConflictSwab[] }) {
  const say = useTexts(conflictTexts)
  const columns: Column<ConflictSwab>[] = [
    { key: 'who', header: say('who'), names: true, cell: (swab) => <PersonNames masked={[swab.nameMasked ?? say('unknownWho')]} /> },
    { key: 'tube', header: say('tube'), cell: (swab) => <code>{swab.tubeCode}</code> },
    { key: 'at', header: say('sampledAt'), cell: (swab) => <Time at={swab.at} seconds /> },
    { key: 'site', header: say('site'), cell: (swab) => swab.siteName ?? '–' },
    { key: 'desk', header: say('desk'), cell: (swab) => swab.deviceLabel ?? '–' },
    { key: 'counts', header: say('counts'), cell: (swab) => say(swab.removed ? 'no' : 'yes') },
  ]
  return <DataTable label={say('records')} columns={columns} rows={swabs} rowKey={(swab) => swab.swabId} />
}

function Answer({ conflict }: { conflict: Conflict }) {
  const say = useTexts(conflictTexts)
  if (conflict.state === 'open') return <SettleForm conflict={conflict} />
  return (
    <Notice tone="good" title={conflict.resolution === null ? say('resolved') : say(conflict.resolution)}>
      {conflict.note}
    </Notice>
  )
}
