/** Conflicts, newest first, open ones to begin with. */
import { Group, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Page } from '../ui/page.tsx'
import { PersonNames } from '../ui/person-names.tsx'
import { StateChoice } from '../ui/state-choice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { type ConflictRow, type ConflictState, conflictCodes, conflictStates, conflictsQuery } from './conflict.query.ts'
import { conflictTexts } from './conflict-texts.ts'
import { wordsForConflict } from './conflict-words.ts'

export function ConflictsPage() {
  const say = useTexts(conflictTexts)
  const [state, setState] = useState<ConflictState>('open')
  const [code, setCode] = useState<string | null>(null)
  const conflicts = useInfiniteQuery(conflictsQuery(state, code))
  return (
    <Page title={say('title')} lead={say('lead')} aside={<Freshness query={conflicts} />}>
      <Group gap="md" align="flex-end">
        <StateChoice label={say('state')} states={conflictStates} word={say} value={state} onChange={setState} />
        <KindChoice code={code} onCode={setCode} />
      </Group>
      <Loaded query={conflicts}>
        {(found) =>
          found.length === 0 ? <NoConflicts state={state} narrowed={code !== null} /> : <ConflictTable conflicts={found} state={state} />
        }
      </Loaded>
      <MoreButton query={conflicts} label={say('more')} />
    </Page>
  )
}

function KindChoice({ code, onCode }: { code: string | null; onCode: (code: string | null) => void }) {
  const say = useTexts(conflictTexts)
  const locale = useLocale()
  return (
    <Select
      aria-label={say('kind')}
      placeholder={say('allKinds')}
      clearable
      searchable
      w={280}
      maw="100%"
      data={conflictCodes.map((value) => ({ value, label: wordsOf(wordsForConflict(value).name, locale) }))}
      value={code}
      onChange={onCode}
    />
  )
}

function NoConflicts({ state, narrowed }: { state: ConflictState; narrowed: boolean }) {
  const say = useTexts(conflictTexts)
  if (narrowed) return <EmptyState title={say('noneOfKind')} />
  return state === 'open' ? (
    <EmptyState title={say('emptyOpen')}>{say('emptyOpenNext')}</EmptyState>
  ) : (
    <EmptyState title={say('emptyResolved')} />
  )
}

function ConflictTable({ conflicts, state }: { conflicts: readonly ConflictRow[]; state: ConflictState }) {
  const say = useTexts(conflictTexts)
  const locale = useLocale()
  const columns: Column<ConflictRow>[] = [
    {
      key: 'what',
      header: say('what'),
      names: true,
      cell: ({ conflictId, code }) => (
        <Link to="/conflicts/$conflictId" params={{ conflictId }}>
          {wordsOf(wordsForConflict(code).name, locale)}
        </Link>
      ),
    },
    { key: 'tube', header: say('tube'), cell: ({ tubeCode }) => (tubeCode === null ? '–' : <code>{tubeCode}</code>) },
    { key: 'site', header: say('site'), cell: ({ siteName }) => siteName ?? '–' },
    {
      key: 'residents',
      header: say('residents'),
      cell: ({ residents }) => <PersonNames masked={residents.map(({ nameMasked }) => nameMasked)} />,
    },
    { key: 'at', header: say('at'), cell: ({ at }) => <Time at={at} /> },
    ...(state === 'resolved' ? answerColumns(say) : []),
  ]
  return <DataTable label={say('title')} columns={columns} rows={conflicts} rowKey={({ conflictId }) => conflictId} />
}

function answerColumns(say: (key: 'answer' | 'note' | 'accepted' | 'void_swabs') => string): Column<ConflictRow>[] {
  return [
    { key: 'answer', header: say('answer'), cell: ({ resolution }) => (resolution === null ? '–' : say(resolution)) },
    { key: 'note', header: say('note'), cell: ({ note }) => note ?? '' },
  ]
}
