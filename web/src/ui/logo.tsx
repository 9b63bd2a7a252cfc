import { useTranslation } from "react-i18next";
import styles from "./logo.module.css";

export function Logo({ className = "" }: { className?: string | undefined }) {
  const { t } = useTranslation();
  return (
    <div className={`${styles.logo} ${className}`}>
      <img src="/favicon.svg" alt="" width={28} height={28} />
      <span>{t("app.name")}</span>
    </div>
  );
}
