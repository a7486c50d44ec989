import './logo.css';

/** Asterism's mark: a few stars seen as one figure. */
export function LogoMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      className="ast-logo-mark"
    >
      <path d="M5 22 12.5 8.5 20 17.5 27.5 6M12.5 8.5 11.5 25 20 17.5" />
      <circle cx="5" cy="22" r="2.1" />
      <circle cx="12.5" cy="8.5" r="2.8" />
      <circle cx="20" cy="17.5" r="2.3" />
      <circle cx="27.5" cy="6" r="1.9" />
      <circle cx="11.5" cy="25" r="1.6" />
    </svg>
  );
}
