/** Masked names of people. A document that led to nobody has a note of the server's in place of a name, `? (reason)` or `*`; that is told in words. */
import type { Texts } from '../words/texts.ts'
import { useTexts } from '../words/use-texts.ts'

const personTexts = {
  nobodyFound: ['身份不明（证件号有误或未登记）', 'Unknown (document mistyped or not registered)'],
} satisfies Texts

export function PersonNames({ masked }: { masked: readonly string[] }) {
  const say = useTexts(personTexts)
  return <>{masked.map((name) => (namesNobody(name) ? say('nobodyFound') : name)).join(' · ')}</>
}

function namesNobody(masked: string): boolean {
  return masked === '*' || masked.startsWith('? (')
}
