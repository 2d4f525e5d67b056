/** One complaint: what the resident says, what was found, what lies around it, and the answer. */
import { Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { BackLink } from '../ui/back-link.tsx'
import { Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { formatTime } from '../words/format.ts'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { AnswerForm } from './answer-form.tsx'
import { type ComplaintDetail, complaintQuery } from './complaint.query.ts'
import { complaintTexts, placeTexts, wordsForFinding } from './complaint-texts.ts'
import { Surroundings } from './surroundings.tsx'

export function ComplaintPage() {
  const say = useTexts(complaintTexts)
  const { complaintId } = useParams({ from: '/complaints/$complaintId' })
  const complaint = useQuery(complaintQuery(complaintId))
  return (
    <Page title={say('complaint')} aside={<BackLink to="/complaints">{say('back')}</BackLink>}>
      <Loaded query={complaint}>
        {(found) => (
          <>
            <Said complaint={found} />
            <Found complaint={found} />
            <Surroundings complaint={found} />
            <Answer complaint={found} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Said({ complaint }: { complaint: ComplaintDetail }) {
  const say = useTexts(complaintTexts)
  return (
    <Paper p="md">
      <Stack gap="sm">
        <Facts
          facts={[
            [say('resident'), complaint.nameMasked],
            [say('sampled'), <Time key="sampled" at={complaint.sampledAt} />],
            [say('site'), complaint.siteName ?? say('notSaid')],
            [say('tube'), complaint.tubeCode === null ? say('notSaid') : <code key="tube">{complaint.tubeCode}</code>],
            [say('made'), <Time key="made" at={complaint.at} />],
          ]}
        />
        {complaint.note === '' ? null : (
          <Text size="sm">
            {say('note')}: {complaint.note}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}

function Found({ complaint: { finding } }: { complaint: ComplaintDetail }) {
  const sayPlace = useTexts(placeTexts)
  const locale = useLocale()
  const words = wordsForFinding(finding.code)
  const where = [
    finding.tubeCode,
    finding.place === null ? null : sayPlace(finding.place),
    finding.at === null ? null : formatTime(finding.at),
  ].filter((part) => part !== null)
  return (
    <Notice tone={finding.code === 'not_found' ? 'warning' : 'info'} title={wordsOf(words.name, locale)}>
      {where.length === 0 ? null : <Text size="sm">{where.join(' · ')}</Text>}
      <Text size="sm">{wordsOf(words.toDo, locale)}</Text>
    </Notice>
  )
}

function Answer({ complaint }: { complaint: ComplaintDetail }) {
  const say = useTexts(complaintTexts)
  if (complaint.state === 'open') return <AnswerForm complaintId={complaint.complaintId} />
  return (
    <Notice tone="good" title={say('answeredAt', { at: complaint.answeredAt === null ? '–' : formatTime(complaint.answeredAt) })}>
      {complaint.answer}
    </Notice>
  )
}
