import { Button } from '@patternfly/react-core/dist/esm/components/Button';

interface OffersProps {
  readonly offers: readonly string[];
  readonly onChoose: (offer: string) => void;
  /** Before each value on its button: `Use`. */
  readonly verb?: string;
}

/** What an unclear text may mean, each to be chosen by one click, beside the text that says what is wrong. */
export function Offers({ offers, onChoose, verb }: OffersProps) {
  if (offers.length === 0) return null;
  return (
    <div className="ast-row">
      {offers.map((offer) => (
        <Button
          key={offer}
          variant="secondary"
          size="sm"
          // The input keeps the focus: its loss would change the text above and move this button.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(offer)}
        >
          {verb === undefined ? offer : `${verb} ${offer}`}
        </Button>
      ))}
    </div>
  );
}
