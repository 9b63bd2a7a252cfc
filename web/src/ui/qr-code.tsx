/** A QR code, drawn here: what it holds is secret and goes nowhere else. */
import { encodeQR } from "qr";
import styles from "./qr-code.module.css";

const BORDER = 3;
/** Whole pixels per module keep the edges sharp. */
const PIXELS = 4;

export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: BORDER });
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  const size = rows.length * PIXELS;
  return (
    <svg className={styles.code} width={size} height={size} viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
