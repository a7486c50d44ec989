import '@patternfly/react-styles/css/components/Tabs/tabs.css';
import { Link } from 'react-router';
import { paths } from '#/lib/paths.ts';

interface VolumeTabsProps {
  readonly volumeId: string;
  readonly current: 'details' | 'snapshots';
}

/** The pages about one volume: PatternFly's tabs in plain elements. */
export function VolumeTabs({ volumeId, current }: VolumeTabsProps) {
  const tabs = [
    ['details', 'Details', paths.volume(volumeId)],
    ['snapshots', 'Snapshots', paths.volumeSnapshots(volumeId)],
  ] as const;
  return (
    <nav className="pf-v6-c-tabs" aria-label="Pages of the volume">
      <ul className="pf-v6-c-tabs__list">
        {tabs.map(([tab, text, to]) => (
          <li
            key={tab}
            className={tab === current ? 'pf-v6-c-tabs__item pf-m-current' : 'pf-v6-c-tabs__item'}
          >
            <Link
              to={to}
              className="pf-v6-c-tabs__link"
              aria-current={tab === current ? 'page' : undefined}
            >
              <span className="pf-v6-c-tabs__item-text">{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
