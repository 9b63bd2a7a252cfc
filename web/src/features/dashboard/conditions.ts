/** Filters of the dashboard, made from what the state machines say of themselves. */
import type { Entity, Filter, StateDef } from "@rapport/sdk";
import { stateField } from "@/data/meta.ts";

function names(entity: Entity, kind: StateDef["kind"]): { field: string; names: string[] } {
  const state = stateField(entity);
  const own = state?.machine.states.filter((one) => one.kind === kind) ?? [];
  return { field: state?.field.name ?? "", names: own.map((one) => one.name) };
}

export function statesOf(entity: Entity, kind: StateDef["kind"]): Filter {
  const { field, names: values } = names(entity, kind);
  return { field, op: "in", value: values };
}

export function openStates(entity: Entity): Filter {
  return statesOf(entity, "open");
}

/** What somebody gave the caller to do, or what is the caller's own. */
export function tasksOfMine(entity: Entity): Filter {
  return {
    and: [
      openStates(entity),
      {
        or: [
          { field: "assignee", op: "eq", value: "me" },
          { and: [{ field: "assignee", op: "empty", value: true }, { field: "owner", op: "eq", value: "me" }] },
        ],
      },
    ],
  };
}
