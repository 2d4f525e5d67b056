/** Says on every page, the code's first of all, that there are messages nobody has opened, as the last contact brought them. Asks nobody. */
import { unreadCount } from '../state/messages.ts'
import { Icon } from '../ui/icon.tsx'
import { hrefOf } from './router.ts'
import { say } from './say.ts'

export function MessageMark() {
  if (unreadCount.value === 0) return null
  const words = say('unread', { count: unreadCount.value })
  return (
    <a class="message-mark" href={hrefOf('/messages')} aria-label={words} title={words}>
      <Icon name="message" size={22} />
      {unreadCount.value}
    </a>
  )
}
