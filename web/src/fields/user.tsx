/** A person of this tenant. */
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMe } from "@/data/me.ts";
import { useUsers } from "@/data/meta.ts";
import { PersonAvatar } from "@/ui/person-avatar.tsx";
import { controlProps } from "./control.ts";
import styles from "./fields.module.css";
import type { CellProps, FieldKind, InputProps } from "./types.ts";

function UserCell({ value, included }: CellProps) {
  const users = useUsers();
  if (typeof value !== "string") return null;
  const name =
    included.user?.[value]?.title ?? users.data?.find((user) => user.id === value)?.name ?? "…";
  return (
    <span className={styles.person}>
      <PersonAvatar name={name} />
      <span className={styles.text}>{name}</span>
    </span>
  );
}

function UserControl(props: InputProps) {
  const { t } = useTranslation();
  const { user: me } = useMe();
  const users = useUsers();
  const people = (users.data ?? [me]).filter((user) => user.active || user.id === props.value);
  return (
    <Select
      {...controlProps(props)}
      data={people.map((user) => ({
        value: user.id,
        label: user.id === me.id ? t("field.me", { name: user.name }) : user.name,
      }))}
      value={typeof props.value === "string" ? props.value : null}
      onChange={(value) => {
        props.onChange(value);
        props.onDone?.(value);
      }}
      searchable
      clearable={!props.required}
      clearButtonProps={{ "aria-label": t("common.clear") }}
      nothingFoundMessage={t("field.noOption")}
      comboboxProps={{ shadow: "md" }}
    />
  );
}

export const userKind: FieldKind = {
  Cell: UserCell,
  Input: UserControl,
  toText: (value, _field, included) =>
    typeof value === "string" ? (included.user?.[value]?.title ?? "") : "",
  width: 170,
};
