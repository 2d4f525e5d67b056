/** The list of features the account may use, grouped by work. */
import { Link } from '@tanstack/react-router'
import { Icon } from '../ui/icon.tsx'
import { useTexts } from '../words/use-texts.ts'
import { featuresFor } from './features.ts'
import styles from './navigation.module.css'
import { useAccount } from './session-gate.tsx'
import { featureTexts, groupTexts, shellTexts } from './shell-texts.ts'

export function Navigation({ onChoose }: { onChoose?: () => void }) {
  const say = useTexts(shellTexts)
  const sayGroup = useTexts(groupTexts)
  const sayFeature = useTexts(featureTexts)
  const seen = featuresFor(useAccount().roles)
  const groups = [...new Set(seen.map((feature) => feature.group))]
  return (
    <nav aria-label={say('navigation')}>
      {groups.map((group) => (
        <div key={group} className={styles.group}>
          <h2 className={styles.title}>{sayGroup(group)}</h2>
          <ul>
            {seen
              .filter((feature) => feature.group === group)
              .map((feature) => (
                <li key={feature.id}>
                  <Link to={feature.path} className={styles.link!} {...(onChoose === undefined ? {} : { onClick: onChoose })}>
                    <Icon name={feature.icon} />
                    {sayFeature(feature.id)}
                  </Link>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
