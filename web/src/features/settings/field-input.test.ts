import { describe, expect, it } from "vitest";
import { draftOf, inputOf } from "./field-input.ts";

describe("a field being written", () => {
  it("sends only what its type knows", () => {
    const draft = { ...draftOf(undefined), label: " Region ", min: 3, options: [{ value: "", label: "North" }] };
    expect(inputOf(draft, true)).toEqual({ label: "Region", type: "text", required: false });
    expect(inputOf({ ...draft, type: "integer" }, true)).toEqual({ label: "Region", type: "integer", required: false, min: 3 });
  });

  it("names new choices by their label and leaves known ones alone", () => {
    const options = [
      { value: "north", label: "Very far north", color: "blue" },
      { value: "", label: "North" },
      { value: "", label: "Südwest" },
      { value: "", label: "北" },
      { value: "", label: "  " },
    ];
    expect(inputOf({ ...draftOf(undefined), label: "Region", type: "select", options }, true).options).toEqual([
      { value: "north", label: "Very far north", color: "blue" },
      { value: "north_2", label: "North" },
      { value: "sudwest", label: "Südwest" },
      { value: "choice", label: "北" },
    ]);
  });

  it("may be sensitive where its type allows it", () => {
    const draft = { ...draftOf(undefined), label: "Salary", sensitive: true };
    expect(inputOf({ ...draft, type: "integer" }, true)).toMatchObject({ sensitive: true });
    expect(inputOf({ ...draft, type: "user" }, true)).not.toHaveProperty("sensitive");
  });

  it("takes a setting away when it was emptied", () => {
    expect(inputOf({ ...draftOf(undefined), label: "Size", type: "integer" }, false)).toEqual({
      label: "Size",
      type: "integer",
      required: false,
      sensitive: false,
      help: null,
      min: null,
      max: null,
    });
  });
});
