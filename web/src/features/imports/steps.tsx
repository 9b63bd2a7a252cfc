import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./imports.module.css";

export const STEPS = ["upload", "map", "check", "run", "done"] as const;
export type Step = (typeof STEPS)[number];

/** Where in the wizard one is. */
export function Steps({ at }: { at: Step }) {
  const { t } = useTranslation();
  const now = STEPS.indexOf(at);
  return (
    <ol className={styles.steps} aria-label={t("imports.steps")}>
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === now ? "step" : undefined} data-past={index < now || undefined}>
          <span className={styles.stepNumber} aria-hidden="true">
            {index < now ? <Check size={12} strokeWidth={3} /> : index + 1}
          </span>
          <span className={styles.stepLabel}>{t(`imports.step.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}
