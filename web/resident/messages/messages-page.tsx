/** Messages of everybody on this phone, newest first. Showing a message is reading it. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { hrefOf } from '../app/router.ts'
import { PeopleSwitch } from '../code/people-switch.tsx'
import { isUnread, markOpened, messagesOf } from '../state/messages.ts'
import { people } from '../state/people.ts'
import { showMoment } from '../state/region.ts'
import type { Message } from '../state/wire.ts'
import { CachedView } from '../ui/cached-view.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Empty, Loading, Page } from '../ui/page.tsx'
import './messages.css'
import { sayMessages, tellMessage } from './words.ts'

export function MessagesPage() {
  const [chosen, setChosen] = useState<string | null>(null)
  const first = people.value.find(({ residentId }) => messagesOf(residentId).state.value.value?.messages.some(isUnread)) ?? people.value[0]
  const [shownFirst] = useState(first?.residentId)
  const residentId = chosen ?? shownFirst ?? first?.residentId
  if (residentId === undefined) return <Loading />
  return (
    <Page title={sayMessages('title')} back="/">
      {people.value.length > 1 && <PeopleSwitch people={people.value} chosen={residentId} choose={setChosen} />}
      <CachedView key={residentId} query={messagesOf(residentId)}>
        {({ messages }) => <MessageList residentId={residentId} messages={messages} />}
      </CachedView>
    </Page>
  )
}

function MessageList({ residentId, messages }: { residentId: string; messages: readonly Message[] }) {
  const fresh = useRef(new Set<string>()).current // stays marked while the page is open
  for (const message of messages) if (isUnread(message)) fresh.add(message.messageId)
  useEffect(() => void markOpened(residentId, messages), [residentId, messages])
  if (messages.length === 0) return <Empty title={sayMessages('none')}>{sayMessages('noneWhy')}</Empty>
  return (
    <ol class="stack">
      {messages.map((message) => (
        <MessageCard key={message.messageId} message={message} fresh={fresh.has(message.messageId)} />
      ))}
    </ol>
  )
}

const looks: Readonly<Record<Message['kind'], { icon: IconName; wash: string }>> = {
  recall_asked: { icon: 'warning', wash: 'on-yellow' },
  recall_ended: { icon: 'done', wash: 'on-green' },
  recollect_asked: { icon: 'refresh', wash: 'on-unknown' },
  result_corrected: { icon: 'results', wash: 'on-unknown' },
  swab_voided: { icon: 'results', wash: 'on-unknown' },
}

function MessageCard({ message, fresh }: { message: Message; fresh: boolean }) {
  const { icon, wash } = looks[message.kind]
  const { title, text } = tellMessage(message)
  return (
    <li class="card stack stack-small">
      <p class={`sample-outcome ${wash}`}>
        <Icon name={icon} />
        <strong>{title}</strong>
        {fresh && <span class="message-fresh">{sayMessages('fresh')}</span>}
      </p>
      <p>{text}</p>
      <p class="quiet">
        <span class="whole">{showMoment(message.at)}</span> ·{' '}
        <span class="whole">{sayMessages('tube', { code: message.data.tubeCode })}</span>
      </p>
      <a class="message-link" href={hrefOf('/results')}>
        {sayMessages('toResults')}
      </a>
    </li>
  )
}
