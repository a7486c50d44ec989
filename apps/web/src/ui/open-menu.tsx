import { Divider } from '@patternfly/react-core/dist/esm/components/Divider';
import {
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
} from '@patternfly/react-core/dist/esm/components/Dropdown';
import { Select } from '@patternfly/react-core/dist/esm/components/Select';
import {
  Fragment,
  useEffect,
  useReducer,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { menuRoot } from './menu-root.ts';
import './open-menu.css';
import { OptionList, type OptionListProps } from './option-list.tsx';

interface Placed {
  /** Which of the button's sides it keeps to. */
  readonly side?: 'left' | 'right';
  /** Beside its button, instead of at the end of the page's content, which tables need that would cut it off. */
  readonly isInline?: boolean;
}

/** Things that can be done. */
interface Actions extends Placed {
  readonly kind: 'actions';
  /** Of the list; without it, it has no name. */
  readonly label?: string;
  /** Whether it is the menu of one of many: the focus goes into it, and it is dense, to fit above or below a row. */
  readonly takesFocus?: boolean;
  readonly heading?: { readonly label: string; readonly content: ReactNode };
  readonly items: readonly {
    readonly text: string;
    /** Which of several with the same text it is. */
    readonly id?: string;
    /** Below its text. */
    readonly detail?: string;
    /** Whether it is the one that holds now. */
    readonly isCurrent?: boolean;
    /** Whether a line parts it from what is before it. */
    readonly isApart?: boolean;
    /** Why it cannot be done now, instead of the detail; undefined when it can. */
    readonly reason?: string | undefined;
    readonly isDanger?: boolean;
    readonly run?: () => void;
    /** An address outside of the console's pages. */
    readonly href?: string;
  }[];
}

/** One of several values; or, with boxes to tick, some of them. */
type Choice = Placed & OptionListProps;

/** What is in a menu. */
export type MenuContent = Actions | Choice;

type OpenMenuProps = MenuContent & {
  readonly toggle: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
};

function ActionList({ label, heading, items }: Actions) {
  return (
    <>
      {heading === undefined ? null : (
        <DropdownGroup label={heading.label}>{heading.content}</DropdownGroup>
      )}
      <DropdownList {...(label === undefined ? {} : { 'aria-label': label })}>
        {items.map(({ text, id = text, detail, reason, run, href, ...item }, at) => {
          // The same reason is seen once, and is heard at each.
          const isSeen = reason !== undefined && items[at - 1]?.reason === reason;
          return (
            <Fragment key={id}>
              {item.isApart === true ? <Divider component="li" /> : null}
              <DropdownItem
                isSelected={item.isCurrent === true}
                description={isSeen ? undefined : (reason ?? detail)}
                isAriaDisabled={reason !== undefined}
                isDanger={item.isDanger === true && reason === undefined}
                {...(run === undefined ? {} : { onClick: run })}
                {...(href === undefined ? {} : { to: href })}
              >
                {text}
                {isSeen ? <span className="pf-v6-screen-reader">: {reason}</span> : null}
              </DropdownItem>
            </Fragment>
          );
        })}
      </DropdownList>
    </>
  );
}

/** In a menu of checkboxes Enter chooses as the space bar does; PatternFly leaves it without effect. */
function tickOnEnter(event: KeyboardEvent): void {
  const { key, target } = event;
  if (key !== 'Enter' || !(target instanceof HTMLInputElement) || target.type === 'search') return;
  event.preventDefault();
  target.click();
}

/** The menu of a button, while it is open. */
export function OpenMenu(props: OpenMenuProps) {
  const { side = 'left', isInline = false, toggle, onClose } = props;
  // PatternFly places only what was closed before: it looks for the menu when that opens.
  const [isOpen, open] = useReducer(() => true, false);
  useEffect(open, [open]);
  const shared = {
    isOpen,
    // The button stays where it is: only the menu comes and goes.
    toggle: { toggleNode: null, toggleRef: toggle },
    onOpenChange: onClose,
    popperProps: { position: side, appendTo: isInline ? ('inline' as const) : menuRoot },
  };
  if (props.kind === 'actions') {
    return (
      <Dropdown
        {...shared}
        {...(props.takesFocus === true
          ? { shouldFocusFirstItemOnOpen: true, className: 'ast-dense-menu', isScrollable: true }
          : {})}
        onSelect={onClose}
      >
        <ActionList {...props} />
      </Dropdown>
    );
  }
  const isOne = props.kind === 'one';
  return (
    <Select
      {...shared}
      role={isOne ? 'listbox' : 'menu'}
      {...(isOne ? {} : { onKeyDown: tickOnEnter })}
      {...(props.mayBeLong === true ? { isScrollable: true, maxMenuHeight: '22rem' } : {})}
      selected={isOne ? props.chosen[0] : [...props.chosen]}
      onSelect={(_, value) => {
        props.onChoose(String(value));
        if (isOne) onClose();
      }}
    >
      <OptionList {...props} />
    </Select>
  );
}
