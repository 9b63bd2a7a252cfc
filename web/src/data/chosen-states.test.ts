import type { StateDef } from "@rapport/sdk";
import { describe, expect, it } from "vitest";
import { chosenStates } from "./chosen-states.ts";

const state = (name: string, kind: StateDef["kind"] = "open"): StateDef =>
  ({ name, label: name.toUpperCase(), kind, probability: 10 }) as StateDef;
const machine = [state("first"), state("second"), state("third"), state("won", "won")];

describe("states chosen by a linked record", () => {
  it("come in its order, and those that end are always there", () => {
    const names = chosenStates(machine, ["third", "first"], null).map(({ name }) => name);
    expect(names).toEqual(["third", "first", "won"]);
  });

  it("are all of them when none is chosen", () => {
    expect(chosenStates(machine, [], null)).toHaveLength(4);
    expect(chosenStates(machine, null, {})).toHaveLength(4);
  });

  it("carry its labels and probabilities", () => {
    const [first] = chosenStates(machine, ["first"], { first: { label: "Call", probability: 5 } });
    expect(first).toMatchObject({ name: "first", label: "Call", probability: 5 });
  });
});
