/** Every difference by its name in plain words, with the list behind it. First what needs a person, then what is on its way. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useAccount } from '../app/session-gate.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { DifferenceItems } from './difference-items.tsx'
import styles from './difference-list.module.css'
import { differenceTexts, wordsForDifference } from './difference-texts.ts'
import type { Difference, DifferenceFilter } from './reconciliation.query.ts'
import { isVanishing } from './verdict.ts'

/** Auditors read the figures; the lists name residents, if masked. */
const listingRoles = ['commander', 'administrator', 'laboratory'] as const

/** A site, box, device or laboratory to which the lists are narrowed. */
export type ChosenPart = { readonly name: string; readonly filter: DifferenceFilter }

type ListProps = { roundId: string; differences: readonly Difference[]; part: ChosenPart | null; onClear: () => void }

export function DifferenceList({ roundId, differences, part, onClear }: ListProps) {
  const say = useTexts(differenceTexts)
  const present = differences.filter(({ count, tubes }) => count + tubes > 0)
  const groups = [
    ['vanishing', present.filter(({ code }) => isVanishing(code))],
    ['standing', present.filter(({ code }) => !isVanishing(code))],
  ] as const
  return (
    <Section title={say('title')} flush>
      {part === null ? null : (
        <Group gap="sm" role="status">
          <Text size="sm" fw={600}>
            {say('filtered', { name: part.name })}
          </Text>
          <Button size="compact-sm" variant="default" onClick={onClear}>
            {say('clear')}
          </Button>
        </Group>
      )}
      {present.length === 0 ? <EmptyState title={say('none')} /> : null}
      {groups.map(([group, found]) =>
        found.length === 0 ? null : (
          <Stack key={group} gap={6}>
            <Text component="h3" size="sm" fw={600} c="dimmed" m={0}>
              {say(group)}
            </Text>
            {found.map((difference) => (
              <DifferenceCard key={difference.code} roundId={roundId} difference={difference} part={part} />
            ))}
          </Stack>
        ),
      )}
    </Section>
  )
}

function DifferenceCard({ roundId, difference, part }: { roundId: string; difference: Difference; part: ChosenPart | null }) {
  const say = useTexts(differenceTexts)
  const locale = useLocale()
  const [opened, setOpened] = useState(false)
  const { roles } = useAccount()
  const mayList = listingRoles.some((role) => roles.includes(role))
  const words = wordsForDifference(difference.code)
  const name = wordsOf(words.name, locale)
  return (
    <div className={styles.card} data-vanishing={isVanishing(difference.code)}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <div className={styles.words}>
          <Text fw={600}>{name}</Text>
          <Text size="sm">{wordsOf(words.what, locale)}</Text>
          <Text size="sm" c="dimmed">
            {say('toDo', { what: wordsOf(words.toDo, locale) })}
          </Text>
        </div>
        <div className={styles.count}>
          {difference.count > 0 ? <b>{say('count', { count: difference.count })}</b> : null}
          {difference.tubes > 0 ? <span>{say('tubes', { count: difference.tubes })}</span> : null}
          {mayList ? (
            <Button
              size="compact-sm"
              variant="default"
              aria-expanded={opened}
              aria-label={`${say(opened ? 'hide' : 'show')}: ${name}`}
              onClick={() => setOpened(!opened)}
            >
              {say(opened ? 'hide' : 'show')}
            </Button>
          ) : null}
        </div>
      </Group>
      {opened ? <DifferenceItems roundId={roundId} code={difference.code} name={name} filter={part?.filter ?? {}} /> : null}
    </div>
  )
}
