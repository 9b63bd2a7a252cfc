import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { useMeta } from "@/data/meta.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import { useShell } from "./shell-context.ts";

/** Whatever this person may create, but what belongs to other records: that is created with them. */
export function CreateMenu({ children }: { children: ReactNode }) {
  const { openCreate } = useShell();
  const creatable = useMeta().entities.filter((entity) => entity.permissions.create && !entity.child);
  return (
    <Menu position="bottom-end">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: "auto" }}>
        {creatable.map((entity) => (
          <Menu.Item
            key={entity.name}
            leftSection={<EntityIcon name={entity.icon} size={16} />}
            onClick={() => openCreate({ entity })}
          >
            {entity.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
