import { formatBytes, percentOf } from '#/lib/format.ts';
import './capacity-bar.css';

interface CapacityBarProps {
  readonly label: string;
  /** Bytes. */
  readonly used: string;
  /** Bytes. */
  readonly total: string;
  /** Percent from which it is shown as filling up, and as nearly full. */
  readonly warnAt?: number;
  readonly alarmAt?: number;
}

/** How much of a capacity is used: a bar with the numbers in words. */
export function CapacityBar({ label, used, total, warnAt = 75, alarmAt = 90 }: CapacityBarProps) {
  const percent = percentOf(used, total);
  const tone = percent >= alarmAt ? 'alarm' : percent >= warnAt ? 'warn' : 'ok';
  const text = `${formatBytes(used)} of ${formatBytes(total)}`;
  return (
    <div className="ast-capacity">
      <div className="ast-capacity-text">
        <span>{label}</span>
        <span className="pf-v6-m-tabular-nums">
          {text} · {percent}%{tone === 'alarm' ? ' · nearly full' : ''}
        </span>
      </div>
      <div className={`ast-capacity-track ast-capacity-${tone}`} aria-hidden="true">
        <div style={{ inlineSize: `${Math.min(100, percent)}%` }} />
      </div>
    </div>
  );
}
