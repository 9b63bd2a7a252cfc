/** Which days are shown: the heading, today, back, forward, and the view. */
import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./calendar.module.css";
import { type CalendarView, turned, VIEWS } from "./days.ts";

interface Props {
  heading: string;
  view: CalendarView;
  day: string;
  today: string;
  onChange: (next: { view: CalendarView; day: string }) => void;
}

export function ViewBar({ heading, view, day, today, onChange }: Props) {
  const { t } = useTranslation();
  const turn = (by: number) => onChange({ view, day: turned(view, day, by) });
  return (
    <div className={styles.bar}>
      <Button size="compact-md" variant="default" disabled={day === today} onClick={() => onChange({ view, day: today })}>
        {t("calendar.today")}
      </Button>
      <ActionIcon variant="default" size="md" aria-label={t(`calendar.previous.${view}`)} onClick={() => turn(-1)}>
        <ChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon variant="default" size="md" aria-label={t(`calendar.next.${view}`)} onClick={() => turn(1)}>
        <ChevronRight size={16} />
      </ActionIcon>
      <h2 className={styles.heading} aria-live="polite">
        {heading}
      </h2>
      <SegmentedControl
        size="xs"
        aria-label={t("calendar.view")}
        value={view}
        data={VIEWS.map((value) => ({ value, label: t(`calendar.views.${value}`) }))}
        onChange={(next) => onChange({ view: next as CalendarView, day })}
      />
    </div>
  );
}
